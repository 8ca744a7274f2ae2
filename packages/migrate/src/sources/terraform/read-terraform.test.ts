import { describe, expect, test } from 'vitest';
import { listProject } from '../../../../core/src/project/project-files.js';
import { memoryHost } from '../../../../core/test/memory-host.js';
import type { MigrationDiagnostic } from '../../diagnostics/diagnose.js';
import { nodeParseTerraform as parseTerraform } from '../../node/parse-terraform.js';
import { readTerraform } from './read-terraform.js';
import type { TerraformModule } from './terraform-function.js';

async function read(
  files: Readonly<Record<string, string>>,
  path = 'main.tf',
): Promise<{ module: TerraformModule | undefined; findings: MigrationDiagnostic[] }> {
  const findings: MigrationDiagnostic[] = [];
  const report = (finding: MigrationDiagnostic) => findings.push(finding);
  const absolute = Object.entries(files).map(([name, text]) => [`/project/${name}`, text]);
  const host = memoryHost(Object.fromEntries(absolute));
  const project = await listProject(host, '/project');
  const context = { project, report, parseTerraform };
  return { module: await readTerraform(path, context), findings };
}

const codes = (findings: readonly MigrationDiagnostic[]) =>
  findings.map(({ code, location: { file, line } }) => [code, file, line]);

/** A function with an additional line, and other blocks in its file. */
const withLine = (line: string, others = '') =>
  `resource "aws_lambda_function" "create" {\n  ${line}\n}\n${others}`;

describe('a function in Terraform', () => {
  test('has its attributes with their locations', async () => {
    const { module, findings } = await read({
      'main.tf': [
        '# The 😀 function',
        'resource "aws_s3_bucket" "b" {}',
        'resource "aws_lambda_function" "create" {',
        '  function_name = "create"',
        '  runtime       = "go1.x" # old',
        '  handler = "bin/create"',
        '  architectures = ["x86_64"]',
        '  filename = "${path.module}/create.zip"',
        '  source_code_hash = filebase64sha256("create.zip")',
        '  environment {',
        '    variables = { handler = "no" }',
        '  }',
        '}',
        '',
      ].join('\r\n'),
    });
    expect(findings).toEqual([]);
    const [found] = module?.functions ?? [];
    expect(found).toMatchObject({
      name: 'create',
      directory: '.',
      repeated: null,
      location: { file: 'main.tf', line: 3, column: 1 },
    });
    expect(found?.attributes.runtime).toMatchObject({
      attribute: 'runtime       = "go1.x"',
      text: '"go1.x"',
      value: 'go1.x',
      items: null,
      location: { file: 'main.tf', line: 5, column: 3 },
    });
    expect(found?.attributes.architectures).toMatchObject({ value: null, items: ['x86_64'] });
    expect(found?.attributes.filename?.value).toBe('./create.zip');
    expect(found?.attributes.source_code_hash).toMatchObject({
      value: null,
      text: 'filebase64sha256("create.zip")',
    });
    expect(Object.keys(found?.attributes ?? {}).sort()).toEqual([
      'architectures',
      'filename',
      'handler',
      'runtime',
      'source_code_hash',
    ]);
  });

  test('is distinguished from other resources, even if its labels have no quotes', async () => {
    const { module } = await read({
      'main.tf':
        'resource aws_lambda_function a { runtime = "go1.x" }\nresource "aws_lambda_alias" "b" {}\ndata "aws_lambda_function" "c" {}\n',
    });
    expect(module?.functions.map(({ name }) => name)).toEqual(['a']);
  });

  test.each([
    ['"go1.x"', '', 'go1.x'],
    ['"a\\"b\\\\c\\u00e9$${x}%%{y}$"', '', 'a"b\\cé${x}%{y}$'],
    ['""', '', ''],
    ['128', '', '128'],
    ['var.x', 'variable "x" {\n  type = string\n  default = "go1.x"\n}', 'go1.x'],
    ['var.x', 'variable "x" {}', null],
    ['var.x', '', null],
    [
      'local.x',
      'locals {\n  y = 1\n  x = "a${local.y}/${var.z}"\n}\nvariable "z" {\n  default = "b"\n}',
      'a1/b',
    ],
    ['"${local.x}"', 'locals {\n  x = "b"\n}', 'b'],
    ['local.x.y', 'locals {\n  x = { y = "b" }\n}', null],
    ['local.x', 'locals {\n  x = local.y\n  y = local.x\n}', null],
    ['"${path.module}/../x.zip"', '', './../x.zip'],
    ['"${path.root}/x.zip"', '', null],
    ['var.a ? "x" : "y"', '', null],
    ['format("%s", "x")', '', null],
    ['<<EOT\nx\nEOT', '', null],
    ['null', '', null],
    [
      'data.archive_file.zip.output_path',
      'data "archive_file" "zip" {\n  output_path = "out/x.zip"\n}',
      'out/x.zip',
    ],
    ['aws_s3_object.x.key', '', null],
    ['each.value.handler', '', null],
  ])('with the handler %s, next to %j, has %j', async (expression, others, expected) => {
    const { module, findings } = await read({ 'main.tf': withLine(`handler = ${expression}`, others) });
    expect(findings).toEqual([]);
    expect(module?.functions[0]?.attributes.handler).toMatchObject({ value: expected, text: expression });
  });

  test('uses variables from all files in its directory, and .tfvars rather than defaults', async () => {
    const { module } = await read(
      {
        'app/main.tf': withLine('runtime = var.runtime\n  handler = local.handler'),
        'app/variables.tf': 'variable "runtime" {\n  default = "provided"\n}\n',
        'app/locals.tf': 'locals {\n  handler = "main"\n}\n',
        'app/terraform.tfvars': 'runtime = "provided.al2"\n',
        'app/a.auto.tfvars': 'runtime = "go1.x"\n',
        'app/production.tfvars': 'runtime = "no"\n',
        'app/nested/other.tf': 'locals {\n  handler = "no"\n}\n',
      },
      'app',
    );
    expect(module?.files).toEqual([
      'app/locals.tf',
      'app/main.tf',
      'app/variables.tf',
      'app/terraform.tfvars',
      'app/a.auto.tfvars',
    ]);
    const { runtime, handler } = module?.functions[0]?.attributes ?? {};
    expect(runtime).toMatchObject({
      value: 'go1.x',
      site: { attribute: 'runtime = "go1.x"', location: { file: 'app/a.auto.tfvars', line: 1, column: 1 } },
    });
    expect(handler).toMatchObject({ value: 'main', site: { location: { file: 'app/locals.tf', line: 2 } } });
  });

  test('that is deployed with several programs is reported with the attribute that differs', async () => {
    const { module, findings } = await read({
      'main.tf': withLine('for_each = local.all\n  runtime = "go1.x"\n  handler = each.key'),
    });
    expect(codes(findings)).toEqual([['terraform-repeated', 'main.tf', 1]]);
    expect(module?.functions[0]).toMatchObject({
      repeated: 'for_each',
      repetition: { by: 'for_each', attribute: 'handler = each.key' },
      attributes: { runtime: { value: 'go1.x' }, handler: { value: null } },
    });
  });

  test.each([
    ['count = 2\n  filename = "f${count.index}.zip"', 'count'],
    ['for_each = var.all\n  filename = local.zips[each.key]', 'for_each'],
    ['for_each = var.all\n  filename = data.archive_file.zip[each.key].output_path', 'for_each'],
    ['for_each = var.all\n  s3_key = each.value.key', 'for_each'],
    ['for_each = var.all\n  architectures = [each.value.arch]', 'for_each'],
    // The instances run the same program: it is deployed once, or several times with different settings.
    ['count = 1', null],
    ['count = var.enabled ? 1 : 0\n  filename = "a.zip"', null],
    ['for_each = var.regions\n  function_name = each.key\n  filename = "a.zip"', null],
    ['filename = "each.key.zip"', null],
    ['dynamic "environment" {\n    for_each = [1]\n    content {}\n  }\n  filename = "a.zip"', null],
  ])('with %s', async (lines, by) => {
    const { module } = await read({ 'main.tf': withLine(`runtime = "go1.x"\n  ${lines}`) });
    expect(module?.functions[0]?.repetition?.by ?? null).toBe(by);
  });

  test('in a different language is not reported', async () => {
    const { findings } = await read({
      'main.tf': withLine('for_each = local.all\n  runtime = "python3.12"\n  handler = each.key'),
    });
    expect(findings).toEqual([]);
  });

  const child =
    'variable "zip" {}\nlocals { path = "${var.zip}" }\nresource "aws_lambda_function" "fn" {\n  runtime = "go1.x"\n  filename = local.path\n}\n';

  test.each([
    ['module "m" {\n  for_each = var.all\n  source = "./modules/fn"\n  zip = each.value\n}', 'module'],
    [
      'module "a" {\n  source = "./modules/fn"\n  zip = "a"\n}\nmodule "b" {\n  source = "./modules/fn/"\n  zip = "b"\n}',
      'module',
    ],
    ['module "m" {\n  for_each = var.all\n  source = "./modules/fn"\n  zip = "a"\n}', null],
    ['module "m" {\n  source = "./modules/fn"\n  zip = "a"\n}', null],
    ['module "m" {\n  for_each = var.all\n  source = "./modules/other"\n  zip = each.value\n}', null],
  ])('in a module that is called by %s', async (calls, by) => {
    const { module } = await read({ 'main.tf': calls, 'modules/fn/main.tf': child }, 'modules/fn');
    expect(module?.functions[0]?.repetition?.by ?? null).toBe(by);
  });
});

describe('reading Terraform', () => {
  test('reports sources of functions that are not read', async () => {
    const { findings } = await read({
      'main.tf': [
        'module "create" {\n  source = "terraform-aws-modules/lambda/aws"\n}',
        'module "lambda" {\n  source = "./modules/function"\n}',
        'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}',
      ].join('\n'),
      'more.tf.json': '{}',
      'main_override.tf': withLine('runtime = "no"'),
    });
    expect(codes(findings)).toEqual([
      ['terraform-not-read', null, null],
      ['terraform-not-read', null, null],
      ['terraform-not-read', 'main.tf', 1],
      ['terraform-not-read', 'main.tf', 4],
    ]);
    expect(findings.map(({ args }) => args)).toMatchObject([
      { what: 'main_override.tf', reason: 'override files are not supported' },
      { what: 'more.tf.json', reason: 'Terraform files in JSON are not supported' },
      expect.anything(),
      expect.anything(),
    ]);
    expect(JSON.stringify(findings[2]?.args)).toContain('local_existing_package');
    expect(JSON.stringify(findings[3]?.args)).toContain('./modules/function');
  });

  test.each([
    ['resource "aws_lambda_function" "a" {\n  runtime = \n}\n', 2, 3],
    ['a = [\n', 1, 1],
    ['resource "aws_lambda_function" "a" {\n  runtime = "go1.x"\n', 3, 1],
  ])('reports the location of a syntax error in %j', async (text, line, column) => {
    const { findings } = await read({ 'main.tf': text });
    expect(findings).toMatchObject([
      { code: 'terraform-syntax', location: { file: 'main.tf', line, column } },
    ]);
  });

  test('reads everything before it, and other files', async () => {
    const before = withLine('runtime = "go1.x"');
    const wrong = 'resource "x" "y" {\n  a = ]\n}\n';
    const { module, findings } = await read({ 'main.tf': before + wrong, 'other.tf': before });
    expect(codes(findings)).toEqual([['terraform-syntax', 'main.tf', 5]]);
    expect(module?.functions.map(({ location }) => location.file)).toEqual(['main.tf', 'other.tf']);
  });

  test.each([
    ['nothing.tf', 'no .tf files found'],
    ['README.md', 'not a Terraform file'],
    ['empty', 'no .tf files found'],
  ])('refuses %s', async (path, reason) => {
    const { module, findings } = await read({ 'README.md': '', 'empty/x.json': '' }, path);
    expect(module).toBeUndefined();
    expect(findings).toMatchObject([
      { code: 'template-unreadable', args: { reason: expect.stringContaining(reason) } },
    ]);
  });

  test('keeps locations after a byte order mark', async () => {
    const { module, findings } = await read({ 'main.tf': `\uFEFF${withLine('runtime = "go1.x"')}` });
    expect(findings).toEqual([]);
    expect(module?.functions[0]?.location).toMatchObject({ line: 1, column: 2 });
  });

  const many = (count: number, line: (index: number) => string) =>
    `locals {\n${Array.from({ length: count }, (_, index) => line(index)).join('\n')}\n}\n`;
  test.each([
    [
      'locals that double',
      many(2000, (index) => `  x${index} = "\${local.x${index + 1}}\${local.x${index + 1}}"`),
    ],
    ['locals that lead on and on', many(5000, (index) => `  x${index} = local.x${index + 1}`)],
    [
      'locals that are lists of lists',
      many(2000, (index) => `  x${index} = [local.x${index + 1}, local.x${index + 1}]`),
    ],
    ['functions without number', withLine('runtime = local.x0').repeat(3000)],
    ['names of objects', withLine('runtime = local.__proto__\n  handler = var.constructor')],
    [
      'missing labels',
      'resource {}\nresource "aws_lambda_function" {}\nmodule {}\nvariable {\n default = 1\n}\n',
    ],
  ])('survives %s', async (_, text) => {
    const { module } = await read({ 'main.tf': `${text}\n${withLine('handler = local.x0')}` });
    expect(module?.functions.at(-1)?.attributes.handler).toMatchObject({ value: null });
  });
});
