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
  initializationOrder,
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

interface Variation {
  /** The directory of the project, if it is already written. */
  readonly directory: string;
  /** The Go release; otherwise the installed one. */
  readonly version: string;
}

async function verdictsOf(
  title: string,
  project: MulticallCase,
  { directory = realpathSync(writtenCase(project)), version }: Partial<Variation> = {},
): Promise<readonly HandlerVerdict[]> {
  const out = join(root, title.replaceAll(/\W+/g, '-'));
  try {
    const { manifest, environment = {}, situations } = project;
    const go = { ...(manifest.go as object), ...(version === undefined ? {} : { version }) };
    const built = { directory, manifest: { ...manifest, go }, cache: join(out, 'cache') };
    return await compareHandlers(
      await unpackedPrograms(built, join(out, '1'), core),
      await unpackedWith('multicall', built, join(out, '2'), core),
      out,
      {
        timeLimit: 20_000,
        parallel: 2,
        standard: await standardPackages(directory),
        isEarly: await earlyPackages(directory, version),
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
    const verdicts = await verdictsOf('odd', belowGo, { directory: link });
    expect(verdicts.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
  } finally {
    removeCase(actual);
  }
});

// Both ways to run the gate before the packages that it controls, with the oldest releases of each.
for (const version of ['1.21.13', '1.25.11', '1.25.12', '1.26.4']) {
  matrixTest(`packages are initialized in the same order with Go ${version}`, async () => {
    const verdicts = await verdictsOf(`order ${version}`, initializationOrder, { version });
    expect(verdicts.filter(({ verdict }) => verdict !== 'equal')).toEqual([]);
  });
}
