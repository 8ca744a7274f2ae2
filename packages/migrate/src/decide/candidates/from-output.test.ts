import { describe, expect, test } from 'vitest';
import { builds, cases, custom, inShop, only, shop } from '../../../test/made-decisions.js';
import { build, copy, main } from '../../../test/made-templates.js';

cases('build lines', [
  ['take precedence over names', inShop([builds('bin/create')]), ['./cmd/serve']],
  [
    'are relative to CodeUri',
    inShop([builds('artifact/create')], { code: 'artifact/', handler: 'create' }),
    ['./cmd/serve'],
  ],
  [
    'are relative to the template',
    {
      template: 'deploy/template.yaml',
      mains: shop,
      lines: [builds('deploy/bin/create'), build('Makefile:3', 'bin/create', './cmd/delete')],
    },
    ['./cmd/serve'],
  ],
  [
    'into a directory are named after the import path, without its version',
    {
      functions: [{}, { handler: 'bin/shop' }],
      mains: [main('cmd/create/v2'), main('.')],
      lines: [build('Makefile:2', 'bin/', ['./cmd/create/v2', '.'])],
    },
    ['./cmd/create/v2', '.'],
  ],
  [
    'into a directory are named after the first file',
    {
      functions: [{ handler: 'bin/make' }],
      mains: [main('todos', { mains: ['make.go'] }), 'make'],
      lines: [build('Makefile:2', 'bin/', 'todos/make.go')],
    },
    ['./todos'],
  ],
  [
    'of all packages in a directory give each its name',
    {
      functions: [{}, { handler: 'bin/delete' }],
      mains: [...shop, 'other/create'],
      lines: [build('Makefile:2', 'bin', './cmd/...')],
    },
    ['./cmd/create', './cmd/delete'],
  ],
  [
    'of all packages exclude nested modules',
    {
      functions: [{ handler: 'bin/tool' }],
      mains: ['cmd/create', main('tools/tool', { module: 'tools' }), 'x/tool'],
      lines: [build('Makefile:2', 'bin/', './...')],
      options: { files: ['tools/go.mod'] },
    },
    ['./x/tool'],
  ],
  [
    'without -o are in the directory in which the line runs',
    {
      functions: [{ code: 'cmd/serve', handler: 'serve' }],
      mains: shop,
      lines: [build('Makefile:2', null, './cmd/serve', { directory: 'cmd/serve' })],
    },
    ['./cmd/serve'],
  ],
  [
    'may use an import path',
    inShop([build('Makefile:2', 'bin/create', 'example.com/shop/cmd/serve')]),
    ['./cmd/serve'],
  ],
  [
    'that use a .go file mean its directory',
    inShop([build('Makefile:2', 'bin/create', 'cmd/serve/main.go')]),
    ['./cmd/serve'],
  ],
  [
    'that use files of a directory with several programs are kept',
    {
      mains: [
        main('todos', { mains: ['create.go', 'delete.go'], files: ['create.go', 'db.go', 'delete.go'] }),
      ],
      lines: [build('Makefile:2', 'bin/create', 'todos/create.go todos/db.go')],
    },
    ['./todos/create.go,./todos/db.go'],
  ],
  [
    'of two packages to one path are ambiguous',
    inShop([builds('bin/create'), build('Makefile:3', 'bin/create', './cmd/create')]),
    ['? ./cmd/serve | ./cmd/create'],
  ],
  [
    'are followed through a copy',
    inShop([builds('bin/serve'), copy('Makefile:3', 'bin/serve', 'build/create/bootstrap')], {
      runtime: custom,
      handler: 'bootstrap',
      code: 'build/create',
    }),
    ['./cmd/serve'],
  ],
  [
    'are followed through a copied directory',
    inShop(
      [
        builds('bin/create'),
        build('Makefile:3', 'other/create', './cmd/delete'),
        copy('Makefile:4', 'bin', 'package/'),
      ],
      { code: 'package' },
    ),
    ['./cmd/serve'],
  ],
  [
    'that are copied in a circle do not loop forever',
    inShop([copy('Makefile:3', 'a', 'bin/create'), copy('Makefile:4', 'bin/create', 'a')]),
    ['./cmd/create'],
  ],
  [
    'with a variable in package and output match a name that both have',
    inShop([build('build.sh:4', 'bin/${1}', './cmd/${1}', { unknown: ['1'] })]),
    ['./cmd/create'],
  ],
  [
    'with a variable do not count if the package does not exist',
    inShop([build('build.sh:4', 'bin/${1}', './lambdas/${1}', { unknown: ['1'] })], {
      id: 'F',
      handler: 'bin/nothing',
    }),
    ['? '],
  ],
  [
    'that use one variable twice do not match a name with two values',
    inShop([build('build.sh:4', 'bin/${1}/${1}', './cmd/${1}', { unknown: ['1'] })], {
      id: 'F',
      handler: 'bin/serve/nothing',
    }),
    ['? '],
  ],
  [
    'build what a function of the Serverless Framework packages',
    {
      template: 'serverless.yml',
      functions: ['one', 'two'].map((id) => ({
        id,
        runtime: custom,
        handler: 'bootstrap',
        source: `{ package: { patterns: ['!**', bin/${id}/bootstrap] } }`,
      })),
      mains: ['a', 'b'],
      lines: [
        build('Makefile:2', 'bin/one/bootstrap', './a'),
        build('Makefile:3', 'bin/two/bootstrap', './b'),
      ],
    },
    ['./a', './b'],
  ],
  [
    'that differ in case count if none matches exactly',
    {
      functions: [{ handler: 'bin/listTodos' }],
      mains: ['src/todos', 'src/other'],
      lines: [build('build.sh:3', 'bin/listtodos', './src/todos')],
    },
    ['./src/todos'],
  ],
  [
    'whose program is named after the handler count wherever it is written',
    inShop([builds('${OUT}/deep/create')]),
    ['./cmd/serve'],
  ],
  [
    'of a neighbour do not count by name only',
    {
      template: 'a/template.yaml',
      mains: ['a/lib', 'b/create', 'b/x'],
      lines: [build('b/Makefile:2', 'b/bin/create', './b/x')],
      functions: [{ id: 'F', handler: 'bin/creator' }, { handler: 'bin/create' }],
    },
    ['? ', './b/create'],
  ],
  [
    'named bootstrap do not count by name only next to a function with a different name',
    {
      functions: [{ id: 'A', handler: 'bootstrap', code: 'out' }, { handler: 'bin/create' }],
      mains: shop,
      lines: [build('Makefile:2', 'tmp/bootstrap', './cmd/serve')],
    },
    ['? ', './cmd/create'],
  ],
  [
    'named bootstrap do not count by name only if there are several functions',
    {
      functions: [
        { id: 'A', runtime: custom, handler: 'bootstrap', code: 'out/a' },
        { id: 'B', runtime: custom, handler: 'bootstrap', code: 'out/b' },
      ],
      mains: shop,
      lines: [build('Makefile:2', 'tmp/bootstrap', './cmd/serve')],
    },
    ['? ', '? '],
  ],
  [
    'of a missing package keep a name from deciding',
    inShop([build('Makefile:2', 'bin/create', './lambdas/create')]),
    ['? ./cmd/create'],
  ],
]);

describe('a missing package', () => {
  test('is reported with the line that builds it', () => {
    expect(only(inShop([build('Makefile:2', 'bin/create', './lambdas/create')]))).toMatchObject({
      reason: 'Makefile:2 builds bin/create from ./lambdas/create, but that main package does not exist',
    });
  });
});
