// Compares the recorded output of go, which the tests in memory use, with the real go. To record it again:
// LAMBDAZIP_MATRIX=1 npx vitest run packages/core/src/affected/recorded-go.test.ts -u
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { affectedCases, affectedProject, editedProject, mainPackagesOf } from '../../test/affected-cases.js';
import { matrixTest } from '../../test/matrix.js';
import { recordedGo } from '../../test/recorded-go.generated.js';
import type { RecordedGo, RecordedPackage } from '../../test/recorded-go.js';
import { usualSettings } from '../../test/usual-settings.js';
import { commonArguments } from '../go/build-arguments.js';
import { decidedVariables } from '../go/environment.js';
import { fileFields, type ListedPackage } from '../go/go-list.js';
import { goObjects } from '../go/json-output.js';

type Files = Readonly<Record<string, string>>;

function go(directory: string, files: Files, words: readonly string[]): string {
  rmSync(directory, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const env = { ...process.env, ...decidedVariables(usualSettings, 'local'), GOPROXY: 'off' };
  return execFileSync('go', words, { cwd: directory, encoding: 'utf8', env });
}

function listed(directory: string, files: Files): RecordedPackage[] {
  const fields = ['ImportPath', 'Dir', 'Standard', 'Module', 'Deps', 'Imports', ...fileFields];
  const words = ['list', '-deps', `-json=${fields.join(',')}`, ...commonArguments(usualSettings), '--'];
  const all = goObjects<ListedPackage>('go', go(directory, files, [...words, ...mainPackagesOf(files)]));
  const own = all.filter(({ Standard }) => Standard !== true);
  // Which packages of the standard library are listed depends on the release of go.
  const known = new Set(own.map(({ ImportPath }) => ImportPath));
  const packages = own.map(
    ({ ImportPath = '', Dir = '', Module, Imports, Deps, ...files }): RecordedPackage => {
      const ofProject = (paths: readonly string[] = []): string[] => paths.filter((path) => known.has(path));
      return {
        ImportPath,
        Dir: Dir.slice(directory.length + 1),
        Module: Module?.Path ?? '',
        Imports: ofProject(Imports),
        Deps: ofProject(Deps),
        ...Object.fromEntries(fileFields.flatMap((field) => (files[field] ? [[field, files[field]]] : []))),
      };
    },
  );
  return packages.sort((a, b) => (a.ImportPath < b.ImportPath ? -1 : 1));
}

function record(directory: string): RecordedGo {
  const packages = listed(directory, affectedProject);
  const text = (each: unknown): string => JSON.stringify(each);
  const goMod = (files: Files): unknown => {
    const edited = JSON.parse(go(directory, files, ['mod', 'edit', '-json'])) as object;
    // Which fields without a value are printed depends on the release of go too.
    return Object.fromEntries(Object.entries(edited).filter(([, value]) => value !== null));
  };
  const changes: Record<string, RecordedGo['changes'][string]> = {};
  const goMods: Record<string, unknown> = { '': goMod(affectedProject) };
  for (const [title, edits] of affectedCases) {
    const files = editedProject(edits);
    const after = listed(directory, files);
    const changed = after.filter((each) => !packages.some((before) => text(before) === text(each)));
    const names = new Set(after.map(({ ImportPath }) => ImportPath));
    const gone = packages.map(({ ImportPath }) => ImportPath).filter((name) => !names.has(name));
    if (changed.length + gone.length > 0) changes[title] = { packages: changed, gone };
    if ('go.mod' in edits) goMods[title] = goMod(files);
  }
  return { packages, changes, goMods };
}

/** The source of recorded-go.generated.ts: one package per line. */
function sourceOf({ packages, changes, goMods }: RecordedGo): string {
  const lines = (values: readonly unknown[]): string =>
    values.map((each) => `\n    ${JSON.stringify(each)},`).join('');
  const entries = Object.entries(changes).map(
    ([title, each]) =>
      `\n    ${JSON.stringify(title)}: { gone: ${JSON.stringify(each.gone)}, packages: [${lines(each.packages)}] },`,
  );
  const mods = Object.entries(goMods).map(
    ([title, each]) => `\n    ${JSON.stringify(title)}: ${JSON.stringify(each)},`,
  );
  return `// Written by src/affected/recorded-go.test.ts.
import type { RecordedGo } from './recorded-go.js';

export const recordedGo: RecordedGo = {
  packages: [${lines(packages)}
  ],
  changes: {${entries.join('')}
  },
  goMods: {${mods.join('')}
  },
};
`;
}

matrixTest('the recorded output of go is what go prints', async () => {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'lambdazip-recorded-')));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const source = sourceOf(record(join(top, 'p')));
  await expect(source).toMatchFileSnapshot('../../test/recorded-go.generated.ts');
});

test('the recorded output belongs to the cases', () => {
  const titles = affectedCases.map(([title]) => title);
  expect(titles).toEqual(expect.arrayContaining(Object.keys(recordedGo.changes)));
  const withGoMod = affectedCases.filter(([, edits]) => 'go.mod' in edits).map(([title]) => title);
  expect(Object.keys(recordedGo.goMods)).toEqual(['', ...withGoMod]);
});
