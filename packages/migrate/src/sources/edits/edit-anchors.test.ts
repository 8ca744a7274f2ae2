import { describe, test } from 'vitest';
import { checkEdits, type EditCase } from '../../../test/edited-template.js';

const sam: readonly EditCase[] = [
  {
    title: 'changes an anchor once if all functions that use it migrate',
    before: `x-go: &go
  Runtime: go1.x
  CodeUri: bin/
  Architectures: [x86_64]
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      <<: *go
      Handler: a
  B:
    Type: AWS::Serverless::Function
    Properties:
      Handler: b
      <<: *go
`,
    after: `x-go: &go
  Runtime: provided.al2023
  CodeUri: dist/lambda.zip
  Architectures: [arm64]
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      <<: *go
      Handler: a
  B:
    Type: AWS::Serverless::Function
    Properties:
      Handler: b
      <<: *go
`,
  },
  {
    title: 'keeps the values that a function that is not migrated uses from an anchor',
    moves: ['A', 'C'],
    before: `Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: &code bin/ # anchored
      Handler: a
      Runtime: &rt provided.al2
      Architectures: &arch [x86_64]
  B:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: *code
      Handler: b
      Runtime: *rt
      Architectures: *arch
  C:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: *code
      Handler: c
      Runtime: *rt
      Architectures: *arch
`,
    after: `Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: &code dist/lambda.zip # anchored
      Handler: a
      Runtime: &rt provided.al2023
      Architectures: &arch [arm64]
  B:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: bin/
      Handler: b
      Runtime: provided.al2
      Architectures: [x86_64]
  C:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: c
      Runtime: provided.al2023
      Architectures: [arm64]
`,
  },
  {
    title: 'changes the body of a loop once',
    before: `Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Resources:
  Fn::ForEach::Go:
    - Name
    - [A, B]
    - Go\${Name}:
        Type: AWS::Serverless::Function
        Properties:
          CodeUri: bin/
          Handler: bootstrap
          Runtime: provided.al2
`,
    after: `Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Resources:
  Fn::ForEach::Go:
    - Name
    - [A, B]
    - Go\${Name}:
        Type: AWS::Serverless::Function
        Properties:
          CodeUri: dist/lambda.zip
          Handler: bootstrap
          Runtime: provided.al2023
          Architectures: [arm64]
`,
  },
];

describe('anchors and loops in a SAM template', () => {
  test.each(sam)('$title', (each) => checkEdits('sam', each));
});
