import { expect, test } from 'vitest';
import { listProject } from '../../../../core/src/project/project-files.js';
import { memoryHost } from '../../../../core/test/memory-host.js';
import { nodeParseTerraform as parseTerraform } from '../../node/parse-terraform.js';
import type { ExplainedMove } from '../function-source.js';
import type { TerraformResource, TerraformTemplate } from '../template-function.js';
import { terraform } from './terraform-source.js';
import { isTerraform } from './terraform-template.js';

async function read(text: string, ...paths: readonly string[]) {
  const host = memoryHost({ '/project/infra/main.tf': text, '/project/infra/other.tf': '' });
  const project = await listProject(host, '/project');
  const request = { host, project, parseTerraform, built: null, signal: undefined };
  return await terraform.read(paths.length === 0 ? ['infra'] : paths, request);
}

const resource = (name: string, lines: string): string =>
  `resource "aws_lambda_function" "${name}" {\n${lines}\n}\n`;
const plain = 'runtime = "go1.x"\nhandler = "bin/a"';

const movedTo = (archive: string, each: TerraformResource): ExplainedMove => ({
  function: each,
  handler: `bin/${each.id}`,
  isNewHandler: false,
  archive,
  runtime: 'provided.al2023',
  keepsRuntime: false,
  architecture: 'arm64',
});

const only = async (text: string): Promise<TerraformTemplate> => {
  const { templates } = await read(text);
  const [template] = templates;
  if (template === undefined) throw new Error('there is one');
  return template;
};

test.each([
  ['a zip', 'filename = "${path.module}/../a.zip"', 'local', false],
  ['a zip whose name is not written down', 'filename = data.archive_file.a.output_path', 'local', true],
  ['nothing', '', 'local', true],
  ['an object in S3', 's3_bucket = "b"\ns3_key = "k"', 's3', false],
  ['an image', 'image_uri = "x"', 'image', false],
  ['an image by its type', 'package_type = "Image"', 'image', false],
])('a function with %s has this code', async (_, lines, kind, isElsewhere) => {
  const template = await only(resource('a', `${plain}\n${lines}`));
  const [each] = template.functions;
  if (each === undefined) throw new Error('there is one');
  expect(each).toMatchObject({
    id: 'a',
    code: { kind },
    handler: { value: { kind: 'known', value: 'bin/a' } },
  });
  expect(each.isPackedElsewhere).toBe(isElsewhere);
  expect(template.format).toBe('terraform');
});

test('a module is read once, whichever of its files are named', async () => {
  const { templates } = await read(resource('a', plain), 'infra', 'infra/main.tf', 'infra/other.tf');
  expect(templates.map(({ file }) => file)).toEqual(['infra/main.tf']);
});

test('a file that cannot be read is refused', async () => {
  await expect(read('resource "a" {')).rejects.toMatchObject({ code: 'terraform-syntax' });
});

test.each([
  ['infra', true],
  ['infra/main.tf', true],
  ['.', false],
  ['template.yaml', false],
])('%s is Terraform: %s', (path, expected) => {
  expect(isTerraform(path, ['infra/main.tf', 'template.yaml'])).toBe(expected);
});

test('describes the lines that migrate a function, a shared line once', async () => {
  const local = 'locals {\n  rt = "go1.x"\n}\n';
  const lines = (handler: string) =>
    `runtime = local.rt\nhandler = "${handler}"\nfilename = "\${path.module}/a.zip"\narchitectures = ["arm64"]`;
  const template = await only(local + resource('a', lines('bin/a')) + resource('b', lines('bin/b')));
  const moves = template.functions.map((each) => movedTo('dist/lambda.zip', each));
  const { changes } = terraform.explain(template, { moves, archives: [] });
  expect(changes.filter(({ after }) => after.includes('provided'))).toEqual([
    { file: 'infra/main.tf', line: 2, before: 'rt = "go1.x"', after: 'rt = "provided.al2023"' },
  ]);
  expect(changes.filter(({ after }) => after.startsWith('filename')).map(({ after }) => after)).toEqual([
    'filename = "${path.module}/../dist/lambda.zip"',
    'filename = "${path.module}/../dist/lambda.zip"',
  ]);
});

test('an unknown runtime is reported, unless it is kept anyway', async () => {
  const template = await only(resource('a', 'runtime = var.runtime\nhandler = "bin/a"'));
  const explain = (keepsRuntime: boolean) =>
    terraform.explain(template, {
      moves: template.functions.map((each) => ({ ...movedTo('dist/lambda.zip', each), keepsRuntime })),
      archives: [],
    });
  expect(explain(false).findings).toMatchObject([
    { code: 'migrate-value-left', args: { setting: '`Runtime` of a', text: 'var.runtime' } },
  ]);
  expect(explain(true).findings).toEqual([]);
});
