import { cases, custom } from '../../../test/made-decisions.js';
import { build, zip } from '../../../test/made-templates.js';

cases('which functions are Go', [
  ['go1.x is', { mains: ['create'] }, ['./create']],
  [
    'a custom runtime is, if Go is found',
    { functions: [{ runtime: custom }], mains: ['create'] },
    ['./create'],
  ],
  [
    'one of several runtimes is, if a Go one is among them',
    { functions: [{ runtime: ['nodejs18.x', 'provided.al2'] }], mains: ['create'] },
    ['./create'],
  ],
  [
    'a different runtime is not',
    { functions: [{ runtime: 'nodejs20.x' }], mains: ['create'] },
    ['- other-runtime'],
  ],
  [
    'an unknown runtime is skipped, whatever name matches',
    { functions: [{ runtime: { unknown: '!Ref Runtime' } }], mains: ['create'] },
    ['- unknown-runtime'],
  ],
  [
    'an unknown runtime is undecided if a build line makes its program',
    {
      functions: [{ runtime: { unknown: '!Ref Runtime' } }],
      mains: ['create'],
      lines: [build('Makefile:2', 'bin/create', './create')],
    },
    ['? ./create'],
  ],
  ['a missing runtime is skipped', { functions: [{ runtime: null }] }, ['- unknown-runtime']],
  [
    'images, S3 and inline code are skipped with that reason, also on go1.x',
    {
      functions: [{ code: { kind: 'image' } }, { code: { kind: 's3' } }, { code: { kind: 'inline' } }],
      mains: ['create'],
    },
    ['- image', '- s3', '- inline'],
  ],
  [
    'a different BuildMethod is not, even if the name of a Go program matches',
    { functions: [{ runtime: custom, buildMethod: 'rust-cargolambda' }], mains: ['create'] },
    ['- not-go'],
  ],
  [
    'a directory with a Cargo.toml is not, even if the project has one Go program',
    {
      functions: [{ runtime: custom, handler: 'bootstrap', code: 'resize' }],
      mains: ['create'],
      options: { files: ['resize/Cargo.toml', 'resize/src/main.rs'] },
    },
    ['- not-go'],
  ],
  [
    'a Cargo.toml at the root does not hide a program that a line builds',
    {
      functions: [{ runtime: custom }],
      mains: ['create'],
      lines: [build('Makefile:2', 'bin/create', './create')],
      options: { files: ['Cargo.toml'] },
    },
    ['./create'],
  ],
  [
    'a Cargo.toml next to all of the code makes a mere name ambiguous',
    { functions: [{ runtime: custom }], mains: ['create'], options: { files: ['Cargo.toml'] } },
    ['? ./create'],
  ],
  [
    'a bootstrap script is not',
    {
      functions: [{ runtime: custom, handler: 'function.sh', code: 'job' }],
      mains: ['create'],
      options: { files: ['job/bootstrap'], scripts: ['job/bootstrap'] },
    },
    ['- not-go'],
  ],
  [
    'a bootstrap that may be a program does not count',
    {
      functions: [{ runtime: custom, handler: 'bootstrap', code: 'job' }],
      mains: ['create', 'delete'],
      options: { files: ['job/bootstrap'] },
    },
    ['? ./create'],
  ],
  [
    'a handler that is a function of a script is not',
    {
      functions: [{ runtime: custom, handler: 'job.run' }],
      mains: ['x', 'y'],
      options: { files: ['job.sh'] },
    },
    ['- not-go'],
  ],
  [
    'a handler that is a script is not',
    { functions: [{ runtime: custom, handler: 'index.php' }], options: { files: ['index.php'] } },
    ['- not-go'],
  ],
  [
    'go1.x is, whatever other files exist',
    { mains: ['create'], options: { files: ['Cargo.toml'] } },
    ['./create'],
  ],
  ['a custom runtime without any evidence stays open', { functions: [{ runtime: custom }] }, ['? ']],
  [
    'a zip of the manifest is already migrated',
    {
      functions: [{ runtime: custom, code: '../dist/lambda.zip' }],
      template: 'deploy/template.yaml',
      options: { isMoved: (path) => ['dist/lambda.zip'].includes(path) },
    },
    ['- moved'],
  ],
  [
    'a zip of the manifest on go1.x is not migrated yet',
    {
      functions: [{ code: 'dist/lambda.zip' }],
      mains: ['create'],
      options: { isMoved: (path) => ['dist/lambda.zip'].includes(path) },
    },
    ['./create'],
  ],
  [
    'a zip of that name that other lines still create is not migrated yet',
    {
      functions: [{ runtime: custom, code: 'dist/lambda.zip' }],
      mains: ['create'],
      lines: [
        build('Makefile:2', 'bootstrap', './create'),
        zip('Makefile:3', 'dist/lambda.zip', 'bootstrap'),
      ],
      options: { isMoved: (path) => ['dist/lambda.zip'].includes(path) },
    },
    ['./create'],
  ],
]);
