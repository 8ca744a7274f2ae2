import { describe, test } from 'vitest';
import { checkEdits, type EditCase } from '../../../test/edited-template.js';

const sam: readonly EditCase[] = [
  {
    title: 'changes runtime and code, and adds the architecture after the runtime',
    before: `Transform: AWS::Serverless-2016-10-31
Resources:
  # Creates
  Create: # here
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ./bin/create   # built by make
      Handler: create
      Runtime: go1.x          # old
      # How much
      MemorySize: 128
`,
    after: `Transform: AWS::Serverless-2016-10-31
Resources:
  # Creates
  Create: # here
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip   # built by make
      Handler: create
      Runtime: provided.al2023          # old
      Architectures: [arm64]
      # How much
      MemorySize: 128
`,
  },
  {
    title: 'keeps CRLF, quotes and a missing final line break',
    before: [
      'Resources:',
      '  A:',
      "    Type: 'AWS::Serverless::Function'",
      '    Properties:',
      "      CodeUri: 'bin/'",
      '      Handler: "a"',
      '      Runtime: "go1.x"',
    ].join('\r\n'),
    after: [
      'Resources:',
      '  A:',
      "    Type: 'AWS::Serverless::Function'",
      '    Properties:',
      "      CodeUri: 'dist/lambda.zip'",
      '      Handler: "a"',
      '      Runtime: "provided.al2023"',
      '      Architectures: [arm64]',
    ].join('\r\n'),
  },
  {
    title: 'writes each pair on its own line in JSON with tabs',
    file: 'template.json',
    before:
      '{\n\t"Resources": {\n\t\t"A": {\n\t\t\t"Type": "AWS::Serverless::Function",\n\t\t\t"Metadata": {\n\t\t\t\t"BuildMethod": "go1.x"\n\t\t\t},\n\t\t\t"Properties": {\n\t\t\t\t"Handler": "a",\n\t\t\t\t"Runtime": "go1.x"\n\t\t\t}\n\t\t}\n\t}\n}\n',
    after:
      '{\n\t"Resources": {\n\t\t"A": {\n\t\t\t"Type": "AWS::Serverless::Function",\n\t\t\t"Properties": {\n\t\t\t\t"Handler": "a",\n\t\t\t\t"CodeUri": "dist/lambda.zip",\n\t\t\t\t"Runtime": "provided.al2023",\n\t\t\t\t"Architectures": ["arm64"]\n\t\t\t}\n\t\t}\n\t}\n}\n',
  },
  {
    title: 'keeps flow style',
    before:
      'Resources:\n  A: { Type: AWS::Serverless::Function, Properties: { CodeUri: ., Handler: a, Runtime: go1.x, Timeout: 3 } }\n',
    after:
      'Resources:\n  A: { Type: AWS::Serverless::Function, Properties: { CodeUri: dist/lambda.zip, Handler: a, Runtime: provided.al2023, Architectures: [arm64], Timeout: 3 } }\n',
  },
  {
    title:
      'changes Globals once if all functions migrate, and moves a path to the functions, where sam build adjusts it',
    before: `Globals:
  Function:
    # all in Go
    CodeUri: bin/
    Runtime: go1.x
    Timeout: 5
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a
  B:
    Type: AWS::Serverless::Function
    Properties:
      Handler: b
      CodeUri: b/
`,
    after: `Globals:
  Function:
    # all in Go
    Runtime: provided.al2023
    Architectures: [arm64]
    Timeout: 5
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a
      CodeUri: dist/lambda.zip
  B:
    Type: AWS::Serverless::Function
    Properties:
      Handler: b
      CodeUri: dist/lambda.zip
`,
  },
  {
    title: 'removes empty Globals',
    before: `Globals:
  Function:
    CodeUri: bin/
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a
      Runtime: provided.al2023
      Architectures: [arm64]
`,
    after: `Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a
      CodeUri: dist/lambda.zip
      Runtime: provided.al2023
      Architectures: [arm64]
`,
  },
  {
    title: 'keeps Globals for a function that is not migrated',
    moves: ['Go'],
    before: `Globals:
  Function:
    CodeUri: src/
    Runtime: provided.al2
Resources:
  Go:
    Type: AWS::Serverless::Function
    Properties:
      Handler: go
  Rust:
    Type: AWS::Serverless::Function
    Properties:
      Handler: rust
`,
    after: `Globals:
  Function:
    CodeUri: src/
    Runtime: provided.al2
Resources:
  Go:
    Type: AWS::Serverless::Function
    Properties:
      Handler: go
      CodeUri: dist/lambda.zip
      Runtime: provided.al2023
      Architectures: [arm64]
  Rust:
    Type: AWS::Serverless::Function
    Properties:
      Handler: rust
`,
  },
  {
    title: 'sets separate handlers on request, even instead of one in Globals',
    handlers: { A: 'bin/a', B: 'bin/b' },
    archives: { C: 'dist/c.zip' },
    before: `Globals:
  Function:
    Handler: bootstrap
    Runtime: provided.al2023
    Architectures: [arm64]
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: a/
  B:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: b/
      Handler: 'bootstrap'
  C:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: c/
`,
    after: `Globals:
  Function:
    Handler: bootstrap
    Runtime: provided.al2023
    Architectures: [arm64]
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: bin/a
  B:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: 'bin/b'
  C:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/c.zip
`,
  },
  {
    title: 'keeps a path that already is the archive apart from a leading ./',
    runtime: 'provided.al2',
    before:
      'Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: ./dist/lambda.zip\n      Handler: a\n      Runtime: go1.x\n      Architectures: [arm64]\n',
    after:
      'Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: ./dist/lambda.zip\n      Handler: a\n      Runtime: provided.al2\n      Architectures: [arm64]\n',
  },
  {
    title: 'keeps the runtime on request',
    runtime: null,
    architecture: 'x86_64',
    before: `Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: bin/
      Handler: a
      Runtime: go1.x
`,
    after: `Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: a
      Runtime: go1.x
`,
  },
];

describe('migrating functions in a SAM template', () => {
  test.each(sam)('$title', (each) => checkEdits('sam', each));
});
