import { describe, test } from 'vitest';
import { checkEdits, type EditCase } from '../../../test/edited-template.js';

const sam: readonly EditCase[] = [
  {
    title: 'changes runtime and code, and adds the architecture behind the runtime',
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
    title: 'keeps CRLF, quotes and a missing last line break',
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
    title: 'in JSON with tabs writes pairs on lines of their own',
    file: 'template.json',
    before:
      '{\n\t"Resources": {\n\t\t"A": {\n\t\t\t"Type": "AWS::Serverless::Function",\n\t\t\t"Metadata": {\n\t\t\t\t"BuildMethod": "go1.x"\n\t\t\t},\n\t\t\t"Properties": {\n\t\t\t\t"Handler": "a",\n\t\t\t\t"Runtime": "go1.x"\n\t\t\t}\n\t\t}\n\t}\n}\n',
    after:
      '{\n\t"Resources": {\n\t\t"A": {\n\t\t\t"Type": "AWS::Serverless::Function",\n\t\t\t"Properties": {\n\t\t\t\t"Handler": "a",\n\t\t\t\t"CodeUri": "dist/lambda.zip",\n\t\t\t\t"Runtime": "provided.al2023",\n\t\t\t\t"Architectures": ["arm64"]\n\t\t\t}\n\t\t}\n\t}\n}\n',
  },
  {
    title: 'in braces stays in braces',
    before:
      'Resources:\n  A: { Type: AWS::Serverless::Function, Properties: { CodeUri: ., Handler: a, Runtime: go1.x, Timeout: 3 } }\n',
    after:
      'Resources:\n  A: { Type: AWS::Serverless::Function, Properties: { CodeUri: dist/lambda.zip, Handler: a, Runtime: provided.al2023, Architectures: [arm64], Timeout: 3 } }\n',
  },
  {
    title:
      'where all functions move, changes Globals once; a path there goes to the functions, which sam build adjusts',
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
    title: 'takes Globals away when nothing is left in it',
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
    title: 'leaves Globals to a function that does not move',
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
    title: 'gives handlers of their own where they are asked for, also in place of one in Globals',
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
    title: 'leaves a path that is the archive already but for its dot',
    runtime: 'provided.al2',
    before:
      'Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: ./dist/lambda.zip\n      Handler: a\n      Runtime: go1.x\n      Architectures: [arm64]\n',
    after:
      'Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: ./dist/lambda.zip\n      Handler: a\n      Runtime: provided.al2\n      Architectures: [arm64]\n',
  },
  {
    title: 'leaves the runtime where it is to stay',
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

describe('moving functions of a SAM template', () => {
  test.each(sam)('$title', (each) => checkEdits('sam', each));
});
