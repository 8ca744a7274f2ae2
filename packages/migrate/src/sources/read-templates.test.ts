import { expect, test } from 'vitest';
import { madeProject } from '../../../core/test/made-project.js';
import { readTemplates } from './read-templates.js';

const stack = (...templates: readonly string[]): string =>
  `Resources:\n${templates
    .map(
      (path, at) => `  N${at}: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${path} } }\n`,
    )
    .join(
      '',
    )}  F: { Type: AWS::Lambda::Function, Properties: { Runtime: go1.x, Handler: a, Code: a.zip } }\n`;

const read = async (files: Readonly<Record<string, string>>, ...named: readonly string[]) => {
  const { templates, findings } = await readTemplates(madeProject(files), named, undefined);
  return {
    files: templates.map(({ file }) => file),
    findings: findings.map(({ code, location }) => `${code} ${location.file}`),
  };
};

test('nested stacks follow the template that contains them, without duplicates', async () => {
  const files = {
    'a.yaml': stack('b.yaml', 'sub/c.yaml'),
    'b.yaml': stack(),
    'sub/c.yaml': stack('../b.yaml', '../a.yaml'),
  };
  expect(await read(files, 'a.yaml', 'b.yaml')).toEqual({
    files: ['a.yaml', 'b.yaml', 'sub/c.yaml'],
    findings: [],
  });
});

test('a missing nested stack is a finding', async () => {
  expect(await read({ 'a.yaml': stack('gone.yaml') }, 'a.yaml')).toEqual({
    files: ['a.yaml'],
    findings: ['template-include-missing a.yaml'],
  });
});

test.each([
  ['is not a template', 'a: 1\n', 'template-format-unknown'],
  ['is not YAML', 'Resources: [\n', 'template-syntax'],
])('a file that %s is refused', async (_, text, code) => {
  await expect(read({ 'a.yaml': text }, 'a.yaml')).rejects.toMatchObject({ code });
  await expect(read({ 'a.yaml': stack('b.yaml'), 'b.yaml': text }, 'a.yaml')).rejects.toMatchObject({ code });
});
