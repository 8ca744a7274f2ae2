import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { findProjectRoot } from './project-root.js';

const root = (files: Readonly<Record<string, string>>, start: string, ...directories: readonly string[]) =>
  findProjectRoot(memoryHost(files), start, directories);

describe('the root of a project', () => {
  test('is the working directory if it contains go.mod', async () => {
    expect(await root({ '/p/go.mod': '', '/p/template.yaml': '' }, '/p', '/p')).toBe('/p');
  });

  test('is the module directory above the template', async () => {
    expect(await root({ '/p/go.mod': '', '/p/deploy/template.yaml': '' }, '/p/deploy', '/p/deploy')).toBe(
      '/p',
    );
  });

  test('is the working directory above several modules', async () => {
    const files = { '/p/api/go.mod': '', '/p/jobs/go.mod': '', '/p/.git/HEAD': '' };
    expect(await root(files, '/p', '/p/api', '/p/jobs')).toBe('/p');
  });

  test('includes a template next to the working directory', async () => {
    expect(await root({ '/p/src/go.mod': '', '/p/deploy/t.yaml': '' }, '/p/src', '/p/deploy')).toBe('/p');
  });

  test('includes the workspace above the module', async () => {
    expect(await root({ '/p/go.work': '', '/p/api/go.mod': '' }, '/p/api', '/p/api')).toBe('/p');
  });

  test('is not the whole repository if there is a module', async () => {
    const files = { '/repo/.git/HEAD': '', '/repo/a/go.mod': '', '/repo/b/go.mod': '' };
    expect(await root(files, '/repo/a', '/repo/a')).toBe('/repo/a');
  });

  test('is the repository without a module', async () => {
    expect(
      await root({ '/repo/.git/HEAD': '', '/repo/deploy/t.yaml': '' }, '/repo/deploy', '/repo/deploy'),
    ).toBe('/repo');
  });

  test('is the working directory if it contains Go files but no module', async () => {
    const files = {
      '/repo/.git/HEAD': '',
      '/repo/a/cmd/x/main.go': '',
      '/repo/a/t.yaml': '',
      '/repo/b/y.go': '',
    };
    expect(await root(files, '/repo/a', '/repo/a')).toBe('/repo/a');
  });

  test('is the working directory without a repository or module', async () => {
    expect(await root({ '/p/t.yaml': '' }, '/p', '/p')).toBe('/p');
  });
});
