import { describe, expect, test } from 'vitest';
import type { MainPackage } from '../../../../core/src/main-packages/main-packages.js';
import { answers, cases, type Project } from '../../../test/made-decisions.js';
import { madeTemplate, main } from '../../../test/made-templates.js';

const named = (handler: string, mains: readonly (string | MainPackage)[]): Project => ({
  functions: [
    { handler, id: 'F' },
    { handler: 'bin/other', id: 'Other' },
  ],
  mains: [...mains, 'cmd/other'],
});
const names = (
  rows: readonly (readonly [string, string, readonly (string | MainPackage)[], string])[],
): void => {
  describe('names', () => {
    test.each(rows)('%s', (_, handler, mains, expected) => {
      expect(answers(named(handler, mains))[0]).toBe(expected);
    });
  });
};

names([
  [
    'of directories in cmd',
    'bin/orders/create',
    ['cmd/orders/create', 'cmd/users/create'],
    './cmd/orders/create',
  ],
  ['of directories at the root', 'bin/orders/create', ['orders/create', 'users/create'], './orders/create'],
  ['of directories in functions', 'bin/create', ['functions/create'], './functions/create'],
  [
    'with a container directory in between',
    'bin/orders/create',
    ['src/orders/handlers/create'],
    './src/orders/handlers/create',
  ],
  [
    'of which only the last segment matches, without contradiction',
    'bin/orders/create',
    ['cmd/create'],
    './cmd/create',
  ],
  ['that differ before the last segment do not match', 'bin/orders/create', ['cmd/users/create'], '? '],
  [
    'that two packages share in their last segment are ambiguous',
    'bin/create',
    ['orders/create', 'users/create'],
    '? ./orders/create | ./users/create',
  ],
  ['with other hyphens', 'dist/create_order', ['cmd/create-order'], './cmd/create-order'],
  ['prefer the same hyphens', 'dist/create_order', ['a/create-order', 'b/create_order'], './b/create_order'],
  [
    'match in a different case as the last resort',
    'bin/createOrder',
    ['cmd/createorder'],
    './cmd/createorder',
  ],
  ['prefer the same case', 'bin/createOrder', ['a/createorder', 'b/createOrder'], './b/createOrder'],
  ['before a generic last segment', 'build/create/bootstrap', ['cmd/create'], './cmd/create'],
  ['that are generic do not match', 'bin/main', ['x/main', 'cmd/app'], '? '],
  [
    'of files',
    'bin/create',
    [main('todos', { mains: ['create.go', 'delete.go'], files: ['create.go', 'db.go', 'delete.go'] })],
    './todos/create.go,./todos/db.go',
  ],
  [
    'of files match if their directory has one program',
    'bin/create',
    [main('todos', { mains: ['create.go'], files: ['create.go', 'db.go'] })],
    './todos',
  ],
  [
    'of a directory take precedence over those of a file',
    'bin/create',
    [main('todos', { mains: ['create.go', 'delete.go'] }), 'cmd/create'],
    './cmd/create',
  ],
  ['that match nothing', 'bin/remove', ['cmd/create'], '? '],
  [
    'shared by two packages, one of them for Lambda',
    'bin/create',
    ['a/create', main('b/create', { importsLambda: false })],
    './a/create',
  ],
  [
    'of a package that is not for Lambda',
    'bin/create',
    [main('b/create', { importsLambda: false })],
    './b/create',
  ],
]);

cases('the directory of the template', [
  [
    'is preferred for names',
    {
      templates: [
        madeTemplate([{ handler: 'bin/hello' }], 'a/serverless.yml'),
        madeTemplate([{ handler: 'bin/hello' }], 'b/serverless.yml'),
      ],
      mains: ['a/hello', 'b/hello'],
    },
    ['./a/hello', './b/hello'],
  ],
  [
    'does not have to contain the code',
    { template: 'infra/template.yaml', functions: [{}], mains: ['cmd/create', 'cmd/delete'] },
    ['./cmd/create'],
  ],
]);
