import { describe, test } from 'vitest';
import { checkEdits, type EditCase } from '../../../test/edited-template.js';

const serverless: readonly EditCase[] = [
  {
    title: 'changes only the functions if there are other languages',
    moves: ['create', 'list'],
    before: `service: shop
provider:
  name: aws
  runtime: provided.al2
  architecture: x86_64
package:
  individually: true
  patterns: ['!./**']
functions:
  - create:
      handler: bin/create
      package:
        include: [bin/create]
        exclude: ['**']
  - list:
      handler: bin/list
      runtime: go1.x
      architecture: x86_64
      memorySize: 128
  - rust:
      handler: bootstrap
  - image:
      image: x
`,
    after: `service: shop
provider:
  name: aws
  runtime: provided.al2
  architecture: x86_64
package:
  individually: true
  patterns: ['!./**']
functions:
  - create:
      handler: bin/create
      runtime: provided.al2023
      architecture: arm64
      package:
        artifact: dist/lambda.zip
  - list:
      handler: bin/list
      package:
        artifact: dist/lambda.zip
      runtime: provided.al2023
      architecture: arm64
      memorySize: 128
  - rust:
      handler: bootstrap
  - image:
      image: x
`,
  },
  {
    title: 'follows variables and included files to the values',
    file: 'serverless.yml',
    included: {
      'functions.yml': ['a:\n  handler: a\n  package: {patterns: [bin/a]}\n', 'a:\n  handler: a\n'],
    },
    before: `service: s
custom:
  runtime: go1.x
provider:
  name: aws
  runtime: \${self:custom.runtime}
functions: \${file(functions.yml)}
`,
    after: `service: s
custom:
  runtime: provided.al2023
provider:
  name: aws
  runtime: \${self:custom.runtime}
  architecture: arm64
package:
  artifact: dist/lambda.zip
functions: \${file(functions.yml)}
`,
  },
  {
    title: 'reports that a plugin that builds Go is no longer needed',
    findings: ['migrate-plugin-obsolete'],
    before: `service: s
plugins:
  - serverless-go-plugin
provider:
  name: aws
  runtime: provided.al2023
  architecture: arm64
package:
  artifact: dist/lambda.zip
functions:
  a:
    handler: cmd/a/main.go
`,
    after: `service: s
plugins:
  - serverless-go-plugin
provider:
  name: aws
  runtime: provided.al2023
  architecture: arm64
package:
  artifact: dist/lambda.zip
functions:
  a:
    handler: bin/a
`,
    handlers: { a: 'bin/a' },
  },
  {
    title: 'changes an included provider in its own file, and keeps the architecture of images',
    moves: ['a'],
    included: {
      'provider.yml': ['name: aws\nruntime: go1.x\n', 'name: aws\nruntime: provided.al2023\n'],
    },
    before: `service: s
provider: \${file(provider.yml)}
functions:
  a:
    handler: a
  image:
    image: x
`,
    after: `service: s
provider: \${file(provider.yml)}
package:
  artifact: dist/lambda.zip
functions:
  a:
    handler: a
    architecture: arm64
  image:
    image: x
`,
  },
  {
    title: 'adds the architecture to a provider in a different file',
    included: {
      'provider.yml': [
        'name: aws\nruntime: go1.x',
        'name: aws\nruntime: provided.al2023\narchitecture: arm64',
      ],
    },
    before:
      'service: s\nprovider: ${file(provider.yml)}\npackage: {artifact: x.zip}\nfunctions: {a: {handler: a}}\n',
    after:
      'service: s\nprovider: ${file(provider.yml)}\npackage: {artifact: dist/lambda.zip}\nfunctions: {a: {handler: a}}\n',
  },
];

describe('migrating functions in a serverless.yml', () => {
  test.each(serverless)('$title', (each) => checkEdits('serverless', each));
});
