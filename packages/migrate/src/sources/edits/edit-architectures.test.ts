import { describe, test } from 'vitest';
import { checkEdits, type EditCase } from '../../../test/edited-template.js';

const sam: readonly EditCase[] = [
  {
    title: 'changes a list of architectures in Globals, and removes lists that would be added to it',
    before: `Globals:
  Function:
    Runtime: go1.x
    Architectures:
      - x86_64 # for go1.x
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: a
      Architectures:
        - x86_64
      Timeout: 3
`,
    after: `Globals:
  Function:
    Runtime: provided.al2023
    Architectures:
      - arm64 # for go1.x
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: a
      Timeout: 3
`,
  },
  {
    title: 'copies a list from Globals to the functions if some are not migrated',
    moves: ['Go'],
    before: `Globals:
  Function:
    Architectures: [x86_64]
    Timeout: 3
Resources:
  Go:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: go
      Runtime: go1.x
  Node:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: node/
      Handler: index.handler
      Runtime: nodejs22.x
  Image:
    Type: AWS::Serverless::Function
    Properties:
      PackageType: Image
      ImageUri: image
`,
    after: `Globals:
  Function:
    Timeout: 3
Resources:
  Go:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: go
      Runtime: provided.al2023
      Architectures: [arm64]
  Node:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: node/
      Handler: index.handler
      Runtime: nodejs22.x
      Architectures: [x86_64]
  Image:
    Type: AWS::Serverless::Function
    Properties:
      Architectures: [x86_64]
      PackageType: Image
      ImageUri: image
`,
  },
  {
    title: 'keeps a list in Globals that is already right',
    moves: ['Go'],
    before: `Globals: { Function: { Architectures: [arm64] } }
Resources:
  Go:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: dist/lambda.zip, Handler: go, Runtime: go1.x }
  Node:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`,
    after: `Globals: { Function: { Architectures: [arm64] } }
Resources:
  Go:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: dist/lambda.zip, Handler: go, Runtime: provided.al2023 }
  Node:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`,
  },
  {
    title: 'adds no architecture for x86_64, but changes an existing one',
    architecture: 'x86_64',
    before: `Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: a
      Runtime: go1.x
  B:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: b
      Runtime: provided.al2
      Architectures: ["arm64"]
`,
    after: `Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: a
      Runtime: provided.al2023
  B:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: b
      Runtime: provided.al2023
      Architectures: ["x86_64"]
`,
  },
];

describe('architectures in a SAM template', () => {
  test.each(sam)('$title', (each) => checkEdits('sam', each));
});
