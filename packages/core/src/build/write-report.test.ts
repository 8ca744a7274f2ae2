import { expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { reportContent, writeReportFile } from './write-report.js';

const document = { archives: [], text: 'ä' };

test('a report is indented JSON that ends with a line feed', () => {
  expect(new TextDecoder().decode(reportContent(document))).toBe('{\n  "archives": [],\n  "text": "ä"\n}\n');
});

test('a report is written relative to the working directory, with missing directories', async () => {
  const host = memoryHost({ '/project': null });
  await writeReportFile({ file: 'reports/1.json', document }, host);
  await writeReportFile({ file: '/elsewhere/2.json', document: 7 }, host);
  expect(host.files()).toEqual({
    '/project/reports/1.json': `${JSON.stringify(document, null, 2)}\n`,
    '/elsewhere/2.json': '7\n',
  });
});

test.each([
  ['EACCES', 'output-not-writable'],
  ['ENOSPC', 'disk-full'],
  ['EIO', 'output-write-failed'],
])('a report that fails with %s leaves the old one in place', async (systemCode, code) => {
  const host = memoryHost({ '/project/1.json': 'old' });
  const fileSystem = interfered(host.fileSystem, ({ name, path }) => {
    if (name === 'writeFile' && path.includes('1.json')) throw systemError(systemCode);
  });
  await expect(writeReportFile({ file: '1.json', document }, { ...host, fileSystem })).rejects.toMatchObject({
    code,
  });
  expect(host.files()).toEqual({ '/project/1.json': 'old' });
});
