import { cases, shop } from '../../../test/made-decisions.js';
import { build, main } from '../../../test/made-templates.js';

cases('--map', [
  [
    'wins over a build line, by handler',
    {
      mains: shop,
      lines: [build('Makefile:2', 'bin/create', './cmd/create')],
      options: { map: { 'bin/create': './cmd/serve' } },
    },
    ['./cmd/serve'],
  ],
  [
    'takes the ID before the handler',
    { mains: shop, options: { map: { 'bin/create': 'cmd/serve', CreateFunction: 'cmd/delete' } } },
    ['./cmd/delete'],
  ],
  [
    'takes an import path',
    { mains: shop, options: { map: { CreateFunction: 'example.com/shop/cmd/delete' } } },
    ['./cmd/delete'],
  ],
  [
    'takes files, and writes the directory where they are its only program',
    {
      functions: [{ handler: 'bin/a' }, { handler: 'bin/b' }],
      mains: [main('todos', { mains: ['a.go', 'b.go'], files: ['a.go', 'b.go', 'db.go'] }), 'one'],
      options: { map: { 'bin/a': './todos/a.go,./todos/db.go', 'bin/b': 'one/main.go' } },
    },
    ['./todos/a.go,./todos/db.go', './one'],
  ],
  [
    'that names no main package is a question, though there is an answer',
    { mains: shop, options: { map: { 'bin/create': './cmd/creat' } } },
    ['? ./cmd/create'],
  ],
  [
    'decides also where the code cannot be told',
    {
      functions: [{ unknownCode: '!Ref Code' }],
      mains: shop,
      options: { map: { 'bin/create': './cmd/create' } },
    },
    ['./cmd/create'],
  ],
]);
