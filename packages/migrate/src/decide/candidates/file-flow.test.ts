import { cases, custom, shop } from '../../../test/made-decisions.js';
import { build, type MadeFunction, zip } from '../../../test/made-templates.js';

const zipped = (id: string): MadeFunction => ({
  id,
  runtime: custom,
  handler: 'bootstrap',
  code: `build/${id}.zip`,
});

cases('zips', [
  [
    'distinguish functions with the same handler: each gets the program built before it',
    {
      functions: [zipped('create'), zipped('delete')],
      mains: ['a', 'b'],
      lines: [
        build('Makefile:2', 'bootstrap', './a'),
        zip('Makefile:3', 'build/create.zip', 'bootstrap'),
        build('Makefile:4', 'bootstrap', './b'),
        zip('Makefile:5', 'build/delete.zip', 'bootstrap'),
      ],
    },
    ['./a', './b'],
  ],
  [
    'in a loop alternate with its builds',
    {
      functions: [zipped('create'), zipped('delete')],
      mains: ['a', 'b'],
      lines: [
        build('build.sh:3', 'bootstrap', './a'),
        zip('build.sh:4', 'build/create.zip', 'bootstrap'),
        build('build.sh:3', 'bootstrap', './b'),
        zip('build.sh:4', 'build/delete.zip', 'bootstrap'),
      ],
    },
    ['./a', './b'],
  ],
  [
    'in a loop with fewer iterations than builds are ambiguous',
    {
      functions: [zipped('create')],
      mains: ['a', 'b'],
      lines: [
        build('build.sh:3', 'bootstrap', './a'),
        build('build.sh:3', 'bootstrap', './b'),
        zip('build.sh:5', 'build/create.zip', 'bootstrap'),
      ],
    },
    ['? ./a | ./b'],
  ],
  [
    'in a target use what that target builds',
    {
      functions: [zipped('create'), zipped('delete')],
      mains: ['a', 'b'],
      lines: [
        build('Makefile:3', 'bootstrap', './a', { target: 'build-create' }),
        zip('Makefile:4', 'build/create.zip', 'bootstrap', { target: 'build-create' }),
        build('Makefile:3', 'bootstrap', './b', { target: 'build-delete' }),
        zip('Makefile:4', 'build/delete.zip', 'bootstrap', { target: 'build-delete' }),
      ],
    },
    ['./a', './b'],
  ],
  [
    'of programs that other targets overwrite are ambiguous',
    {
      functions: [zipped('create')],
      mains: ['a', 'b'],
      lines: [
        build('Makefile:3', 'bootstrap', './a', { target: 'one' }),
        build('Makefile:6', 'bootstrap', './b', { target: 'two' }),
        zip('Makefile:9', 'build/create.zip', 'bootstrap', { target: 'pack' }),
      ],
    },
    ['? ./a | ./b'],
  ],
  [
    'with several programs use the one named by the handler',
    {
      functions: [
        { handler: 'create', code: 'all.zip' },
        { handler: 'delete', code: 'all.zip' },
      ],
      mains: ['x/a', 'x/b'],
      lines: [
        build('Makefile:2', 'bin/create', './x/a'),
        build('Makefile:3', 'bin/delete', './x/b'),
        zip('Makefile:4', 'all.zip', ['bin/create', 'bin/delete']),
      ],
    },
    ['./x/a', './x/b'],
  ],
  [
    'with several programs, none of them named by the handler, are ambiguous',
    {
      functions: [{ handler: 'main', code: 'all.zip' }],
      mains: ['x/a', 'x/b'],
      lines: [
        build('Makefile:2', 'bin/create', './x/a'),
        build('Makefile:3', 'bin/delete', './x/b'),
        zip('Makefile:4', 'all.zip', 'bin/'),
      ],
    },
    ['? ./x/a | ./x/b'],
  ],
  [
    'work for an artifact of the Serverless Framework',
    {
      template: 'serverless.yml',
      functions: [{ id: 'create', runtime: custom, handler: 'bootstrap', code: 'bin/create.zip' }],
      mains: ['a', 'b'],
      lines: [
        build('Makefile:2', 'bin/create/bootstrap', './a'),
        build('Makefile:3', 'bin/delete/bootstrap', './b'),
        zip('Makefile:4', 'bin/create', 'bin/create/*'),
      ],
    },
    ['./a'],
  ],
  [
    'that no line creates are found by name',
    { functions: [{ runtime: custom, handler: 'bootstrap', code: 'build/delete.zip' }], mains: shop },
    ['./cmd/delete'],
  ],
]);
