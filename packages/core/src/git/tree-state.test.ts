import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import type { Repository } from './repository.js';
import type { GitAnswer } from './run-git.js';
import { statusLines, submodules, treeState } from './tree-state.js';

/** A repository at /r that prints these results, by the first word of a command. */
function repository(outputs: Readonly<Record<string, string>>, foreignFilters: readonly string[] = []) {
  const calls: (readonly string[])[] = [];
  const git = async (words: readonly string[]): Promise<GitAnswer> => {
    calls.push(words);
    const output =
      words[0] === 'ls-files' && words[1] === '--stage' ? outputs.stage : outputs[words[0] ?? ''];
    return output === undefined
      ? { kind: 'failed', reason: `no ${words[0]}`, errors: '', exitCode: 1 }
      : { kind: 'output', output };
  };
  const settings = { foreignFilters: new Set(foreignFilters), isPartial: false };
  return { made: { kind: 'repository', root: '/r', git, settings } as unknown as Repository, calls };
}

const host = memoryHost();
const clean = { status: '', stage: '', 'diff-files': '', 'check-attr': '' };

describe('the state of a work tree', () => {
  test('is clean without status lines', async () => {
    expect(await treeState(host, repository(clean).made, [])).toEqual({ kind: 'clean' });
  });

  test('is dirty with a changed or untracked file', async () => {
    for (const status of [' M a.go\0', '?? new\0', 'A  staged\0']) {
      expect(await treeState(host, repository({ ...clean, status }).made, [])).toEqual({ kind: 'dirty' });
    }
  });

  test('is unknown if git fails', async () => {
    const { status: _, ...others } = clean;
    expect(await treeState(host, repository(others).made, [])).toEqual({
      kind: 'unknown',
      reason: 'no status',
    });
  });

  test('ignores paths in the work tree, but not the work tree itself', async () => {
    const { made, calls } = repository(clean);
    await treeState(host, made, ['/r/dist', '/elsewhere', '/r']);
    const status = calls.find(([verb]) => verb === 'status') ?? [];
    expect(status.slice(status.indexOf('--'))).toEqual(['--', '.', ':(top,exclude,literal)dist']);
  });

  test('is unknown if a file is behind a filter that only the project defines', async () => {
    const outputs = { ...clean, 'diff-files': 'big.bin\0', 'check-attr': 'big.bin\0filter\0planted\0' };
    expect(await treeState(host, repository(outputs, ['planted']).made, [])).toMatchObject({
      kind: 'unknown',
    });
    // A change of such a file proves nothing, a different one does.
    const changed = { ...outputs, status: ' M big.bin\0' };
    expect(await treeState(host, repository(changed, ['planted']).made, [])).toMatchObject({
      kind: 'unknown',
    });
    const both = { ...outputs, status: ' M big.bin\0 M a.go\0' };
    expect(await treeState(host, repository(both, ['planted']).made, [])).toEqual({ kind: 'dirty' });
  });

  test('is clean if a submodule is not checked out', async () => {
    const stage = `160000 ${'a'.repeat(40)} 0\tsub\0`;
    expect(await treeState(host, repository({ ...clean, stage }).made, [])).toEqual({ kind: 'clean' });
  });
});

test('status lines have two characters and a path, which may have spaces and line breaks', async () => {
  const { made } = repository({ status: ' M a b.go\0?? x\ny\0' });
  expect(await statusLines(made, [])).toEqual([
    { status: ' M', path: 'a b.go' },
    { status: '??', path: 'x\ny' },
  ]);
});

test('submodules are the links in the index', async () => {
  const commit = 'ab'.repeat(20);
  const entry = (mode: number, stage: number, path: string) => `${mode} ${commit} ${stage}\t${path}\u0000`;
  const stage = entry(100644, 0, 'a.go') + entry(160000, 0, 'libs/x y') + entry(160000, 2, 'conflict');
  expect(await submodules(repository({ stage }).made)).toEqual([{ path: 'libs/x y', commit }]);
});
