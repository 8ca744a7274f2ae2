import { describe, expect, test } from 'vitest';
import { ascii, makeZip } from '../../test/hostile-zips.js';
import { memoryHost } from '../../test/memory-host.js';
import type { Host } from '../ports/host.js';
import { diff } from './diff.js';

const zipOf = (text: string, date = 0x41): Uint8Array =>
  makeZip({ entries: [{ name: 'a.txt', content: ascii(text), fields: { date } }] });

async function hostWith(files: Readonly<Record<string, Uint8Array>>): Promise<Host> {
  const host = memoryHost({ '/project': null });
  for (const [name, bytes] of Object.entries(files)) {
    await host.fileSystem.writeFile(`/project/${name}`, bytes);
  }
  return host;
}

describe('diff', () => {
  test('reports two files with equal bytes as the same, even if they are not zips', async () => {
    const host = await hostWith({ a: ascii('hello'), b: ascii('hello') });
    const report = await diff({ a: 'a', b: '/project/b' }, host);
    expect(report).toMatchObject({
      verdict: 'same',
      files: [
        { path: 'a', size: 5 },
        { path: 'b', size: 5 },
      ],
      comparison: { isSame: true, entries: [], causes: [] },
      findings: [],
    });
    expect(report.files[0].sha256).toBe(report.files[1].sha256);
  });

  test('compares with the second file, which messages name', async () => {
    const host = await hostWith({ 'a.zip': zipOf('one'), 'b.zip': zipOf('two') });
    const { verdict, comparison } = await diff({ a: 'a.zip', b: 'b.zip' }, host);
    expect(verdict).toBe('different');
    expect(comparison).toMatchObject({
      isSame: false,
      entries: [{ name: 'a.txt', kind: 'changed' }],
      causes: [{ code: 'differs-file', args: { otherFile: 'b.zip' } }],
    });
  });

  test('reports each file that is not a zip, with its name', async () => {
    const host = await hostWith({ 'a.txt': ascii('one'), 'b.txt': ascii('two'), 'c.zip': zipOf('one') });
    const reasons = async (a: string, b: string) => {
      const { verdict, comparison, findings } = await diff({ a, b }, host);
      expect([verdict, comparison]).toEqual(['different', null]);
      return findings.map(({ code, args }) => [code, args]);
    };
    const damaged = (name: string) => ['verify-damaged', { reason: `${name}: it has no central directory` }];
    expect(await reasons('a.txt', 'b.txt')).toEqual([damaged('a.txt'), damaged('b.txt')]);
    expect(await reasons('c.zip', 'b.txt')).toEqual([damaged('b.txt')]);
  });

  test('does not read a file that is larger than Lambda allows', async () => {
    const host = await hostWith({ 'a.zip': zipOf('one'), 'large.zip': ascii('x') });
    const { stat } = host.fileSystem;
    const size = 400 * 1024 * 1024;
    const fileSystem: Host['fileSystem'] = {
      ...host.fileSystem,
      stat: async (path) => {
        const info = await stat(path);
        return info !== undefined && path.endsWith('large.zip') ? { ...info, size } : info;
      },
    };
    const { files, findings } = await diff({ a: 'a.zip', b: 'large.zip' }, { ...host, fileSystem });
    expect(files[1]).toEqual({ path: 'large.zip', size, sha256: null });
    expect(findings).toMatchObject([
      { code: 'verify-damaged', args: { reason: "large.zip: larger than Lambda's package limit" } },
    ]);
  });

  test('fails if a file is missing', async () => {
    const host = await hostWith({ 'a.zip': zipOf('one') });
    await expect(diff({ a: 'a.zip', b: 'no.zip' }, host)).rejects.toMatchObject({
      code: 'archive-unreadable',
    });
  });
});
