import { cases, custom, shop } from '../../../test/made-decisions.js';
import { build, main } from '../../../test/made-templates.js';

cases('the code itself', [
  [
    'is the main package where it is one',
    { functions: [{ code: 'functions/x', handler: 'main' }], mains: ['functions/x', 'functions/y'] },
    ['./functions/x'],
  ],
  [
    'is the module whose only main package it is',
    {
      functions: [{ code: 'svc', handler: 'main' }],
      mains: [main('svc/cmd/api', { module: 'svc' }), 'other'],
      options: { files: ['svc/go.mod'] },
    },
    ['./svc/cmd/api'],
  ],
  [
    'is the only main package below it',
    { functions: [{ code: 'functions/x', handler: 'main' }], mains: ['functions/x/cmd', 'functions/y'] },
    ['./functions/x/cmd'],
  ],
  [
    'is no main package below it that may not be for Lambda',
    {
      functions: [{ id: 'F', runtime: custom, code: 'functions/x', handler: 'main' }],
      mains: [main('functions/x/cmd', { importsLambda: false }), 'functions/y'],
    },
    ['? '],
  ],
  [
    'is no main package below it for functions of several handlers',
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
    'is no main package below it where it is all that the template has',
    {
      template: 'svc/template.yaml',
      functions: [{ id: 'F', handler: 'bin/one' }],
      mains: ['svc/cmd/two', 'other'],
    },
    ['? '],
  ],
  [
    'stays a question where several lie below it',
    { functions: [{ code: 'functions', handler: 'main' }], mains: ['functions/x', 'functions/y'] },
    ['? '],
  ],
  [
    'narrows names down to what lies below it',
    {
      functions: [{ code: 'orders', handler: 'bin/create' }],
      mains: ['orders/cmd/create', 'users/cmd/create', 'orders/cmd/x'],
    },
    ['./orders/cmd/create'],
  ],
  [
    'is a question where BuildMethod go1.x and a build line differ',
    {
      functions: [{ code: 'cmd/create', handler: 'main', buildMethod: 'go1.x' }],
      mains: shop,
      lines: [build('Makefile:2', 'cmd/create/main', './cmd/serve')],
    },
    ['? ./cmd/serve | ./cmd/create'],
  ],
  [
    'that functions with other handlers share is a question where names say otherwise',
    {
      functions: [{ handler: 'create' }, { handler: 'delete' }],
      mains: ['.', 'cmd/create', 'cmd/delete'],
    },
    ['? . | ./cmd/create', '? . | ./cmd/delete'],
  ],
  [
    'with several programs gives the one that is called like the handler',
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
    'that cannot be told keeps a name from deciding',
    { functions: [{ unknownCode: '!Ref Code' }, { code: { unknown: '${env:DIR}' } }], mains: shop },
    ['? ./cmd/create', '? ./cmd/create'],
  ],
  [
    'that is one of several counts with each',
    {
      functions: [{ code: ['functions/a', 'functions/b'], handler: 'main' }],
      mains: ['functions/a', 'functions/b'],
    },
    ['? ./functions/a | ./functions/b'],
  ],
]);
