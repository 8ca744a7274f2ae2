import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Project, project, twoHandlers } from './project.js';

/** Three archives, one of which has both handlers. */
const files = {
  ...twoHandlers,
  'lambdazip.json': JSON.stringify({
    archives: {
      both: { handlers: { 'bin/create': './cmd/create', 'bin/delete': './cmd/delete' } },
      create: { handlers: { 'bin/create': './cmd/create' } },
      delete: { handlers: { 'bin/delete': './cmd/delete' } },
    },
  }),
};

const zipsIn = (given: Project, directory: string): string[] =>
  readdirSync(join(given.directory, directory)).filter((name) => name.endsWith('.zip'));

async function part(given: Project, shard: string, flags: readonly string[] = []): Promise<void> {
  const [index = ''] = shard.split('/');
  const done = await given.run(['build', '-q', '--shard', shard, '--report', `part-${index}.json`, ...flags]);
  expect(done.status, done.stderr).toBe(0);
}

const codesOf = async (given: Project, reports: readonly string[], status = 1): Promise<string[]> => {
  const done = await given.run(['merge-reports', ...reports, '--json']);
  expect(done.status, done.stderr).toBe(status);
  const { findings, diagnostics } = JSON.parse(done.stdout);
  return [...(findings ?? []), ...(diagnostics ?? [])].map(({ code }: { code: string }) => code);
};

describe('a sharded build', () => {
  test('writes the same archives, provenance and report as a single build', async () => {
    const given = project(files);
    expect((await given.run(['build', '-q', '--out-dir', 'whole', '--report', 'whole.json'])).status).toBe(0);
    await part(given, '1/2');
    expect(zipsIn(given, 'dist')).toEqual(['both.zip']);
    await part(given, '2/2');
    expect(zipsIn(given, 'dist')).toEqual(zipsIn(given, 'whole'));
    for (const name of readdirSync(join(given.directory, 'whole')).filter((each) => !each.startsWith('.'))) {
      const [one, other] = ['whole', 'dist'].map((place) => readFileSync(join(given.directory, place, name)));
      expect(one?.equals(other ?? Buffer.of()), name).toBe(true);
    }
    const merged = JSON.parse(
      (await given.run(['merge-reports', 'part-2.json', 'part-1.json', '--json'])).stdout,
    );
    expect(merged.findings).toEqual([]);
    const digests = (report: { archives: { name: string; sha256: string }[] }) =>
      report.archives.map(({ name, sha256 }) => `${name} ${sha256}`).sort();
    expect(digests(merged)).toEqual(digests(JSON.parse(given.read('whole.json'))));
  });

  test('compiles only the programs of its archives', async () => {
    const given = project(files);
    const plan = JSON.parse((await given.run(['plan', '--json', '--shard', '3/3'])).stdout);
    expect(plan.archives.map(({ name }: { name: string }) => name)).toEqual(['delete']);
    expect(plan.commands.map(({ argv }: { argv: string[] }) => argv.at(-1))).toEqual(['./cmd/delete']);
  });

  test('is balanced by the sizes in an earlier report', async () => {
    const given = project(files);
    const sizes = { both: 1, create: 100, delete: 100 };
    const archives = Object.entries(sizes).map(([name, unzippedSize]) => ({
      name,
      unzippedSize,
      path: name,
      sha256: '',
    }));
    const record = { variables: {}, commands: [] };
    given.write('costs.json', JSON.stringify({ archives, warnings: [], record, shard: null }));
    await part(given, '1/2', ['--costs', 'costs.json']);
    expect(zipsIn(given, 'dist')).toEqual(['both.zip', 'create.zip']);
  });

  test('has shards without archives if there are more shards than archives', async () => {
    const given = project(files);
    await part(given, '4/5');
    expect(JSON.parse(given.read('part-4.json')).archives).toEqual([]);
  });

  test('is incomplete if a shard is missing, duplicated or from a different build', async () => {
    const given = project(files);
    await part(given, '1/2');
    await part(given, '2/2');
    expect(await codesOf(given, ['part-1.json'])).toEqual([
      'merge-missing',
      'merge-missing',
      'merge-missing',
    ]);
    expect(await codesOf(given, ['part-1.json', 'part-1.json', 'part-2.json'])).toContain('merge-twice');
    expect((await given.run(['build', '-q', '--report', 'whole.json'])).status).toBe(0);
    expect(await codesOf(given, ['part-1.json', 'part-2.json', 'whole.json'])).toContain('merge-not-a-part');
    await part(given, '1/3');
    expect(await codesOf(given, ['part-1.json', 'part-2.json'])).toContain('merge-other-build');
  });

  test.each([
    ['an invalid shard', ['build', '--shard', '3/2'], 'usage'],
    ['a shard that is not a number', ['build', '--shard', 'a'], 'usage'],
    ['costs without a shard', ['build', '--costs', 'lambdazip.json'], 'costs-without-shard'],
    [
      'costs that are not a report',
      ['build', '--shard', '1/2', '--costs', 'lambdazip.json'],
      'report-unreadable',
    ],
    ['a missing report', ['merge-reports', 'no.json'], 'report-unreadable'],
  ])('refuses %s', async (_, args, code) => {
    const { status, stdout } = await project(files).run([...args, '--json']);
    expect([status, JSON.parse(stdout).error.code]).toEqual([2, code]);
  });
});
