import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { type Project, project } from './project.js';

const main = (importPath: string, name: string): string =>
  `package main\n\nimport "${importPath}"\n\nfunc main() { println(${name}) }\n`;

const shop: Readonly<Record<string, string>> = {
  '.gitignore': 'dist\n',
  'go.mod': 'module example.com/shop\n\ngo 1.21\n',
  'cmd/create/main.go': main('example.com/shop/orders', 'orders.Name'),
  'cmd/delete/main.go': main('example.com/shop/stock', 'stock.Name'),
  'jobs/nightly/main.go': main('example.com/shop/stock', 'stock.Name + "s"'),
  'orders/orders.go': 'package orders\n\nvar Name = "orders"\n',
  'stock/stock.go': 'package stock\n\nvar Name = "stock"\n',
  'lambdazip.json': JSON.stringify({
    layout: 'multicall',
    archives: {
      api: { handlers: { 'bin/*': './cmd/*' } },
      jobs: { handlers: { nightly: './jobs/nightly' } },
    },
  }),
};

function git(made: Project, ...words: readonly string[]): void {
  const user = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
  execFileSync('git', [...user, ...words], { cwd: made.directory, stdio: 'pipe' });
}

describe('affected', () => {
  test.each<[changed: string, expected: Readonly<Record<string, readonly string[]>>]>([
    ['orders/orders.go', { api: ['bin/create'] }],
    ['stock/stock.go', { api: ['bin/delete'], jobs: ['nightly'] }],
    ['cmd/create/main.go', { api: ['bin/create'] }],
    // A package cannot be part of a program with its default.pgo.
    ['cmd/create/default.pgo', {}],
    ['cmd/create/main_test.go', {}],
  ])('lists the archives and handlers that %s changes', async (changed, expected) => {
    const made = project(shop);
    git(made, 'init', '-q');
    git(made, 'add', '-A');
    git(made, 'commit', '-qm', 'first');
    made.write(changed, `${shop[changed] ?? 'package main\n'}\nvar added = 1\n`);
    const { status, stdout } = await made.run(['affected', '--since', 'HEAD', '--json']);
    expect(status).toBe(0);
    const { archives } = JSON.parse(stdout) as {
      archives: { name: string; handlers: { handler: string }[] }[];
    };
    const found = archives.map(({ name, handlers }) => [name, handlers.map(({ handler }) => handler)]);
    expect(Object.fromEntries(found)).toEqual(expected);
  });
});

test('shards together are the archives of one build', async () => {
  const made = project(shop);
  const digests = async (args: readonly string[]): Promise<Readonly<Record<string, string>>> => {
    const { stdout, stderr } = await made.run(['build', '--json', ...args]);
    expect(stderr).toBe('');
    const { archives } = JSON.parse(stdout) as { archives: { name: string; sha256: string }[] };
    return Object.fromEntries(archives.map(({ name, sha256 }) => [name, sha256]));
  };
  const whole = await digests([]);
  const first = await digests(['--shard', '1/2']);
  const second = await digests(['--shard', '2/2']);
  expect(Object.keys(first)).toHaveLength(1);
  expect({ ...first, ...second }).toEqual(whole);
});

test('the build report, provenance and bill of materials name all handlers and modules', async () => {
  const made = project(shop);
  const { stdout } = await made.run(['build', '--sbom', '--json']);
  const [api] = JSON.parse(stdout).archives;
  const handlers = [
    { handler: 'bin/create', package: 'example.com/shop/cmd/create', entry: 'bootstrap' },
    { handler: 'bin/delete', package: 'example.com/shop/cmd/delete', entry: 'bootstrap' },
  ];
  expect(api).toMatchObject({
    layout: 'multicall',
    handlers,
    entries: [{ name: 'bootstrap', mode: '0755' }],
  });
  const { buildDefinition } = JSON.parse(made.read('dist/api.zip.provenance.json')).predicate;
  expect(buildDefinition.externalParameters.programs).toEqual(handlers);
  const [command] = buildDefinition.internalParameters.commands;
  expect(command.argv.slice(-4)).toEqual(['-overlay', '$OVERLAY', '--', './lambdazip_multicall']);
  expect(command.mains).toEqual(['./cmd/create', './cmd/delete']);
  expect(made.read('dist/api.zip.cdx.json')).toContain('"bomFormat": "CycloneDX"');
});

test('diff names the program, and why it changed', async () => {
  const made = project(shop);
  await made.run(['build', '--out-dir', 'before']);
  made.write(
    'lambdazip.json',
    (shop['lambdazip.json'] ?? '').replace('"layout"', '"go":{"tags":["x"]},"layout"'),
  );
  await made.run(['build', '--out-dir', 'after']);
  const { status, stdout } = await made.run(['diff', 'before/api.zip', 'after/api.zip', '--json']);
  expect(status).toBe(1);
  const report = JSON.parse(stdout);
  expect(report.comparison.causes).toMatchObject([{ code: 'differs-tags', entries: ['bootstrap'] }]);
});

test('verify reports which handler was removed from the manifest', async () => {
  const made = project(shop);
  await made.run(['build']);
  expect((await made.run(['verify', 'dist/api.zip'])).status).toBe(0);
  made.write(
    'lambdazip.json',
    (shop['lambdazip.json'] ?? '').replace('"bin/*":"./cmd/*"', '"bin/create":"./cmd/create"'),
  );
  const { status, stdout } = await made.run([
    'verify',
    'dist/api.zip',
    '--manifest',
    'lambdazip.json',
    '--json',
  ]);
  expect(status).toBe(1);
  const causes = JSON.parse(stdout).rebuild.comparison.causes as { code: string; args: { found: string } }[];
  expect(causes.map(({ code, args }) => [code, args.found])).toEqual([
    ['differs-command', './cmd/delete'],
    ['differs-handlers', 'bin/delete (example.com/shop/cmd/delete)'],
  ]);
}, 120_000);

test('a warning about the program is reported once, with all its handlers', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `h${index + 10}`);
  const made = project({
    'go.mod': shop['go.mod'] ?? '',
    ...Object.fromEntries(names.map((name) => [`cmd/${name}/main.go`, 'package main\n\nfunc main() {}\n'])),
    'lambdazip.json': JSON.stringify({
      layout: 'multicall',
      go: { ldflags: '-buildmode=pie' },
      handlers: { '*': './cmd/*' },
    }),
  });
  const warned = { code: 'check-dynamic', args: { handler: 'h10' }, handlers: names };
  // The second build finds the program in the cache.
  for (const _ of ['first', 'second']) {
    const { stdout } = await made.run(['build', '--json']);
    expect(JSON.parse(stdout).warnings).toMatchObject([warned]);
  }
  const { stderr } = await made.run(['build']);
  expect(stderr).toContain(`\n  handlers: ${names.slice(0, 10).join(', ')} and 2 more\n`);
});
