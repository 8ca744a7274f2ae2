import { describe, expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../../core/test/memory-host.js';
import { openTemplates } from './open-templates.js';

const files = {
  '/project/go.mod': 'module m\n',
  '/project/api/template.yaml': '',
  '/project/api/main.go': '',
};

test('paths are relative to the root of the module in any working directory', async () => {
  const host = memoryHost(files, { workingDirectory: '/project/api' });
  const { project, files: named, workingDirectory } = await openTemplates(host, ['template.yaml'], undefined);
  expect({ root: project.root, named, workingDirectory }).toEqual({
    root: '/project',
    named: ['api/template.yaml'],
    workingDirectory: 'api',
  });
  expect(project.display('go.mod')).toBe('../go.mod');
});

function denying(directory: string) {
  const host = memoryHost({ ...files, '/project/secret/x': '' });
  const fileSystem = interfered(host.fileSystem, ({ name, path }) => {
    if (name === 'readDirectory' && path === directory) throw systemError('EACCES');
  });
  return openTemplates({ ...host, fileSystem }, ['api/template.yaml'], undefined);
}

test('a directory that cannot be listed is skipped and reported with the reason', async () => {
  const { project } = await denying('/project/secret');
  expect(project.files).toEqual(['api/main.go', 'api/template.yaml', 'go.mod']);
  expect(project.unread).toEqual([{ path: 'secret', reason: expect.stringContaining('EACCES') }]);
});

test('a root that cannot be listed is refused with the reason', async () => {
  await expect(denying('/project')).rejects.toMatchObject({
    code: 'template-unreadable',
    diagnostics: [{ args: { reason: expect.stringContaining('EACCES') } }],
  });
});

test('a project with too many files is refused', async () => {
  const host = memoryHost(files);
  const many = Array.from({ length: 50_001 }, (_, at) => ({ name: `f${at}`, kind: 'file' as const }));
  const fileSystem = {
    ...host.fileSystem,
    readDirectory: async (path: string) =>
      path === '/project/api' ? many : await host.fileSystem.readDirectory(path),
  };
  await expect(
    openTemplates({ ...host, fileSystem }, ['api/template.yaml'], undefined),
  ).rejects.toMatchObject({
    code: 'template-project-too-large',
  });
});

test('the directory of a manifest is part of the project, even before the manifest exists', async () => {
  const host = memoryHost(
    { '/project/shop/go.mod': 'module m\n', '/project/shop/t.yaml': '' },
    { workingDirectory: '/project/shop' },
  );
  const rootFor = async (manifest?: string) =>
    (await openTemplates(host, ['t.yaml'], undefined, manifest)).project.root;
  expect(await rootFor()).toBe('/project/shop');
  expect(await rootFor('../lambdazip.json')).toBe('/project');
  expect(await rootFor('../build/lambdazip.json')).toBe('/project');
});

test('a Terraform directory is part of the project, but not its parent', async () => {
  const host = memoryHost({ '/project/go.mod': 'module m\n', '/project/main.tf': '' });
  const { project, files: named } = await openTemplates(host, [], undefined);
  expect({ root: project.root, named }).toEqual({ root: '/project', named: ['.'] });
});

describe('outside the repository of the working directory', () => {
  const files = {
    '/repo/.git/HEAD': '',
    '/repo/go.mod': '',
    '/repo/template.yaml': '',
    '/outside/template.yaml': '',
    '/outside/Makefile': '',
  };

  async function open(template: string, manifest?: string) {
    const host = memoryHost(files, { workingDirectory: '/repo' });
    await host.symlink('/outside/template.yaml', '/repo/linked.yaml');
    await host.symlink('/outside', '/repo/directory');
    return await openTemplates(host, [template], undefined, manifest);
  }

  test.each([
    ['linked.yaml', 'a symbolic link on its path leads out of the project'],
    ['directory/template.yaml', 'a symbolic link on its path leads out of the project'],
    ['../outside/template.yaml', 'outside the git repository of the working directory'],
  ])('is refused as the template %s', async (template, reason) => {
    await expect(open(template)).rejects.toMatchObject({
      code: 'template-unreadable',
      message: `cannot read template ${template}: ${reason}`,
    });
  });

  test.each(['directory/lambdazip.json', '../outside/lambdazip.json'])(
    'the manifest %s does not make its directory part of the project',
    async (manifest) => {
      const { project } = await open('template.yaml', manifest);
      expect(project.root).toBe('/repo');
    },
  );
});
