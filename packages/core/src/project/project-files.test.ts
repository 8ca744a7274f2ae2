import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { directoriesOf, listProject, projectFileLimit, TooManyFiles } from './project-files.js';

describe('listProject', () => {
  test('sorts files by code unit and omits generated ones', async () => {
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

  test('keeps the byte order mark of a text, so that offsets are right', async () => {
    const host = memoryHost({ '/project/a.yaml': '\uFEFFa: é\r\n' });
    expect(await (await listProject(host, '/project')).read('a.yaml')).toBe('\uFEFFa: é\r\n');
  });

  test('returns no text for a missing file, a directory, or a file larger than 2 MiB', async () => {
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

  test('stops when there are too many files, and on abort', async () => {
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

test('directoriesOf returns all directories that contain files at any depth', () => {
  expect(directoriesOf(['a/b/c.go', 'a/b/d.go', 'a-b/x', 'main.go'])).toEqual(['.', 'a', 'a-b', 'a/b']);
  expect(directoriesOf([])).toEqual(['.']);
});

describe('a file outside the project', () => {
  const files = {
    '/repo/.git/HEAD': '',
    '/repo/shared/a.yml': 'shared',
    '/repo/api/go.mod': 'module',
    '/outside/secret.yml': 'secret',
  };

  async function linked(workingDirectory: string, made = files) {
    const host = memoryHost(made, { workingDirectory });
    await host.fileSystem.makeDirectory('/repo/api/links');
    await host.symlink('/outside/secret.yml', '/repo/api/links/file.yml');
    await host.symlink('/outside', '/repo/api/links/directory');
    await host.symlink('/repo/shared/a.yml', '/repo/api/links/own.yml');
    await host.symlink('/nowhere', '/repo/api/links/nothing.yml');
    return await listProject(host, '/repo/api');
  }

  test('is not read by its path or through a link, and is listed', async () => {
    const project = await linked('/repo/api');
    expect(project.files).toEqual(['go.mod']);
    expect(project.links).toEqual([
      'links/directory',
      'links/file.yml',
      'links/nothing.yml',
      'links/own.yml',
    ]);
    expect(await project.read('links/file.yml')).toBeUndefined();
    expect(await project.read('links/directory/secret.yml')).toBeUndefined();
    expect(await project.read('links/nothing.yml')).toBeUndefined();
    expect(await project.read('../../outside/secret.yml')).toBeUndefined();
    expect(await project.read('../../outside/missing.yml')).toBeUndefined();
    expect(project.outside()).toEqual([
      { path: '../../outside/secret.yml', byLink: false },
      { path: 'links/directory/secret.yml', byLink: true },
      { path: 'links/file.yml', byLink: true },
      { path: 'links/nothing.yml', byLink: true },
    ]);
  });

  test('is inside if it is in the same repository', async () => {
    const project = await linked('/repo/api');
    expect(await project.read('../shared/a.yml')).toBe('shared');
    expect(await project.read('links/own.yml')).toBe('shared');
    expect(project.outside()).toEqual([]);
  });

  test('is outside without a repository', async () => {
    const { '/repo/.git/HEAD': _, ...others } = files;
    const project = await linked('/repo/api', others as typeof files);
    expect(await project.read('../shared/a.yml')).toBeUndefined();
    expect(await project.read('links/own.yml')).toBeUndefined();
    expect(project.outside().map(({ path }) => path)).toEqual(['../shared/a.yml', 'links/own.yml']);
  });
});
