import { cases, custom } from '../../../test/made-decisions.js';
import { build, copy, type MadeFunction } from '../../../test/made-templates.js';

const made = (id: string, code = '.'): MadeFunction => ({
  id,
  runtime: custom,
  handler: 'bootstrap',
  buildMethod: 'makefile',
  code,
});

cases('BuildMethod: makefile', [
  [
    'uses the target of the logical ID',
    {
      functions: [made('Create'), made('Delete')],
      mains: ['a', 'b'],
      lines: [
        build('Makefile:2', '$(ARTIFACTS_DIR)/bootstrap', './a', { target: 'build-Create' }),
        build('Makefile:5', '$(ARTIFACTS_DIR)/bootstrap', './b', { target: 'build-Delete' }),
      ],
    },
    ['./a', './b'],
  ],
  [
    'follows a copy into the artifacts directory',
    {
      functions: [made('Create'), made('Delete')],
      mains: ['x/a', 'x/b'],
      lines: [
        build('Makefile:2', null, './x/a', { target: 'build-Create' }),
        copy('Makefile:3', './a', '$(ARTIFACTS_DIR)/bootstrap', { target: 'build-Create' }),
        build('Makefile:6', 'out/b', './x/b', { target: 'build' }),
        copy('Makefile:9', 'out/b', '$(ARTIFACTS_DIR)/', { target: 'build-Delete' }),
      ],
    },
    ['./x/a', './x/b'],
  ],
  [
    'uses the program that is started if the target builds several',
    {
      functions: [made('Create')],
      mains: ['a', 'b'],
      lines: [
        build('Makefile:2', '$(ARTIFACTS_DIR)/tool', './b', { target: 'build-Create' }),
        build('Makefile:3', '$(ARTIFACTS_DIR)/bootstrap', './a', { target: 'build-Create' }),
      ],
    },
    ['./a'],
  ],
  [
    'uses a rule build-% for every function without a target of its own',
    {
      functions: [made('Create'), made('Delete'), made('Report')],
      mains: ['cmd/Create', 'cmd/Delete', 'reports'],
      lines: [
        build('Makefile:2', '$(ARTIFACTS_DIR)/bootstrap', './cmd/${*}', {
          target: 'build-%',
          unknown: ['*'],
        }),
        build('Makefile:5', '$(ARTIFACTS_DIR)/bootstrap', './reports', { target: 'build-Report' }),
      ],
    },
    ['./cmd/Create', './cmd/Delete', './reports'],
  ],
  [
    'looks next to the code first',
    {
      functions: [made('Create', 'svc')],
      mains: ['svc/a', 'b'],
      lines: [
        build('svc/Makefile:2', '$(ARTIFACTS_DIR)/bootstrap', './svc/a', { target: 'build-Create' }),
        build('Makefile:2', '$(ARTIFACTS_DIR)/bootstrap', './b', { target: 'build-Create' }),
      ],
    },
    ['./svc/a'],
  ],
  [
    'looks in WorkingDirectory',
    {
      functions: [{ ...made('Create', 'svc'), buildDirectory: 'make' }],
      mains: ['a', 'b'],
      lines: [build('make/Makefile:2', '$(ARTIFACTS_DIR)/bootstrap', './b', { target: 'build-Create' })],
    },
    ['./b'],
  ],
  [
    'falls back to the code without such a target',
    {
      functions: [made('Create', 'functions/create/'), made('Delete', 'functions/delete/')],
      mains: ['functions/create', 'functions/delete'],
    },
    ['./functions/create', './functions/delete'],
  ],
  [
    'is read if messages name files relative to a different directory',
    {
      functions: [made('First'), made('Second')],
      mains: ['a', 'b'],
      lines: [
        build('../Makefile:2', '$(ARTIFACTS_DIR)/bootstrap', './b', { target: 'build-First' }),
        build('../Makefile:4', '$(ARTIFACTS_DIR)/bootstrap', './a', { target: 'build-Second' }),
      ],
      options: { files: ['Makefile'], display: (path) => `../${path}` },
    },
    ['./b', './a'],
  ],
]);
