import { cases, shop } from '../../../test/made-decisions.js';
import { build, main } from '../../../test/made-templates.js';

cases('--map', [
  [
    'takes precedence over a build line, by handler',
    {
      mains: shop,
      lines: [build('Makefile:2', 'bin/create', './cmd/create')],
      options: { map: { 'bin/create': './cmd/serve' } },
    },
    ['./cmd/serve'],
  ],
  [
    'prefers the ID to the handler',
    { mains: shop, options: { map: { 'bin/create': 'cmd/serve', CreateFunction: 'cmd/delete' } } },
    ['./cmd/delete'],
  ],
  [
    'accepts an import path',
    { mains: shop, options: { map: { CreateFunction: 'example.com/shop/cmd/delete' } } },
    ['./cmd/delete'],
  ],
  [
    'accepts files, and writes the directory if they are its only program',
    {
      functions: [{ handler: 'bin/a' }, { handler: 'bin/b' }],
      mains: [main('todos', { mains: ['a.go', 'b.go'], files: ['a.go', 'b.go', 'db.go'] }), 'one'],
      options: { map: { 'bin/a': './todos/a.go,./todos/db.go', 'bin/b': 'one/main.go' } },
    },
    ['./todos/a.go,./todos/db.go', './one'],
  ],
  [
    'without such a main package is undecided, even if there is other evidence',
    { mains: shop, options: { map: { 'bin/create': './cmd/creat' } } },
    ['? ./cmd/create'],
  ],
  [
    'decides even if the code is unknown',
    {
      functions: [{ unknownCode: '!Ref Code' }],
      mains: shop,
      options: { map: { 'bin/create': './cmd/create' } },
    },
    ['./cmd/create'],
  ],
]);
