import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnostics/diagnose.js';
import type { ArchiveReport, BuildReport } from './build-report.js';
import { mergeReports, type NamedReport } from './merge-reports.js';

const archive = (name: string): ArchiveReport => ({
  name,
  path: `dist/${name}.zip`,
  sha256: name,
  codeSha256: name,
  size: 1,
  unzippedSize: 1,
  entries: [],
  layout: 'binaries',
  runtime: 'provided.al2023',
  architecture: 'arm64',
  handlers: [],
  documents: [],
});
const all = ['a', 'b', 'c'];

function shard(index: number, names: readonly string[], more: Partial<BuildReport> = {}): NamedReport {
  return {
    file: `${index}.json`,
    report: {
      archives: names.map(archive),
      warnings: [],
      record: { variables: { stage: 'test' }, commands: [] },
      shard: { index, count: 2, archives: all },
      ...more,
    },
  };
}

const found = (reports: readonly NamedReport[]) =>
  mergeReports(reports).findings.map(({ code, args }) => [code, args]);

test('the merged report has the archives of all shards in the order of their paths', () => {
  const merged = mergeReports([shard(2, ['c', 'a']), shard(1, ['b'])]);
  expect(merged.findings).toEqual([]);
  expect(merged.archives).toEqual(all.map(archive));
  expect(merged).toMatchObject({ shard: null, record: { variables: { stage: 'test' } } });
});

test('a warning or command of several shards is reported once', () => {
  const warning = diagnose('line-ends-converted', { files: ['x'] });
  const other = diagnose('line-ends-converted', { files: ['y'] });
  const command = { workingDirectory: '.', environment: {}, argv: ['go', 'build'] } as never;
  const record = { variables: {}, commands: [command] };
  const merged = mergeReports([
    shard(1, ['a', 'b'], { warnings: [warning, other], record }),
    shard(2, ['c'], { warnings: [warning], record }),
  ]);
  expect(merged.warnings).toEqual([warning, other]);
  expect(merged.record.commands).toEqual([command]);
});

test('no reports make an empty report', () => {
  expect(mergeReports([])).toMatchObject({ archives: [], warnings: [], findings: [] });
});

describe('a finding', () => {
  test('names each missing shard and archive', () => {
    expect(found([shard(2, ['c'])])).toEqual([
      ['merge-missing', { archive: null, part: 1, count: 2 }],
      ['merge-missing', { archive: 'a', part: null, count: null }],
      ['merge-missing', { archive: 'b', part: null, count: null }],
    ]);
  });

  test('names both files of a duplicate shard and archive', () => {
    const again = { ...shard(1, ['a']), file: 'again.json' };
    expect(found([shard(1, ['a', 'b']), shard(2, ['c']), again])).toEqual([
      ['merge-twice', { archive: null, part: 1, files: ['1.json', 'again.json'] }],
      ['merge-twice', { archive: 'a', part: null, files: ['1.json', 'again.json'] }],
    ]);
  });

  test.each([
    ['a different number of shards', { index: 2, count: 3, archives: all }],
    ['different archives', { index: 2, count: 2, archives: ['a', 'b', 'x'] }],
    ['fewer archives', { index: 2, count: 2, archives: ['a', 'b'] }],
    ['more archives', { index: 2, count: 2, archives: [...all, 'd'] }],
  ])('names a report of a build with %s', (_, other) => {
    const reports = [shard(1, ['a', 'b']), shard(2, ['c'], { shard: other })];
    expect(found(reports)).toEqual([['merge-other-build', { file: '2.json', other: '1.json' }]]);
  });

  test('names the report of a complete build', () => {
    const whole = { ...shard(2, [], { shard: null }), file: 'whole.json' };
    expect(found([shard(1, ['a', 'b']), shard(2, ['c']), whole])).toEqual([
      ['merge-not-a-part', { file: 'whole.json' }],
    ]);
    expect(found([whole])).toEqual([['merge-not-a-part', { file: 'whole.json' }]]);
  });
});
