import { expect, test } from 'vitest';
import { listProject } from '../../../../core/src/project/project-files.js';
import { memoryHost } from '../../../../core/test/memory-host.js';
import { nodeParseTerraform as parseTerraform } from '../../node/parse-terraform.js';
import { type ExplainTerraformOptions, explainTerraform } from './explain-terraform.js';
import { readTerraform } from './read-terraform.js';
import type { ArchiveForTerraform } from './terraform-changes.js';

const lambda: ArchiveForTerraform = {
  path: 'dist/lambda.zip',
  runtime: 'provided.al2023',
  architecture: 'arm64',
  handlers: ['bin/create', 'bin/delete'],
};

/** The changes as `line: before -> after`, one list per function, and the findings. */
async function explained(
  text: string,
  archives: readonly ArchiveForTerraform[] = [lambda],
  options: ExplainTerraformOptions = {},
  file = 'main.tf',
) {
  const host = memoryHost({ [`/project/${file}`]: text });
  const project = await listProject(host, '/project');
  const module = await readTerraform(file, { project, parseTerraform, report: () => {} });
  const { explanations, findings } = explainTerraform(module?.functions ?? [], archives, options);
  return {
    changes: Object.fromEntries(
      explanations.map(({ function: { name }, changes }) => [
        name,
        changes.map(({ line, before, after }) => `${line}: ${before ?? '+'} -> ${after}`),
      ]),
    ),
    archives: explanations.map(({ archive }) => archive),
    findings: findings.map(({ code, location }) => `${code} ${location.line}`),
  };
}

const resource = (name: string, ...lines: readonly string[]) =>
  `resource "aws_lambda_function" "${name}" {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;

test('a go1.x function gets a new runtime and file, and missing attributes', async () => {
  const text = resource(
    'create',
    'function_name = "create"',
    'runtime       = "go1.x"',
    'handler       = "bin/create"',
    'filename      = "create.zip"',
  );
  expect(await explained(text)).toEqual({
    changes: {
      create: [
        '3: runtime       = "go1.x" -> runtime       = "provided.al2023"',
        '3: + -> architectures = ["arm64"]',
        '3: + -> source_code_hash = filebase64sha256("${path.module}/dist/lambda.zip")',
        '5: filename      = "create.zip" -> filename      = "${path.module}/dist/lambda.zip"',
      ],
    },
    archives: ['dist/lambda.zip'],
    findings: [],
  });
});

test('paths to the archive are relative to the directory of the module', async () => {
  const text = resource('create', 'runtime = "go1.x"', 'handler = "bin/create"');
  const { changes } = await explained(text, [lambda], {}, 'infra/live/main.tf');
  expect(changes.create).toContain('2: + -> filename = "${path.module}/../../dist/lambda.zip"');
});

test('correct attributes stay, including the form of the path', async () => {
  const text = resource(
    'create',
    'runtime = "provided.al2023"',
    'handler = "bin/create"',
    'architectures = ["arm64"]',
    'filename = "../dist/lambda.zip"',
    'source_code_hash = filebase64sha256("../dist/lambda.zip")',
  );
  expect((await explained(text, [lambda], {}, 'infra/main.tf')).changes).toEqual({ create: [] });
  const x86 = { ...lambda, architecture: 'x86_64' } as const;
  const { changes } = await explained(text.replace('["arm64"]', 'var.a'), [x86], {}, 'infra/main.tf');
  expect(changes).toEqual({ create: ['4: architectures = var.a -> architectures = ["x86_64"]'] });
  const without = text.replace(/.*architectures.*\n/, '');
  expect((await explained(without, [x86], {}, 'infra/main.tf')).changes).toEqual({ create: [] });
});

test('a digest of a different file is replaced', async () => {
  const text = resource(
    'create',
    'runtime = "provided.al2023"',
    'handler = "bin/create"',
    'architectures = ["arm64"]',
    'filename = data.archive_file.zip.output_path',
    'source_code_hash = data.archive_file.zip.output_base64sha256',
  );
  expect((await explained(text)).changes.create).toEqual([
    '5: filename = data.archive_file.zip.output_path -> filename = "${path.module}/dist/lambda.zip"',
    '6: source_code_hash = data.archive_file.zip.output_base64sha256 -> source_code_hash = filebase64sha256("${path.module}/dist/lambda.zip")',
  ]);
});

const go = (name: string, runtime: string) =>
  resource(
    name,
    `runtime = ${runtime}`,
    `handler = "bin/${name}"`,
    's3_key = "k"',
    'architectures = ["arm64"]',
  );
const local = 'locals {\n  rt = "go1.x"\n}\n';

test('a value shared by all Go functions is changed once', async () => {
  const { changes } = await explained(`${local}${go('create', 'local.rt')}${go('delete', 'local.rt')}`);
  const line = '2: rt = "go1.x" -> rt = "provided.al2023"';
  expect(changes).toEqual({ create: [line], delete: [line] });
});

test('a value shared with others stays, and the line of the function changes', async () => {
  const other = resource('other', 'runtime = local.rt', 'image_uri = "x"');
  const beside = await explained(`${local}${go('create', 'local.rt')}${other}`);
  expect(beside.changes).toEqual({ create: ['5: runtime = local.rt -> runtime = "provided.al2023"'] });
  const al2: ArchiveForTerraform = { ...lambda, runtime: 'provided.al2', handlers: ['bin/delete'] };
  const create = { ...lambda, handlers: ['bin/create'] };
  const differing = await explained(`${local}${go('create', 'local.rt')}${go('delete', 'local.rt')}`, [
    al2,
    create,
  ]);
  expect(differing.changes).toEqual({
    create: ['5: runtime = local.rt -> runtime = "provided.al2023"'],
    delete: ['11: runtime = local.rt -> runtime = "provided.al2"'],
  });
  const twice = resource('create', 'runtime = local.rt', 'handler = local.rt', 's3_key = "k"');
  const options = { handlers: new Map([['create', 'bin/create']]) };
  const { changes } = await explained(`${local}${twice}`, [lambda], options);
  expect(changes.create?.slice(0, 2)).toEqual([
    '5: runtime = local.rt -> runtime = "provided.al2023"',
    '5: + -> architectures = ["arm64"]',
  ]);
  expect(changes.create?.[2]).toBe('6: handler = local.rt -> handler = "bin/create"');
});

test('a function can get a different handler', async () => {
  const text = resource('create', 'runtime = "go1.x"', 'handler = "main"', 's3_key = "k"');
  const { changes, archives } = await explained(text, [lambda], {
    handlers: new Map([['create', 'bin/create']]),
  });
  expect(archives).toEqual(['dist/lambda.zip']);
  expect(changes.create).toContain('3: handler = "main" -> handler = "bin/create"');
});

test.each([
  ['a different language', resource('a', 'runtime = "nodejs20.x"', 'handler = "bin/create"'), {}, []],
  ['an image', resource('a', 'package_type = "Image"', 'image_uri = "x"', 'runtime = "go1.x"'), {}, []],
  ['no runtime', resource('a', 'handler = "bin/create"'), {}, []],
  [
    'go1.x with an unknown handler',
    resource('a', 'runtime = "go1.x"', 'handler = each.key'),
    { a: ['2: runtime = "go1.x" -> runtime = "provided.al2023"'] },
    ['terraform-handler-unknown 1'],
  ],
  [
    'provided.al2 with a handler that is in no archive',
    resource('a', 'runtime = "provided.al2"', 'handler = "bootstrap"'),
    {},
    ['terraform-handler-unknown 1'],
  ],
  [
    'an unknown runtime',
    resource('a', 'runtime = var.rt', 'handler = "x"'),
    {},
    ['template-value-unresolved 2'],
  ],
  [
    'code in S3',
    resource('a', 'runtime = "provided"', 'handler = "bin/create"', 's3_bucket = "b"', 's3_key = "k"'),
    {
      a: ['2: runtime = "provided" -> runtime = "provided.al2023"', '2: + -> architectures = ["arm64"]'],
    },
    ['terraform-code-elsewhere 1'],
  ],
])('with %s', async (_, text, changes, findings) => {
  expect(await explained(text)).toMatchObject({ changes, findings });
  expect(Object.keys((await explained(text)).changes)).toEqual(Object.keys(changes));
});

test('an unknown runtime is set if an archive has the handler', async () => {
  const text = resource('a', 'runtime = var.rt', 'handler = "bin/create"', 's3_key = "k"');
  expect((await explained(text)).changes.a?.[0]).toBe('2: runtime = var.rt -> runtime = "provided.al2023"');
});
