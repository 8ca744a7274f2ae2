import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { directoriesOf, listProject, projectFileLimit, TooManyFiles } from './project-files.js';

describe('listProject', () => {
  test('lists files in the order of their code units, without what tools made', async () => {
    const host = memoryHost({
      '/project/template.yaml': '',
      '/project/cmd/b/main.go': '',
      '/project/cmd/a/main.go': '',
      '/project/cmd-old/main.go': '',
      '/project/Makefile': '',
      '/project/.github/workflows/build.yml': '',
      '/project/.git/config': '',
      '/project/.aws-sam/build/template.yaml': '',
      '/project/web/node_modules/a/package.json': '',
      '/project/vendor/x/x.go': '',
      '/project/empty': null,
      '/elsewhere/a.go': '',
    });
    const { files, root } = await listProject(host, '/project');
    expect(root).toBe('/project');
    expect(files).toEqual([
      '.github/workflows/build.yml',
      'Makefile',
      'cmd-old/main.go',
      'cmd/a/main.go',
      'cmd/b/main.go',
      'template.yaml',
    ]);
  });

  test('reads texts with their byte order mark, so that offsets hold', async () => {
    const host = memoryHost({ '/project/a.yaml': '\uFEFFa: é\r\n' });
    expect(await (await listProject(host, '/project')).read('a.yaml')).toBe('\uFEFFa: é\r\n');
  });

  test('gives no text of what is missing, a directory, or larger than 2 MiB', async () => {
    const host = memoryHost({
      '/project/large.txt': 'x'.repeat(2 * 1024 * 1024 + 1),
      '/project/full.txt': 'x'.repeat(2 * 1024 * 1024),
      '/project/dir/a': '',
    });
    const { read } = await listProject(host, '/project');
    expect(await read('missing.txt')).toBeUndefined();
    expect(await read('dir')).toBeUndefined();
    expect(await read('large.txt')).toBeUndefined();
    expect((await read('full.txt'))?.length).toBe(2 * 1024 * 1024);
  });

  test('reads a file once', async () => {
    const host = memoryHost({ '/project/a': 'before' });
    let reads = 0;
    const fileSystem = {
      ...host.fileSystem,
      readFile: (path: string) => {
        reads += 1;
        return host.fileSystem.readFile(path);
      },
    };
    const { read } = await listProject({ ...host, fileSystem }, '/project');
    expect(await Promise.all([read('a'), read('a')])).toEqual(['before', 'before']);
    expect(reads).toBe(1);
  });

  test.each([
    ['/project', 'api/template.yaml', 'api/template.yaml'],
    ['/project/api', 'api/template.yaml', 'template.yaml'],
    ['/project/api', 'Makefile', '../Makefile'],
    ['/project', '.', '.'],
  ])('seen from %s, %s is shown as %s', async (workingDirectory, path, shown) => {
    const host = memoryHost({ '/project/api/template.yaml': '' }, { workingDirectory });
    expect((await listProject(host, '/project')).display(path)).toBe(shown);
  });

  test('stops at more files than a project has, and when it is told to', async () => {
    const host = memoryHost({ '/project/a': '' });
    const many = Array.from({ length: projectFileLimit + 1 }, (_, index) => ({
      name: `f${index}`,
      kind: 'file' as const,
    }));
    const fileSystem = { ...host.fileSystem, readDirectory: async () => many };
    await expect(listProject({ ...host, fileSystem }, '/project')).rejects.toThrow(TooManyFiles);
    await expect(listProject(host, '/project', AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});

test('directoriesOf gives all directories that hold files at any depth', () => {
  expect(directoriesOf(['a/b/c.go', 'a/b/d.go', 'a-b/x', 'main.go'])).toEqual(['.', 'a', 'a-b', 'a/b']);
  expect(directoriesOf([])).toEqual(['.']);
});
