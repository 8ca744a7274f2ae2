import { cases, custom, shop } from '../../../test/made-decisions.js';
import { main } from '../../../test/made-templates.js';

cases('the last hints', [
  [
    'include a logical ID if the handler is generic',
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
    'do not include the ID if the code path names something else',
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
    'do not include the ID if the handler names something else',
    { functions: [{ id: 'CreateFunction', handler: 'bin/maker' }], mains: ['cmd/create', 'cmd/x'] },
    ['? ./cmd/create'],
  ],
  [
    'include the only main package',
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
    'do not give one main package to functions with different programs',
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
    'that is unknown leaves the decision to the code',
    {
      functions: [{ handler: { unknown: '!Ref H' }, code: 'functions/x' }],
      mains: ['functions/x', 'functions/y'],
    },
    ['./functions/x'],
  ],
  [
    'that is one of several is decided if all lead to one package',
    { functions: [{ handler: ['bin/create', 'build/create'] }], mains: shop },
    ['./cmd/create'],
  ],
  [
    'that is one of several is ambiguous if they lead to several packages',
    { functions: [{ handler: ['bin/create', 'bin/delete'] }], mains: shop },
    ['? ./cmd/create | ./cmd/delete'],
  ],
  [
    'that several functions share may lead to one package',
    { functions: [{ id: 'A' }, { id: 'B' }], mains: shop },
    ['./cmd/create', './cmd/create'],
  ],
]);
