import { expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { nodeHost } from '../node/host.js';
import { checkOutputWritable } from './check-output.js';

test.each(['/project/dist', '/project/not/there/yet', '/'])(
  '%s passes and leaves nothing behind',
  async (directory) => {
    const host = memoryHost({ '/project/dist/old.zip': 'old' });
    const before = host.paths();
    await checkOutputWritable(host, directory, ['/project/dist/old.zip', '/project/dist/bin/new.zip']);
    expect(host.paths()).toEqual(before);
  },
);

test.each([
  ['EACCES', 'output-not-writable'],
  ['EROFS', 'output-not-writable'],
  ['ENOSPC', 'disk-full'],
  ['EIO', 'output-write-failed'],
])('%s is reported as %s and leaves nothing behind', async (code, expected) => {
  const host = memoryHost({ '/project/dist/old.zip': 'old' });
  const before = host.paths();
  const fileSystem = interfered(host.fileSystem, async ({ name, path }) => {
    if (name !== 'writeFile') return;
    await host.fileSystem.writeFile(path, new Uint8Array(0));
    throw systemError(code);
  });
  await expect(checkOutputWritable({ ...host, fileSystem }, '/project/dist')).rejects.toMatchObject({
    code: expected,
  });
  expect(host.paths()).toEqual(before);
});

test('a file where a directory is needed is reported with its path', async () => {
  const host = memoryHost({ '/project/dist': 'a file' });
  const check = checkOutputWritable(host, '/project/dist/bin');
  await expect(check).rejects.toMatchObject({
    code: 'output-not-writable',
    diagnostics: [{ args: { reason: expect.stringContaining('/project/dist is not a directory') } }],
  });
});

test('a directory at the path of an output file is reported', async () => {
  const host = memoryHost({ '/project/dist/lambda.zip/x': '' });
  const check = checkOutputWritable(host, '/project/dist', ['/project/dist/lambda.zip']);
  await expect(check).rejects.toMatchObject({ code: 'output-not-writable' });
});

test.runIf(process.platform === 'linux')(
  'a directory that even root cannot write to is reported',
  async () => {
    const check = checkOutputWritable(nodeHost(), '/proc/lambdazip-dist');
    await expect(check).rejects.toMatchObject({ code: 'output-not-writable' });
  },
);
