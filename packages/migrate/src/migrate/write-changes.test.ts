import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nodeHost } from '../../../core/src/node/host.js';
import type { Host } from '../../../core/src/ports/host.js';
import { interfered, memoryHost, systemError } from '../../../core/test/memory-host.js';
import { refuseOtherEncodings, writeChanges } from './write-changes.js';

const changes = [
  { path: 'template.yaml', before: 'old\n', after: 'new\n' },
  { path: 'lambdazip.json', before: null, after: '{}\n' },
];
const request = { root: '/project', changes, force: false, display: (path: string) => path };
const before = { '/project/template.yaml': 'old\n' };

test('a file that is not UTF-8 is refused, but one that contains the replacement character is not', async () => {
  const host = memoryHost({ '/project/a': 'caf\uFFFD' });
  const change = { path: 'a', before: 'caf\uFFFD', after: 'x' };
  const asked = { root: '/project', changes: [change], display: (path: string) => path };
  await expect(refuseOtherEncodings(asked, host)).resolves.toBeUndefined();
  await host.fileSystem.writeFile('/project/a', new Uint8Array([0x63, 0x61, 0x66, 0xe9]));
  await expect(refuseOtherEncodings(asked, host)).rejects.toMatchObject({
    code: 'template-unreadable',
    message: 'cannot read template a: not UTF-8',
  });
});

describe('outside a repository', () => {
  test('copies changed files first', async () => {
    const host = memoryHost(before);
    expect(await writeChanges(request, host)).toEqual(['template.yaml.orig']);
    expect(host.files()).toEqual({
      '/project/template.yaml': 'new\n',
      '/project/template.yaml.orig': 'old\n',
      '/project/lambdazip.json': '{}\n',
    });
  });

  test('keeps an earlier copy', async () => {
    const host = memoryHost({ ...before, '/project/template.yaml.orig': 'older\n' });
    expect(await writeChanges(request, host)).toEqual(['template.yaml.orig.2']);
    expect(host.files()).toMatchObject({
      '/project/template.yaml.orig': 'older\n',
      '/project/template.yaml.orig.2': 'old\n',
    });
  });

  test('writes nothing if a file changed after it was read', async () => {
    const host = memoryHost({ '/project/template.yaml': 'saved again\n' });
    await expect(writeChanges(request, host)).rejects.toMatchObject({ code: 'migrate-file-changed' });
    expect(host.files()).toEqual({ '/project/template.yaml': 'saved again\n' });
  });

  test('writes nothing if a new file has appeared', async () => {
    const host = memoryHost({ ...before, '/project/lambdazip.json': 'mine' });
    await expect(writeChanges(request, host)).rejects.toMatchObject({ code: 'migrate-file-changed' });
    expect(host.files()).toMatchObject({
      '/project/lambdazip.json': 'mine',
      '/project/template.yaml': 'old\n',
    });
  });

  test('restores all files, whichever call to the file system fails', async () => {
    let calls = 0;
    const counting = memoryHost(before);
    await writeChanges(request, {
      ...counting,
      fileSystem: interfered(counting.fileSystem, ({ number }) => {
        calls = number;
      }),
    });
    for (let failing = 1; failing <= calls; failing += 1) {
      const memory = memoryHost(before);
      let failed = '';
      const fileSystem = interfered(memory.fileSystem, ({ number, name }) => {
        if (number !== failing || name === 'remove') return;
        failed = name;
        throw systemError('EIO');
      });
      const result = await writeChanges(request, { ...memory, fileSystem }).catch((error: unknown) => error);
      if (failed === '' || !(result instanceof Error)) continue;
      expect(memory.files(), `${failed}, call ${failing}`).toEqual(before);
    }
    expect(calls).toBeGreaterThan(10);
  });
});

describe('in a git repository', () => {
  const repository = (): { directory: string; host: Host; git: (...words: string[]) => void } => {
    const directory = mkdtempSync(join(tmpdir(), 'lambdazip-write-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const git = (...words: string[]): void => {
      const name = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
      execFileSync('git', [...name, ...words], { cwd: directory, stdio: 'pipe' });
    };
    git('init', '--quiet');
    writeFileSync(join(directory, 'template.yaml'), 'old\n');
    writeFileSync(join(directory, 'main.go'), 'package main\n');
    git('add', '.');
    git('commit', '--quiet', '-m', 'one');
    return { directory, host: nodeHost({ workingDirectory: directory }), git };
  };
  const files = (directory: string): readonly string[] =>
    readdirSync(directory)
      .filter((name) => name !== '.git')
      .sort();

  test('makes no copy if everything is committed', async () => {
    const { directory, host } = repository();
    expect(await writeChanges({ ...request, root: directory }, host)).toEqual([]);
    expect(files(directory)).toEqual(['lambdazip.json', 'main.go', 'template.yaml']);
    expect(readFileSync(join(directory, 'template.yaml'), 'utf8')).toBe('new\n');
  });

  test('ignores untracked files next to the changed ones', async () => {
    const { directory, host } = repository();
    writeFileSync(join(directory, 'notes.txt'), '');
    expect(await writeChanges({ ...request, root: directory }, host)).toEqual([]);
  });

  test.each([
    ['a tracked file is changed', (directory: string) => writeFileSync(join(directory, 'main.go'), 'x')],
    [
      'a file to change is not tracked',
      (_directory: string, git: (...words: string[]) => void) => {
        git('rm', '--quiet', '--cached', 'template.yaml');
        git('commit', '--quiet', '-m', 'two');
      },
    ],
    [
      'a file to change is ignored',
      (directory: string, git: (...words: string[]) => void) => {
        git('rm', '--quiet', '--cached', 'template.yaml');
        writeFileSync(join(directory, '.gitignore'), 'template.yaml\n');
        git('add', '.');
        git('commit', '--quiet', '-m', 'two');
      },
    ],
  ])('writes nothing if %s, unless forced', async (_, change) => {
    const { directory, host, git } = repository();
    change(directory, git);
    await expect(writeChanges({ ...request, root: directory }, host)).rejects.toMatchObject({
      code: 'migrate-tree-dirty',
      blame: 'call',
    });
    expect(readFileSync(join(directory, 'template.yaml'), 'utf8')).toBe('old\n');
    expect(files(directory)).not.toContain('lambdazip.json');
    expect(await writeChanges({ ...request, root: directory, force: true }, host)).toEqual([
      'template.yaml.orig',
    ]);
    expect(readFileSync(join(directory, 'template.yaml.orig'), 'utf8')).toBe('old\n');
  });
});

describe('a change outside the project', () => {
  const change = (path: string) => ({ path, before: null, after: '{}\n' });
  const files = { '/repo/.git/HEAD': '', '/repo/api/template.yaml': '', '/outside/x.yaml': '' };

  test.each([
    ['of the repository', '../../outside/new.json'],
    ['of the repository, through a link', 'link/new.json'],
    ['of the repository, through a link to a file', 'file.json'],
    ['of the repository, through a dangling link', 'nothing.json'],
  ])('is refused together with all others: %s', async (_, path) => {
    const host = memoryHost(files, { workingDirectory: '/repo/api' });
    await host.symlink('/outside', '/repo/api/link');
    await host.symlink('/outside/x.yaml', '/repo/api/file.json');
    await host.symlink('/outside/none.json', '/repo/api/nothing.json');
    const paths = host.paths();
    const asked = {
      ...request,
      root: '/repo/api',
      changes: [change('lambdazip.json'), change(path)],
      force: true,
    };
    await expect(writeChanges(asked, host)).rejects.toMatchObject({
      code: 'migrate-write-outside',
      message: `${path} is outside the project (..); nothing was written`,
    });
    expect(host.paths()).toEqual(paths);
  });

  test('includes files above the working directory without a repository', async () => {
    const host = memoryHost({ '/p/api/template.yaml': '', '/p/go.mod': '' }, { workingDirectory: '/p/api' });
    const asked = { ...request, root: '/p', changes: [change('lambdazip.json')] };
    await expect(writeChanges(asked, host)).rejects.toMatchObject({ code: 'migrate-write-outside' });
    expect(await writeChanges({ ...asked, changes: [change('api/lambdazip.json')] }, host)).toEqual([]);
  });
});
