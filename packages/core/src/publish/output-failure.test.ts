import { expect, test } from 'vitest';
import { systemError } from '../../test/memory-host.js';
import { failure } from '../diagnostics/diagnose.js';
import { outputFailure, withPath } from './output-failure.js';

test.each([
  ['output-not-writable', ['EACCES', 'EROFS', 'EPERM', 'ENOENT', 'ENOTDIR', 'EISDIR', 'EBUSY', 'ETXTBSY']],
  ['disk-full', ['ENOSPC', 'EDQUOT']],
  ['output-write-failed', ['EIO', 'EMFILE', 'UNKNOWN']],
])('%s is reported, with the path and the cause', (code, systemCodes) => {
  for (const systemCode of systemCodes) {
    const cause = systemError(systemCode);
    expect(outputFailure('/out/a.zip', cause)).toMatchObject({
      code,
      cause,
      diagnostics: [{ args: { path: '/out/a.zip' } }],
    });
  }
});

test('an error that is not from the file system is returned unchanged', () => {
  const own = failure('interrupted', { by: 'SIGINT' });
  const bug = new TypeError('a bug');
  expect(outputFailure('/out', own)).toBe(own);
  expect(outputFailure('/out', bug)).toBe(bug);
  expect(outputFailure('/out', 'text')).toBe('text');
});

test('a failed step is reported with its path', async () => {
  const step = async (): Promise<void> => {
    throw systemError('EROFS');
  };
  await expect(withPath('/out/a.zip', step)).rejects.toMatchObject({
    code: 'output-not-writable',
    diagnostics: [{ args: { path: '/out/a.zip' } }],
  });
  await expect(withPath('/out/a.zip', async () => undefined)).resolves.toBeUndefined();
});
