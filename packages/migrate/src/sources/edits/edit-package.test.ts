import { describe, test } from 'vitest';
import { checkEdits, type EditCase } from '../../../test/edited-template.js';

const serverless: readonly EditCase[] = [
  {
    title: 'changes provider and package once if all functions migrate to one archive',
    before: `service: shop
# The cloud
provider:
  name: aws
  runtime: go1.x # old
  region: eu-central-1

package:
  individually: true
  # only programs
  patterns:
    - '!./**'
    - ./bin/**

functions:
  create:
    handler: bin/create
    package:
      patterns:
        - ./bin/create
    events:
      - httpApi: 'POST /'
  list:
    handler: bin/list
`,
    after: `service: shop
# The cloud
provider:
  name: aws
  runtime: provided.al2023 # old
  architecture: arm64
  region: eu-central-1

package:
  artifact: dist/lambda.zip
  # only programs

functions:
  create:
    handler: bin/create
    events:
      - httpApi: 'POST /'
  list:
    handler: bin/list
`,
  },
  {
    title: 'adds a package after the provider',
    before: `service: shop

provider:
  name: aws
  runtime: provided.al2
  architecture: x86_64

functions:
  create: { handler: bin/create }
`,
    after: `service: shop

provider:
  name: aws
  runtime: provided.al2023
  architecture: arm64

package:
  artifact: dist/lambda.zip

functions:
  create: { handler: bin/create }
`,
  },
  {
    title: 'sets several archives at the functions, and removes selections without effect',
    archives: { create: 'dist/create.zip', list: 'dist/list.zip' },
    before: `service: shop
provider:
  name: aws
  runtime: provided.al2023
  architecture: arm64
package:
  individually: true
functions:
  create:
    handler: bootstrap
    package: { artifact: old/create.zip }
  list:
    handler: bootstrap
    package: { patterns: [a], artifact: "old/list.zip" }
`,
    after: `service: shop
provider:
  name: aws
  runtime: provided.al2023
  architecture: arm64
functions:
  create:
    handler: bootstrap
    package: { artifact: dist/create.zip }
  list:
    handler: bootstrap
    package: { artifact: dist/list.zip }
`,
  },
  {
    title: 'replaces the artifact of the service in compact JSON',
    file: 'serverless.json',
    before:
      '{"service":"s","provider":{"name":"aws","runtime":"go1.x"},"package":{"artifact":"bin.zip"},"functions":{"a":{"handler":"a","package":{"artifact":"a.zip"}}}}',
    after:
      '{"service":"s","provider":{"name":"aws","runtime":"provided.al2023","architecture":"arm64"},"package":{"artifact":"dist/lambda.zip"},"functions":{"a":{"handler":"a"}}}',
  },
  {
    title: 'overrides an artifact from an anchor',
    before: `service: s
x-go: &go
  runtime: go1.x
  package:
    artifact: bin.zip
provider:
  name: aws
functions:
  a:
    <<: *go
    handler: a
`,
    after: `service: s
x-go: &go
  runtime: provided.al2023
  package:
    artifact: bin.zip
provider:
  name: aws
functions:
  a:
    <<: *go
    handler: a
    package:
      artifact: dist/lambda.zip
    architecture: arm64
`,
  },
  {
    title: 'keeps a package with an anchor that others use, and removes an alias of it',
    before: `service: s
provider: { name: aws, runtime: provided.al2023, architecture: arm64 }
package: { artifact: dist/lambda.zip }
functions:
  a:
    handler: a
    package: &go
      patterns: [bin/a]
  b:
    handler: b
    package: *go
`,
    after: `service: s
provider: { name: aws, runtime: provided.al2023, architecture: arm64 }
package: { artifact: dist/lambda.zip }
functions:
  a:
    handler: a
    package: &go
      patterns: [bin/a]
  b:
    handler: b
`,
  },
];

describe('packages in a serverless.yml', () => {
  test.each(serverless)('$title', (each) => checkEdits('serverless', each));
});
