import { expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { largestDocument } from '../bytes/json-depth.js';
import { readReport } from './read-report.js';

const report = {
  archives: [{ name: 'a', path: 'dist/a.zip', sha256: 'ab', unzippedSize: 1, size: 1 }],
  warnings: [],
  record: { variables: {}, commands: [] },
  shard: { index: 1, count: 2, archives: ['a', 'b'] },
};
const file = 'reports/1.json';
const read = (document: unknown) =>
  readReport(
    { file },
    memoryHost({ [`/project/${file}`]: typeof document === 'string' ? document : JSON.stringify(document) }),
  );
const unreadable = (reason: string) => ({
  code: 'report-unreadable',
  diagnostics: [{ args: { file, reason } }],
});

test('a report is read unchanged, including fields that are not checked', async () => {
  expect(await read(report)).toEqual(report);
  expect(await read({ ...report, shard: null, more: 1 })).toEqual({ ...report, shard: null, more: 1 });
});

test.each<readonly [string, unknown]>([
  ['is not JSON', '{'],
  ['is empty', ''],
  ['is an error document', { error: { code: 'compile-failed' } }],
  ['has no archives', { ...report, archives: undefined }],
  ['has an archive without a digest', { ...report, archives: [{ name: 'a', path: 'a', unzippedSize: 1 }] }],
  ['has variables that are not text', { ...report, record: { variables: { a: 1 }, commands: [] } }],
  ['has shard 0', { ...report, shard: { ...report.shard, index: 0 } }],
  ['has 1.5 shards', { ...report, shard: { ...report.shard, count: 1.5 } }],
  ['has 10,001 shards', { ...report, shard: { ...report.shard, count: 10_001 } }],
  ['has no shard field', { ...report, shard: undefined }],
])('a file that %s is not a report', async (_, document) => {
  await expect(read(document)).rejects.toMatchObject(unreadable('not the report of a completed build'));
});

test('a report with values that are nested too deeply is not parsed', async () => {
  await expect(read('['.repeat(100_000))).rejects.toMatchObject(unreadable('values are nested too deeply'));
});

test('a report that is too large is not read', async () => {
  const host = memoryHost({ [`/project/${file}`]: '' });
  const fileSystem = {
    ...interfered(host.fileSystem, () => undefined),
    stat: async () =>
      ({ kind: 'file', size: largestDocument + 1, modified: 0, owner: 0, permissions: 0 }) as const,
    readFile: async () => {
      throw new Error('read');
    },
  };
  await expect(readReport({ file }, { ...host, fileSystem })).rejects.toMatchObject(
    unreadable('file too large'),
  );
});

test('a missing or unreadable report is an error with the cause', async () => {
  await expect(readReport({ file }, memoryHost())).rejects.toMatchObject({
    code: 'report-unreadable',
    cause: { code: 'ENOENT' },
  });
  const host = memoryHost({ [`/project/${file}`]: '{}' });
  const fileSystem = interfered(host.fileSystem, ({ name }) => {
    if (name === 'readFile') throw systemError('EACCES');
  });
  await expect(readReport({ file }, { ...host, fileSystem })).rejects.toMatchObject({
    code: 'report-unreadable',
    cause: { code: 'EACCES' },
  });
});
