import { cases, custom, shop } from '../../../test/made-decisions.js';
import { main } from '../../../test/made-templates.js';

cases('the last hints', [
  [
    'are a logical ID where the handler says nothing',
    {
      functions: [
        { id: 'CreateFunction', handler: 'main' },
        { id: 'UsersDelete', handler: 'main' },
      ],
      mains: ['cmd/create', 'users/delete', 'orders/delete'],
    },
    ['./cmd/create', './users/delete'],
  ],
  [
    'do not decide by ID against a code path that says something',
    {
      functions: [
        { handler: 'main', code: 'out/maker' },
        { id: 'D', code: 'x' },
      ],
      mains: ['cmd/create', 'cmd/x'],
    },
    ['? ./cmd/create', './cmd/create'],
  ],
  [
    'do not decide against a handler that says something',
    { functions: [{ id: 'CreateFunction', handler: 'bin/maker' }], mains: ['cmd/create', 'cmd/x'] },
    ['? ./cmd/create'],
  ],
  [
    'are the only main package',
    {
      functions: [
        { id: 'A', handler: 'main' },
        { id: 'B', handler: 'main' },
      ],
      mains: ['cmd/thing'],
    },
    ['./cmd/thing', './cmd/thing'],
  ],
  [
    'do not give one main package to functions of different programs',
    {
      functions: [
        { id: 'A', handler: 'one' },
        { id: 'B', handler: 'two' },
      ],
      mains: ['cmd/thing'],
    },
    ['? ', '? '],
  ],
  [
    'do not give a custom runtime a program that is not for Lambda',
    {
      functions: [{ runtime: custom, handler: 'bootstrap' }],
      mains: [main('cmd/thing', { importsLambda: false })],
    },
    ['? '],
  ],
]);

cases('a handler', [
  [
    'that is unknown leaves the code to decide',
    {
      functions: [{ handler: { unknown: '!Ref H' }, code: 'functions/x' }],
      mains: ['functions/x', 'functions/y'],
    },
    ['./functions/x'],
  ],
  [
    'that is one of several is decided where all mean one package',
    { functions: [{ handler: ['bin/create', 'build/create'] }], mains: shop },
    ['./cmd/create'],
  ],
  [
    'that is one of several is a question where they mean several',
    { functions: [{ handler: ['bin/create', 'bin/delete'] }], mains: shop },
    ['? ./cmd/create | ./cmd/delete'],
  ],
  [
    'that several functions have may mean one package',
    { functions: [{ id: 'A' }, { id: 'B' }], mains: shop },
    ['./cmd/create', './cmd/create'],
  ],
]);
