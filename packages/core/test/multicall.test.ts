// Every handler of a project inside one binary, compared with its program on its own, with the real go.
import { realpathSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { nodeHost } from '../src/host.js';
import { build } from '../src/index.js';
import {
  compareHandlers,
  comparisonDirectory,
  earlyPackages,
  type HandlerVerdict,
  standardPackages,
  unpackedPrograms,
  unpackedWith,
} from './differential.js';
import { casesOf, matrixTest } from './matrix.js';
import {
  belowGo,
  type MulticallCase,
  multicallCases,
  removeCase,
  standardLibrary,
  writtenCase,
} from './multicall-cases.js';
import { linux, testWith } from './tools.js';

const core = { build, nodeHost };
const root = realpathSync(comparisonDirectory());
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function verdictsOf(
  title: string,
  project: MulticallCase,
  directory = realpathSync(writtenCase(project)),
): Promise<readonly HandlerVerdict[]> {
  const out = join(root, title.replaceAll(/\W+/g, '-'));
  try {
    const { manifest, environment = {}, situations } = project;
    const built = { directory, manifest, cache: join(out, 'cache') };
    return await compareHandlers(
      await unpackedPrograms(built, join(out, '1'), core),
      await unpackedWith('multicall', built, join(out, '2'), core),
      out,
      {
        timeLimit: 20_000,
        parallel: 2,
        standard: await standardPackages(directory),
        isEarly: await earlyPackages(directory),
        environment,
        ...(situations === undefined ? {} : { situations }),
      },
    );
  } finally {
    removeCase(directory);
    rmSync(out, { recursive: true, force: true });
  }
}

// These two have what the layout depends on: which packages are initialized, and in which order. The others compile more
// programs, and are about what lambdazip and go do with sources.
const representatives = [
  'handlers whose initialization would break the others',
  'the order of initialization',
];

describe('a handler inside one binary behaves like its program on its own', () => {
  for (const [title, project] of casesOf(multicallCases, representatives)) {
    testWith(linux)(title, async () => {
      const verdicts = await verdictsOf(title, project);
      const others = verdicts.filter(({ verdict }) => verdict !== 'equal');
      expect(others.filter(({ verdict }) => verdict !== 'explained')).toEqual([]);
      const explained = others.map(({ handler, explanations }) => [handler, explanations]);
      expect(Object.fromEntries(explained)).toEqual(project.explained);
    });
  }
});

testWith(linux)(
  'the packages of the standard library that only other handlers import are initialized',
  async () => {
    const verdicts = await verdictsOf('standard library', standardLibrary);
    expect(verdicts.map(({ handler, verdict }) => [handler, verdict])).toEqual([
      ['bin/imports', 'equal'],
      ['bin/registered', 'wrong'],
    ]);
    expect(verdicts[1]?.differences).toHaveLength(1);
    expect(verdicts[1]?.differences[0]).toContain('on its own "SHA-384 false", inside "SHA-384 true"');
  },
);

matrixTest('a project in a directory with an odd name, behind a symbolic link', async () => {
  const actual = writtenCase(belowGo, `odd ü % 'q' $x `);
  const link = join(root, 'link to it');
  symlinkSync(actual, link);
  try {
    const verdicts = await verdictsOf('odd', belowGo, link);
    expect(verdicts.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
  } finally {
    removeCase(actual);
  }
});
