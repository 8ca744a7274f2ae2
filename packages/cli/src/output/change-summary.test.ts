import type { ArchiveReport } from '@lambdazip/core';
import picocolors from 'picocolors';
import { describe, expect, test } from 'vitest';
import { type ArchiveChanges, noActivity } from './build-progress.js';
import { durationText } from './build-summary.js';
import { changeSummary, sizeChange } from './change-summary.js';
import { rebuiltText } from './watch-lines.js';

const colors = picocolors.createColors(false);
const kibibyte = 1024;

function archive(path: string, entries: readonly (readonly [string, number])[]): ArchiveReport {
  return {
    name: path,
    path,
    sha256: 'a'.repeat(64),
    codeSha256: 'code',
    size: 300 * kibibyte,
    unzippedSize: 900 * kibibyte,
    entries: entries.map(([name, size]) => ({ name, size, sha256: '', mode: '0755' as const })),
    layout: 'binaries',
    runtime: 'provided.al2023',
    architecture: 'arm64',
    handlers: [],
    documents: [`${path}.provenance.json`],
  };
}

const changes = (path: string, more: Partial<ArchiveChanges> = {}): ArchiveChanges => ({
  type: 'compared',
  path,
  before: { size: 288 * kibibyte },
  added: [],
  changed: [],
  removed: [],
  unchanged: 0,
  ...more,
});

function summary(
  archives: readonly ArchiveReport[],
  compared: readonly ArchiveChanges[],
  verbose = false,
): readonly string[] {
  const kept = archives.length - compared.length;
  const activity = { ...noActivity(), kept, changes: new Map(compared.map((each) => [each.path, each])) };
  const report = { archives, warnings: [], record: { variables: {}, commands: [] }, shard: null };
  return String(changeSummary(report, activity, 1_234, { colors, verbose })).split('\n');
}

describe('the summary of a build', () => {
  test('lists what changed, by name, with the differences in size', () => {
    const built = archive('dist/a.zip', [
      ['bin/create', 1536 * kibibyte],
      ['bin/new', 10],
      ['bin/same', 5],
    ]);
    const compared = changes('dist/a.zip', {
      added: [{ name: 'bin/new', size: 10 }],
      changed: [{ name: 'bin/create', size: 1536 * kibibyte, before: 1524 * kibibyte }],
      removed: [{ name: 'bin/日本', size: 7 }],
      unchanged: 1,
    });
    expect(summary([built], [compared])).toEqual([
      'dist/a.zip changed: 300.0 KiB (+12.0 KiB)',
      '  ~ bin/create  1.5 MiB (+12.0 KiB)',
      '  + bin/new        10 B',
      '  - bin/日本        7 B',
      '  1 unchanged',
      '  CodeSha256  code',
      '  provenance  a.zip.provenance.json',
      'Finished in 1.2 s: 1 archive written (0 of 0 entries from cache)',
      '',
    ]);
    expect(summary([built], [compared], true)).toContain('    bin/same  5 B');
  });

  test('lists the entries of a new archive up to a number', () => {
    const entries = Array.from({ length: 30 }, (_, index) => [`bin/${index}`, 1] as const);
    const lines = summary([archive('dist/a.zip', entries)], [changes('dist/a.zip', { before: null })]);
    expect(lines[0]).toBe('dist/a.zip is new: 300.0 KiB (900.0 KiB unzipped)');
    expect(lines.filter((line) => line.startsWith('  + ')).length).toBe(19);
    expect(lines).toContain('  and 11 more (-v lists all)');
    const all = summary([archive('dist/a.zip', entries)], [changes('dist/a.zip', { before: null })], true);
    expect(all.filter((line) => line.startsWith('  + ')).length).toBe(30);
  });

  test('tells an archive that was only rewritten from one that changed', () => {
    const built = archive('dist/a.zip', [['bin/create', 1]]);
    expect(summary([built], [changes('dist/a.zip', { unchanged: 1 })])).toContain('  same entries');
  });

  test('sums up many archives', () => {
    const many = Array.from({ length: 7 }, (_, index) => archive(`dist/${index}.zip`, [['bootstrap', 1]]));
    expect(summary(many, [])).toEqual([
      '7 archives are up to date',
      'Finished in 1.2 s: 7 archives up to date (0 of 0 entries from cache)',
      '',
    ]);
    const compared = many.slice(0, 6).map(({ path }) => changes(path, { before: null }));
    expect(summary(many, compared).length).toBe(6 + 1 + 2);
    expect(summary(many, compared).at(-2)).toContain('6 archives written, 1 up to date');
  });
});

test.each([
  [10, 10, 'same size'],
  [10, 15, '+5 B'],
  [3 * kibibyte, 1 * kibibyte, '-2.0 KiB'],
])('from %d to %d bytes is %s', (before, after, expected) => {
  expect(sizeChange(before, after)).toBe(expected);
});

test.each([
  [1_234, '1.2 s'],
  [59_949, '59.9 s'],
  [59_990, '1 min 0 s'],
  [368_040, '6 min 8 s'],
])('%d ms are %s', (milliseconds, expected) => {
  expect(durationText(milliseconds)).toBe(expected);
});

describe('what a watch reports of a rebuild', () => {
  const shown = (...compared: readonly ArchiveChanges[]): string =>
    String(rebuiltText({ changes: new Map(compared.map((each) => [each.path, each])) }, 640, colors));

  test('is its entries, or that nothing changed', () => {
    expect(shown()).toBe('up to date, checked in 0.6 s');
    expect(shown(changes('dist/a.zip', { unchanged: 1 }))).toBe(
      'rewrote dist/a.zip with the same entries in 0.6 s',
    );
    expect(
      shown(changes('dist/a.zip', { changed: [{ name: 'bin/create', size: 2048, before: 1024 }] })),
    ).toBe('rebuilt bin/create (+1.0 KiB) in 0.6 s');
    const added = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, size: 1 }));
    expect(shown(changes('dist/a.zip', { added }))).toBe(
      'rebuilt a (new, 1 B), b (new, 1 B), c (new, 1 B) and 2 others in 0.6 s',
    );
  });
});
