import { expect, test } from 'vitest';
import { madeTemplate } from '../../test/made-templates.js';
import { memoryProject } from '../../test/serverless-service.js';
import { findSharedIncludes } from './shared-includes.js';

const include = 'provider: ${file(../shared/provider.yml)}\n';
const project = memoryProject({
  'a/serverless.yml': include,
  'b/serverless.yml': include,
  'b/other.yml': `service: b\n${include}`,
  'b/notes.yml': `of: ${include}`,
  'c/serverless.yml': 'provider: { name: aws }\n',
  'shared/provider.yml': 'name: aws\n',
});
const change = (path: string) => ({ path, before: 'x', after: 'y' });

test('a changed include is reported with the services that include it but do not migrate', async () => {
  const a = madeTemplate([], 'a/serverless.yml');
  const found = await findSharedIncludes([change('shared/provider.yml')], [a], project);
  expect(found).toMatchObject([
    {
      code: 'migrate-shared-include',
      args: { file: 'shared/provider.yml', names: ['b/other.yml', 'b/serverless.yml'] },
    },
  ]);
});

test('nothing is reported if all of them migrate, or if only templates change', async () => {
  const both = [
    madeTemplate([], 'a/serverless.yml'),
    madeTemplate([], 'b/serverless.yml'),
    madeTemplate([], 'b/other.yml'),
  ];
  expect(await findSharedIncludes([change('shared/provider.yml')], both, project)).toEqual([]);
  expect(await findSharedIncludes([change('a/serverless.yml')], both.slice(0, 1), project)).toEqual([]);
});
