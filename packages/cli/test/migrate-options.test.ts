import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckTemplatesReport, MigrateReport } from '@lambdazip/migrate';
import { describe, expect, test } from 'vitest';
import { goMod, mainGo, type Project, project, twoHandlers } from './project.js';

const template = `# Orders
Resources:
  Create:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: go1.x # retired
      Handler: bin/create
      CodeUri: .
  Delete:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: go1.x
      Handler: bin/delete
      CodeUri: .
`;

const orders: Readonly<Record<string, string>> = {
  'go.mod': goMod,
  'cmd/create/main.go': mainGo,
  'cmd/delete/main.go': mainGo,
  'template.yaml': template,
};

/** Two main packages that match the Handler equally well. */
const undecided = { ...orders, 'other/delete/main.go': mainGo };

const report = async (made: Project, ...args: readonly string[]) => {
  const { status, stdout, stderr } = await made.run(['migrate', '--json', ...args]);
  const document = JSON.parse(stdout) as MigrateReport & { readonly diagnostics?: MigrateReport['findings'] };
  return { status, stderr, ...document };
};

const packages = ({ functions }: MigrateReport) =>
  Object.fromEntries(functions.map(({ id, package: main }) => [id, main]));

describe('migrate', () => {
  test('shows the outcome for each function and a diff, and writes nothing', async () => {
    const made = project(orders);
    const before = made.snapshot();
    const { status, stdout, stderr } = await made.run(['migrate']);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^template\.yaml \(SAM\)\n {2}Create {2}bin\/create {2}\.\/cmd\/create {2}in dist\/lambda\.zip {2}\(/,
    );
    expect(stdout).toContain('-      Runtime: go1.x # retired\n+      Runtime: provided.al2023 # retired\n');
    expect(stdout).toContain('--- /dev/null\n+++ b/lambdazip.json\n');
    expect(stderr).toContain(
      '2 functions would be migrated. Nothing was written; run again with `--write` to write lambdazip.json, template.yaml.',
    );
    expect(made.snapshot()).toEqual(before);
  });

  test('writes with --write, keeps a copy outside git, and then has nothing to do', async () => {
    const made = project(orders);
    const { status, stderr } = await made.run(['migrate', '--write']);
    expect(status).toBe(0);
    expect(stderr).toContain(
      '2 functions migrated. Wrote lambdazip.json, template.yaml (original saved as template.yaml.orig).',
    );
    expect(made.read('template.yaml.orig')).toBe(template);
    expect(JSON.parse(made.read('lambdazip.json'))).toEqual({
      handlers: { 'bin/create': './cmd/create', 'bin/delete': './cmd/delete' },
    });
    const before = made.snapshot();
    made.write('Makefile', 'build:\n\tgo build -o bin/create ./cmd/create\n');
    // A migrated function is neither reported as missing, nor its build line as superfluous.
    expect(await made.run(['migrate', '--write'])).toMatchObject({
      status: 0,
      stderr: '\nNothing to change.\n',
    });
    rmSync(join(made.directory, 'Makefile'));
    expect(made.snapshot()).toEqual(before);
  });

  test('a manifest that is complete keeps its layout, with a warning', async () => {
    const made = project(orders);
    await made.run(['migrate', '--write', '--layout', 'multicall']);
    const before = made.snapshot();
    const same = await made.run(['migrate', '--write', '--layout', 'multicall']);
    expect(same).toMatchObject({ status: 0, stderr: '\nNothing to change.\n' });
    const { status, stderr } = await made.run(['migrate', '--write', '--layout', 'binaries']);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /warning\[migrate-layout-kept\].*`--layout binaries` has no effect.*lambdazip\.json keep the layout multicall\n/,
    );
    expect(stderr).toContain('Set "layout": "binaries" in lambdazip.json');
    expect(made.snapshot()).toEqual(before);
    const { findings } = JSON.parse((await made.run(['migrate', '--json', '--layout', 'binaries'])).stdout);
    expect(findings).toMatchObject([
      { code: 'migrate-layout-kept', args: { layout: 'binaries', layouts: ['multicall'] } },
    ]);
  });

  test('refuses a dirty tree and suggests --force', async () => {
    const made = project(orders);
    execFileSync('git', ['init', '--quiet'], { cwd: made.directory });
    const before = made.snapshot();
    expect(await made.run(['migrate', '--write'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/error\[migrate-tree-dirty\][\s\S]*--force/),
    });
    expect(made.snapshot()).toEqual(before);
    expect(await report(made, '--write', '--force')).toMatchObject({
      status: 0,
      written: true,
      copies: ['template.yaml.orig'],
    });
  });

  test('shows the source lines of findings from before the change', async () => {
    const made = project({
      ...orders,
      'template.yaml': template.replace(
        'CodeUri: .\n  Delete',
        'CodeUri: .\n      Layers: [arn:aws:lambda:eu-west-1:1:layer:x:1]\n  Delete',
      ),
    });
    const { stderr } = await made.run(['migrate', '--write']);
    expect(stderr).toMatch(/warning\[migrate-layers\][\s\S]* 3 \| {3}Create:/);
  });

  test('lists the candidates of an undecided function, and --map decides', async () => {
    const made = project(undecided);
    const open = await made.run(['migrate', '--write']);
    expect(open.status).toBe(1);
    expect(open.stderr).toMatch(
      /error\[migrate-undecided\]: cannot determine the main package of Delete \(handler bin\/delete\)[\s\S]*Candidates: \.\/cmd\/delete, \.\/other\/delete/,
    );
    expect(open.stderr).toContain(
      '--map bin/delete=PACKAGE`, where PACKAGE is ./cmd/delete or ./other/delete.',
    );
    expect(open.stderr).toContain('1 function needs a decision; nothing was written.');
    for (const key of ['bin/delete', 'Delete']) {
      const decided = await report(made, '--map', `${key}=./other/delete`);
      expect(decided.status).toBe(0);
      expect(packages(decided)).toEqual({ Create: './cmd/create', Delete: './other/delete' });
    }
  });

  test.each([
    [
      'an unknown key',
      ['--map', 'bin/craete=./cmd/create'],
      2,
      'migrate-map-unused',
      'did you mean `bin/create`?',
    ],
    [
      'a package that does not exist',
      ['--map', 'Create=./cmd/nothing'],
      1,
      'migrate-undecided',
      'main package not found',
    ],
    ['no package', ['--map', 'Create='], 2, 'usage', 'Expected handler=./directory'],
    [
      'two packages for one name',
      ['--map', 'Create=./cmd/create', '--map', 'Create=./cmd/delete'],
      2,
      'usage',
      'already mapped to a different package',
    ],
  ])('refuses a --map with %s', async (_, args, status, code, text) => {
    const done = await report(project(orders), ...args);
    expect(done.status).toBe(status);
    const [first] = done.diagnostics ?? done.findings;
    expect(first).toMatchObject({ code, message: expect.stringContaining(text) });
  });

  test('reads --map relative to the working directory', async () => {
    const files = Object.fromEntries(Object.entries(undecided).filter(([path]) => path !== 'template.yaml'));
    const made = project({
      ...files,
      'deploy/template.yaml': template.replaceAll('CodeUri: .', 'CodeUri: ..'),
    });
    const { status, stdout, stderr } = await made.run([
      'migrate',
      '--json',
      '-C',
      'deploy',
      '--map',
      'Delete=../other/delete',
    ]);
    expect(status, stderr).toBe(0);
    expect(packages(JSON.parse(stdout))).toEqual({ Create: '../cmd/create', Delete: '../other/delete' });
    const open = await made.run(['migrate', '-C', 'deploy']);
    expect(open.stderr).toContain('Candidates: ../cmd/delete, ../other/delete');
    expect(open.stderr).toContain(
      '--map bin/delete=PACKAGE`, where PACKAGE is ../cmd/delete or ../other/delete.',
    );
  });

  test('accepts the same --map again, and does not ignore a different one', async () => {
    const made = project(undecided);
    const args = ['--write', '--map', 'Delete=./other/delete'];
    expect(await report(made, ...args)).toMatchObject({ status: 0, written: true });
    expect(await report(made, ...args)).toMatchObject({ status: 0, written: false, findings: [] });
    expect(await report(made, '--write', '--map', 'Delete=./cmd/delete')).toMatchObject({
      status: 1,
      findings: [
        expect.objectContaining({
          code: 'migrate-manifest-conflict',
          message: 'handler bin/delete in the manifest: expected ./cmd/delete, found ./other/delete',
        }),
      ],
    });
  });

  test('adds a function to the manifest if it already uses the archive', async () => {
    const made = project(orders);
    expect((await made.run(['migrate', '--write'])).status).toBe(0);
    const before = made.read('template.yaml');
    const added = before.replace(
      / {2}Delete:[\s\S]*/,
      (text) => text + text.replace('Delete', 'Purge').replace('bin/delete', 'bin/purge'),
    );
    made.write('template.yaml', added);
    made.write('cmd/purge/main.go', mainGo);
    const { functions, changes, status } = await report(made, '--write');
    expect(status).toBe(0);
    expect(functions.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['Create', 'left'],
      ['Delete', 'left'],
      ['Purge', 'moved'],
    ]);
    expect(changes.map(({ file }) => file)).toEqual(['lambdazip.json']);
    expect(JSON.parse(made.read('lambdazip.json')).handlers).toHaveProperty('bin/purge', './cmd/purge');
  });

  test('extends a manifest, and keeps and trusts its settings', async () => {
    const manifest = `// ours
{
  "architecture": "x86_64",
  "handlers": {
    "bin/delete": "./other/delete" // the new one
  }
}
`;
    const made = project({ ...undecided, 'lambdazip.json': manifest });
    expect(await made.run(['migrate', '--write'])).toMatchObject({ status: 0 });
    expect(made.read('lambdazip.json')).toContain('"bin/delete": "./other/delete"');
    expect(made.read('lambdazip.json')).toContain('// the new one');
    expect(made.read('lambdazip.json')).toContain('"bin/create": "./cmd/create"');
    expect(made.read('template.yaml')).not.toContain('arm64');
    expect((await made.run(['migrate', '--arch', 'arm64'])).stderr).not.toContain('defect');
  });

  test('uses the archive name and output directory of the manifest', async () => {
    const manifest = '{ "name": "app", "outDir": "out", "handlers": { "bin/create": "./cmd/create" } }\n';
    const made = project({ ...orders, 'lambdazip.json': manifest });
    expect(await made.run(['migrate', '--write'])).toMatchObject({ status: 0 });
    expect(made.read('template.yaml').match(/CodeUri: .*/g)).toEqual([
      'CodeUri: out/app.zip',
      'CodeUri: out/app.zip',
    ]);
  });

  test('refuses options that contradict the existing manifest', async () => {
    const manifest = '{ "architecture": "x86_64", "handlers": { "bin/create": "./cmd/create" } }\n';
    const made = project({ ...orders, 'lambdazip.json': manifest });
    expect(await report(made, '--arch', 'arm64')).toMatchObject({
      status: 1,
      changes: [],
      findings: expect.arrayContaining([expect.objectContaining({ code: 'migrate-manifest-conflict' })]),
    });
    made.write('lambdazip.json', '{ "handlers": 1 }');
    expect(await made.run(['migrate'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('manifest-value-invalid'),
    });
  });

  test('extends an existing manifest of any default name, and refuses an unreadable one', async () => {
    const made = project({ ...orders, 'lambdazip.yml': 'handlers:\n  bin/create: ./cmd/create\n' });
    expect(await report(made)).toMatchObject({ status: 0, manifest: 'lambdazip.yml' });
    made.write('lambdazip.json', '{}');
    expect(await made.run(['migrate'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('error[manifest-ambiguous]'),
    });
    made.write('m.json/x', '');
    expect(await made.run(['migrate', '--manifest', 'm.json'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('error[manifest-unreadable]'),
    });
  });

  test('prints the build command for a manifest that `build` would not find', async () => {
    const made = project(orders);
    const { stderr } = await made.run(['migrate', '--write', '--manifest', 'deploy/orders.json']);
    expect(stderr).toContain('Next, run `lambdazip build deploy/orders.json` and deploy as before.');
    expect(JSON.parse(made.read('deploy/orders.json')).handlers).toHaveProperty(
      'bin/create',
      '../cmd/create',
    );
    expect(made.read('template.yaml')).toContain('CodeUri: deploy/dist/lambda.zip');
  });

  test('writes a manifest above the module', async () => {
    const files = Object.entries(orders).map(([path, text]) => [`shop/${path}`, text]);
    const made = project(Object.fromEntries(files));
    const args = ['-C', 'shop', '--manifest', '../lambdazip.json'];
    // Outside a repository, nothing above the working directory is written.
    expect(await made.run(['migrate', '--write', ...args])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('error[migrate-write-outside]: ../lambdazip.json'),
    });
    execFileSync('git', ['init', '-q'], { cwd: made.directory });
    expect(await made.run(['migrate', '--write', '--force', ...args])).toMatchObject({ status: 0 });
    expect(JSON.parse(made.read('lambdazip.json')).handlers).toHaveProperty(
      'bin/create',
      './shop/cmd/create',
    );
    expect(made.read('shop/template.yaml')).toContain('CodeUri: ../dist/lambda.zip');
    expect((await made.run(['build', '--quiet'])).status).toBe(0);
    expect((await made.run(['check', ...args])).status).toBe(0);
  });

  test('does not write a template that is not UTF-8', async () => {
    const made = project(orders);
    const text = Buffer.from(`${template}# caf\xe9\n`, 'latin1');
    writeFileSync(join(made.directory, 'template.yaml'), text);
    expect(await made.run(['migrate', '--write'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('cannot read template template.yaml: not UTF-8'),
    });
    expect(readFileSync(join(made.directory, 'template.yaml'))).toEqual(text);
  });

  test('writes YAML if the manifest is named so', async () => {
    const made = project(orders);
    expect(await made.run(['migrate', '--write', '--manifest', 'lambdazip.yaml'])).toMatchObject({
      status: 0,
    });
    expect(made.read('lambdazip.yaml')).toContain('bin/create: ./cmd/create');
    expect((await made.run(['plan'])).status).toBe(0);
  });

  const sameHandler = {
    ...orders,
    'template.yaml': template
      .replace('bin/create\n      CodeUri: .', 'bootstrap\n      CodeUri: cmd/create')
      .replace('bin/delete\n      CodeUri: .', 'bootstrap\n      CodeUri: cmd/delete'),
  };

  test.each([
    ['as they are', [], ['dist/Create.zip', 'dist/Delete.zip'], ['bootstrap', 'bootstrap']],
    [
      'with --layout multicall',
      ['--layout', 'multicall'],
      ['dist/lambda.zip', 'dist/lambda.zip'],
      ['bin/create', 'bin/delete'],
    ],
    [
      'with --layout binaries',
      ['--layout', 'binaries'],
      ['dist/lambda.zip', 'dist/lambda.zip'],
      ['bin/create', 'bin/delete'],
    ],
  ])(
    'gives functions that share a Handler archives or Handlers of their own: %s',
    async (_, args, archives, handlers) => {
      const made = project(sameHandler);
      expect(await made.run(['migrate', '--write', ...args])).toMatchObject({ status: 0 });
      const text = made.read('template.yaml');
      expect([...text.matchAll(/CodeUri: (.*)/g)].map(([, path]) => path)).toEqual(archives);
      expect([...text.matchAll(/Handler: (.*)/g)].map(([, handler]) => handler)).toEqual(handlers);
    },
  );

  test('gives each function an archive with --layout per-handler', async () => {
    const made = project(orders);
    expect(await made.run(['migrate', '--write', '--layout', 'per-handler'])).toMatchObject({ status: 0 });
    expect(made.read('template.yaml').match(/CodeUri: .*/g)).toEqual([
      'CodeUri: dist/bin/create.zip',
      'CodeUri: dist/bin/delete.zip',
    ]);
    expect((await made.run(['check', '--json'])).stdout).toContain('drift-archive-not-built');
    expect((await made.run(['build', '--quiet'])).status).toBe(0);
    expect(await made.run(['check'])).toMatchObject({
      status: 0,
      stdout: 'template.yaml and lambdazip.json agree.\n',
    });
  });

  test('leaves the runtime unchanged with --two-step, and check --fix is the second step', async () => {
    const made = project(orders);
    expect(await made.run(['migrate', '--two-step', '--write'])).toMatchObject({ status: 0 });
    expect(JSON.parse(made.read('lambdazip.json'))).toMatchObject({
      architecture: 'x86_64',
      go: { norpc: false },
    });
    expect(made.read('template.yaml')).toContain('Runtime: go1.x # retired');
    expect(made.read('template.yaml')).toContain('CodeUri: dist/lambda.zip');
    expect(made.read('template.yaml')).not.toContain('Architectures');
    expect((await made.run(['build', '--quiet'])).status).toBe(0);
    const left = JSON.parse((await made.run(['check', '--json'])).stdout) as CheckTemplatesReport;
    expect(left.findings.map(({ code }) => code)).toEqual(['drift-go1x', 'drift-go1x']);
    expect((await made.run(['check', '--fix'])).status).toBe(0);
    expect(made.read('template.yaml')).toContain('Runtime: provided.al2023 # retired');
  });

  test('refuses --two-step if go1.x could not find the program', async () => {
    const made = project({
      ...sameHandler,
      'template.yaml': sameHandler['template.yaml'].replaceAll('bootstrap', 'main'),
    });
    expect(await report(made, '--two-step')).toMatchObject({
      status: 1,
      findings: expect.arrayContaining([expect.objectContaining({ code: 'migrate-two-step-layout' })]),
    });
  });

  test('refuses --two-step if the programs would not run on go1.x', async () => {
    const made = project({
      ...orders,
      'lambdazip.json': '{ "architecture": "x86_64", "handlers": { "bin/create": "./cmd/create" } }\n',
    });
    expect(await made.run(['migrate', '--two-step', '--arch', 'arm64'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('error[migrate-two-step-architecture]'),
    });
    expect(await report(made, '--two-step')).toMatchObject({
      status: 1,
      findings: [
        expect.objectContaining({
          code: 'migrate-manifest-conflict',
          message: '`norpc` of handler bin/create in the manifest: expected false, found true',
        }),
      ],
    });
  });

  test('shows the changes to make in Terraform, and writes the manifest', async () => {
    const made = project({
      'go.mod': goMod,
      'cmd/create/main.go': mainGo,
      'main.tf': `resource "aws_lambda_function" "create" {
  function_name = "create"
  role          = var.role
  runtime       = "go1.x"
  handler       = "bin/create"
  filename      = "build/create.zip"
}
`,
    });
    const { status, stdout, stderr } = await made.run(['migrate', 'main.tf']);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('main.tf:4\n  - runtime       = "go1.x"\n  + runtime       = "provided.al2023"');
    expect(stdout).toContain('"bin/create": "./cmd/create"');
    const before = made.read('main.tf');
    expect((await made.run(['migrate', '--write'])).status).toBe(0);
    expect(made.read('main.tf')).toBe(before);
    expect(JSON.parse(made.read('lambdazip.json'))).toEqual({ handlers: { 'bin/create': './cmd/create' } });
  });

  test('makes one program for Terraform with --layout multicall, and keeps the handlers', async () => {
    const resource = (name: string): string => `resource "aws_lambda_function" "${name}" {
  function_name = "${name}"
  role          = var.role
  runtime       = "go1.x"
  handler       = "bin/${name}"
  filename      = "build/${name}.zip"
}
`;
    const made = project({ ...orders, 'main.tf': resource('create') + resource('delete') });
    rmSync(join(made.directory, 'template.yaml'));
    const { status, stdout, stderr } = await made.run([
      'migrate',
      '--write',
      '--layout',
      'multicall',
      'main.tf',
    ]);
    expect(status, stderr).toBe(0);
    expect(JSON.parse(made.read('lambdazip.json'))).toEqual({
      layout: 'multicall',
      handlers: { 'bin/create': './cmd/create', 'bin/delete': './cmd/delete' },
    });
    expect(stdout.match(/\+ filename .*/g)).toEqual(
      Array(2).fill('+ filename      = "${path.module}/dist/lambda.zip"'),
    );
    expect(stdout).not.toContain('+ handler');
  });

  test.each([
    ['no template', {}, [], 'template-not-found'],
    [
      'several templates',
      { 'template.yaml': template, 'serverless.yml': 'service: a' },
      [],
      'template-ambiguous',
    ],
    ['a missing template', {}, ['x.yaml'], 'template-not-found'],
    ['a directory without templates', { 'a/b.txt': '' }, ['a'], 'template-not-found'],
    ['a serverless.ts', { 'serverless.ts': 'export default {}' }, [], 'template-language-unsupported'],
    ['invalid YAML', { 'template.yaml': 'Resources:\n  A: [\n' }, [], 'template-syntax'],
    ['an empty file', { 'template.yaml': '' }, [], 'template-syntax'],
    ['something else', { 'template.yaml': 'a: 1\n' }, [], 'template-format-unknown'],
    ['invalid Terraform', { 'main.tf': 'resource "a" {' }, [], 'terraform-syntax'],
  ])('exits with status 2 for %s, and writes nothing', async (_, files, args, code) => {
    const made = project(files as Record<string, string>);
    const before = made.snapshot();
    const { status, stdout } = await made.run(['migrate', '--json', '--write', ...args]);
    expect(status, stdout).toBe(2);
    expect(JSON.parse(stdout).error.code).toBe(code);
    expect(made.snapshot()).toEqual(before);
  });

  test('reports a template without Go functions', async () => {
    const made = project({
      'template.yaml':
        'Resources: { A: { Type: AWS::Serverless::Function, Properties: { Runtime: python3.12, Handler: a.b } } }\n',
    });
    expect(await report(made)).toMatchObject({
      status: 0,
      changes: [],
      findings: [expect.objectContaining({ code: 'migrate-no-functions' })],
      functions: [{ outcome: 'left', reason: 'its runtime is python3.12' }],
    });
  });
});

describe('check', () => {
  const moved = async (): Promise<Project> => {
    const made = project(orders);
    expect((await made.run(['migrate', '--write'])).status).toBe(0);
    expect((await made.run(['build', '--quiet'])).status).toBe(0);
    return made;
  };

  test('fixes unambiguous mismatches only', async () => {
    const made = await moved();
    const agreed = made.read('template.yaml');
    const changed = agreed.replace('Runtime: provided.al2023 # retired', 'Runtime: provided.al2 # retired');
    made.write('template.yaml', changed.replace('[arm64]', '[x86_64]'));
    const { status, stderr } = await made.run(['check']);
    expect(status).toBe(1);
    expect(stderr).toContain('error[drift-runtime]');
    expect(stderr).toContain('error[drift-architecture]');
    const fixed = await made.run(['check', '--fix']);
    expect(fixed.status, fixed.stderr).toBe(0);
    expect(fixed.stdout).toContain('+      Runtime: provided.al2023 # retired');
    expect(made.read('template.yaml')).toBe(agreed);
    made.write('template.yaml', agreed.replace('bin/create', 'bin/craete'));
    expect(await made.run(['check', '--fix'])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('error[drift-handler-missing]'),
    });
  });

  test('reports where the originals were saved', async () => {
    const made = await moved();
    made.write('template.yaml', made.read('template.yaml').replace('[arm64]', '[x86_64]'));
    expect(await made.run(['check', '--fix'])).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^The original is saved as template\.yaml\.orig\S*\.$/m),
    });
  });

  test.each([
    ['Terraform', 'main.tf', 'terraform'],
    ['the CDK', 'cdk.json', 'cdk'],
  ])('does not support %s', async (tool, file, format) => {
    const made = project({ ...twoHandlers, [file]: '' });
    for (const args of [[], [file]]) {
      const { status, stderr } = await made.run(['check', ...args]);
      expect(status).toBe(2);
      expect(stderr).toContain(`\`check\` does not support ${tool}`);
      expect(stderr).toContain(`lambdazip output --format ${format}`);
    }
  });

  test('exits with status 2 if the manifest or a template cannot be read', async () => {
    const made = await moved();
    expect((await made.run(['check', 'nothing.yaml'])).status).toBe(2);
    expect((await made.run(['check', '--manifest', 'nothing.json'])).status).toBe(2);
  });
});
