// Every handler of a project inside one binary, compared with its program on its own, with the real go.
import { realpathSync, rmSync } from 'node:fs';
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
import { casesOf } from './matrix.js';
import { type MulticallCase, multicallCases, removeCase, writtenCase } from './multicall-cases.js';
import { linux, testWith } from './tools.js';

const core = { build, nodeHost };
const root = realpathSync(comparisonDirectory());
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function verdictsOf(title: string, project: MulticallCase): Promise<readonly HandlerVerdict[]> {
  const directory = realpathSync(writtenCase(project));
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
