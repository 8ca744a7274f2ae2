import { expect, test } from 'vitest';
import { memoryProject } from '../../../test/serverless-service.js';
import { readIncluded } from './included-file.js';

test('a file that must not be read is closed, so that a fallback is not used as its value', async () => {
  const project = {
    ...memoryProject({}),
    read: async () => {
      throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    },
  };
  expect(await readIncluded(project, 'secret.yml')).toMatchObject({ kind: 'closed' });
});

test('a file that is too large to read is closed', async () => {
  const project = { ...memoryProject({ 'a.yml': '' }), read: async () => undefined };
  expect(await readIncluded(project, 'a.yml')).toEqual({ kind: 'closed', reason: 'larger than 2 MiB' });
  expect(await readIncluded(project, 'b.yml')).toEqual({ kind: 'absent', reason: 'file not found' });
});

test('an internal error is not treated as a missing file', async () => {
  const project = {
    ...memoryProject({}),
    read: async () => {
      throw new TypeError('a defect');
    },
  };
  await expect(readIncluded(project, 'a.yml')).rejects.toThrow('a defect');
});
