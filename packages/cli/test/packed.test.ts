import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { project, twoHandlers } from './project.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

// What a user gets: all packages packed, installed by npm into an empty directory, and used there.
test('the packed packages install with npm into an empty directory and work there', () => {
  const given = project(
    Object.fromEntries(Object.entries(twoHandlers).map(([path, content]) => [`service/${path}`, content])),
  );
  const { directory } = given;
  const run = (program: string, args: readonly string[], cwd = directory): string =>
    execFileSync(program, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  mkdirSync(join(directory, 'packed'));
  for (const name of ['core', 'migrate', 'cli']) {
    run(
      'npx',
      ['--yes', packageManager, 'pack', '--pack-destination', join(directory, 'packed')],
      join(root, 'packages', name),
    );
  }
  const tarballs = readdirSync(join(directory, 'packed')).map((name) => `./packed/${name}`);
  expect(tarballs).toHaveLength(3);
  given.write('package.json', '{ "private": true, "type": "module" }');
  run('npm', ['install', '--no-audit', '--no-fund', ...tarballs]);

  const installed = join(directory, 'node_modules');
  for (const name of ['@lambdazip/core', '@lambdazip/migrate', 'lambdazip']) {
    expect(existsSync(join(installed, name, 'LICENSE')), `${name} has its licence`).toBe(true);
    const readme = readFileSync(join(installed, name, 'README.md'), 'utf8');
    expect(readme.startsWith(`# ${name}\n`), `${name} has its README`).toBe(true);
    // A package does not contain the documentation.
    expect(readme).not.toMatch(/\]\((?!https:)/);
    expect(
      JSON.stringify(JSON.parse(readFileSync(join(installed, name, 'package.json'), 'utf8'))),
    ).not.toContain('workspace:');
  }
  expect(readdirSync(join(installed, '@lambdazip/core')).sort()).toEqual([
    'LICENSE',
    'README.md',
    'dist',
    'package.json',
    'schema',
  ]);
  // A build needs nothing of what only a migration does.
  const core = JSON.parse(readFileSync(join(installed, '@lambdazip/core/package.json'), 'utf8'));
  expect(Object.keys(core.dependencies)).not.toContain('web-tree-sitter');

  expect(run('npx', ['--no-install', 'lambdazip', '--version'])).toMatch(/^\d+\.\d+\.\d+\n$/);
  const report = JSON.parse(
    run('npx', ['--no-install', 'lambdazip', 'build', '-C', 'service', '--json', '--no-cache']),
  );
  expect(report.archives[0].entries).toHaveLength(3);

  given.write(
    'infra/main.tf',
    'resource "aws_lambda_function" "create" {\n  function_name = "create"\n  runtime = "go1.x"\n  handler = "bin/create"\n  role = "r"\n  filename = "a.zip"\n}\n',
  );
  given.write(
    'script.mjs',
    `import { build, createArchive, parseManifest, LambdazipError } from '@lambdazip/core';
import { migrate } from '@lambdazip/migrate';
import schema from '@lambdazip/core/manifest.schema.json' with { type: 'json' };
const archive = await createArchive([{ name: 'bootstrap', mode: 0o755, content: new Uint8Array(3) }]);
const { archives } = await parseManifest('{ "handlers": { "a": "./a" } }');
const error = await build({ manifest: 'none.json' }).catch((caught) => caught);
const refused = await migrate({ templates: ['none.yaml'] }).catch((caught) => caught);
const { functions } = await migrate({ templates: ['infra'] });
console.log(archive.length, archives[0].name, error instanceof LambdazipError, error.code, schema.title);
console.log(refused instanceof LambdazipError, refused.code, functions[0].id);
`,
  );
  expect(run(process.execPath, ['--no-warnings', 'script.mjs'])).toMatch(
    /^\d+ lambda true manifest-not-found lambdazip manifest\ntrue template-not-found create\n$/,
  );

  // The types, as a strict TypeScript project sees them that has no types of Node.
  given.write(
    'script.ts',
    `import { type ArchiveEntry, type BuildReport, build, createArchive } from '@lambdazip/core';
const entries: ArchiveEntry[] = [{ name: 'bootstrap', mode: 0o755, content: new Uint8Array(3) }];
export const bytes: Promise<Uint8Array> = createArchive(entries, { level: 9 });
export const report: Promise<BuildReport> = build({ manifest: 'lambdazip.json', onEvent: (event) => event.type });
// @ts-expect-error: the mode is invalid
entries.push({ name: 'x', mode: 0o777, content: new Uint8Array() });
`,
  );
  const options = {
    strict: true,
    module: 'NodeNext',
    target: 'ES2022',
    lib: ['ES2022', 'DOM'],
    types: [],
    noEmit: true,
  };
  writeFileSync(
    join(directory, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, files: ['script.ts'] }),
  );
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', directory]);
});
