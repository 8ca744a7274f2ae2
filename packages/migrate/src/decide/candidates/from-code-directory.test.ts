import { cases, custom, shop } from '../../../test/made-decisions.js';
import { build, main } from '../../../test/made-templates.js';

cases('the code itself', [
  [
    'is the main package',
    { functions: [{ code: 'functions/x', handler: 'main' }], mains: ['functions/x', 'functions/y'] },
    ['./functions/x'],
  ],
  [
    'is a module with a single main package',
    {
      functions: [{ code: 'svc', handler: 'main' }],
      mains: [main('svc/cmd/api', { module: 'svc' }), 'other'],
      options: { files: ['svc/go.mod'] },
    },
    ['./svc/cmd/api'],
  ],
  [
    'contains a single main package',
    { functions: [{ code: 'functions/x', handler: 'main' }], mains: ['functions/x/cmd', 'functions/y'] },
    ['./functions/x/cmd'],
  ],
  [
    'ignores a main package in it that may not be for Lambda',
    {
      functions: [{ id: 'F', runtime: custom, code: 'functions/x', handler: 'main' }],
      mains: [main('functions/x/cmd', { importsLambda: false }), 'functions/y'],
    },
    ['? '],
  ],
  [
    'ignores a main package in it for functions with several handlers',
    {
      functions: [
        { id: 'F', code: 'functions/x', handler: 'one' },
        { id: 'G', code: 'functions/x', handler: 'two' },
      ],
      mains: ['functions/x/cmd', 'functions/y'],
    },
    ['? ', '? '],
  ],
  [
    'ignores a main package in it if it is the root of the whole template',
    {
      template: 'svc/template.yaml',
      functions: [{ id: 'F', handler: 'bin/one' }],
      mains: ['svc/cmd/two', 'other'],
    },
    ['? '],
  ],
  [
    'is ambiguous if it contains several main packages',
    { functions: [{ code: 'functions', handler: 'main' }], mains: ['functions/x', 'functions/y'] },
    ['? '],
  ],
  [
    'limits names to the main packages in it',
    {
      functions: [{ code: 'orders', handler: 'bin/create' }],
      mains: ['orders/cmd/create', 'users/cmd/create', 'orders/cmd/x'],
    },
    ['./orders/cmd/create'],
  ],
  [
    'is ambiguous if BuildMethod go1.x and a build line differ',
    {
      functions: [{ code: 'cmd/create', handler: 'main', buildMethod: 'go1.x' }],
      mains: shop,
      lines: [build('Makefile:2', 'cmd/create/main', './cmd/serve')],
    },
    ['? ./cmd/serve | ./cmd/create'],
  ],
  [
    'is ambiguous if shared with functions with other handlers and names differ',
    {
      functions: [{ handler: 'create' }, { handler: 'delete' }],
      mains: ['.', 'cmd/create', 'cmd/delete'],
    },
    ['? . | ./cmd/create', '? . | ./cmd/delete'],
  ],
  [
    'with several programs gives the one named after the handler',
    {
      functions: [
        { code: 'todos', handler: 'delete' },
        { code: 'todos', handler: 'main' },
      ],
      mains: [main('todos', { mains: ['create.go', 'delete.go'] })],
    },
    ['./todos/delete.go', '? ./todos/create.go | ./todos/delete.go'],
  ],
  [
    'may be a handler that is a .go file, or a directory',
    {
      template: 'svc/serverless.yml',
      functions: [{ handler: 'functions/create/main.go' }, { handler: 'functions/delete' }],
      mains: ['svc/functions/create', 'svc/functions/delete', 'svc/functions/create/create'],
    },
    ['./svc/functions/create', './svc/functions/delete'],
  ],
  [
    'that is unknown keeps a name from deciding',
    { functions: [{ unknownCode: '!Ref Code' }, { code: { unknown: '${env:DIR}' } }], mains: shop },
    ['? ./cmd/create', '? ./cmd/create'],
  ],
  [
    'that is one of several counts for each',
    {
      functions: [{ code: ['functions/a', 'functions/b'], handler: 'main' }],
      mains: ['functions/a', 'functions/b'],
    },
    ['? ./functions/a | ./functions/b'],
  ],
]);
