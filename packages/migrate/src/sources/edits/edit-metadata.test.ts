import { describe, test } from 'vitest';
import { checkEdits, type EditCase } from '../../../test/edited-template.js';

const sam: readonly EditCase[] = [
  {
    title: 'takes out how a function was built, and leaves other metadata',
    before: `Resources:
  A:
    Type: AWS::Serverless::Function
    Metadata:
      BuildMethod: makefile
      BuildProperties:
        Env: {A: 1}
      WorkingDirectory: ..
    Properties:
      CodeUri: .
      Handler: bootstrap
      Runtime: provided.al2023
      Architectures: [arm64]
  B:
    Type: AWS::Serverless::Function
    Metadata:
      # for cfn-lint
      cfn-lint: { config: { ignore_checks: [W2531] } }
      BuildMethod: go1.x # builds
    Properties:
      CodeUri: b
      Handler: bootstrap
      Runtime: provided.al2023
      Architectures: [arm64]
  C:
    Type: AWS::Serverless::Function
    Metadata: {DockerTag: x, BuildMethod: go1.x}
    Properties: {CodeUri: c, Handler: c, Runtime: provided.al2023, Architectures: [arm64]}
`,
    after: `Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: bootstrap
      Runtime: provided.al2023
      Architectures: [arm64]
  B:
    Type: AWS::Serverless::Function
    Metadata:
      # for cfn-lint
      cfn-lint: { config: { ignore_checks: [W2531] } }
    Properties:
      CodeUri: dist/lambda.zip
      Handler: bootstrap
      Runtime: provided.al2023
      Architectures: [arm64]
  C:
    Type: AWS::Serverless::Function
    Metadata: {DockerTag: x}
    Properties: {CodeUri: dist/lambda.zip, Handler: c, Runtime: provided.al2023, Architectures: [arm64]}
`,
  },
  {
    title: 'takes out shared metadata of functions that all move',
    before: `Resources:
  A:
    Type: AWS::Serverless::Function
    Metadata: &build
      BuildMethod: go1.x
    Properties: {CodeUri: dist/lambda.zip, Handler: a, Runtime: provided.al2023, Architectures: [arm64]}
  B:
    Type: AWS::Serverless::Function
    Metadata: *build
    Properties: {CodeUri: dist/lambda.zip, Handler: b, Runtime: provided.al2023, Architectures: [arm64]}
`,
    after: `Resources:
  A:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: dist/lambda.zip, Handler: a, Runtime: provided.al2023, Architectures: [arm64]}
  B:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: dist/lambda.zip, Handler: b, Runtime: provided.al2023, Architectures: [arm64]}
`,
  },
  {
    title: 'leaves metadata whose anchor a function that stays uses',
    moves: ['A'],
    findings: ['migrate-value-left'],
    before: `Resources:
  A:
    Type: AWS::Serverless::Function
    Metadata: &build
      BuildMethod: makefile
    Properties: {CodeUri: dist/lambda.zip, Handler: a, Runtime: provided.al2023, Architectures: [arm64]}
  B:
    Type: AWS::Serverless::Function
    Metadata: *build
    Properties: {CodeUri: rust, Handler: b, Runtime: provided.al2023}
`,
    after: `Resources:
  A:
    Type: AWS::Serverless::Function
    Metadata: &build
      BuildMethod: makefile
    Properties: {CodeUri: dist/lambda.zip, Handler: a, Runtime: provided.al2023, Architectures: [arm64]}
  B:
    Type: AWS::Serverless::Function
    Metadata: *build
    Properties: {CodeUri: rust, Handler: b, Runtime: provided.al2023}
`,
  },
];

describe('metadata of a SAM template', () => {
  test.each(sam)('$title', (each) => checkEdits('sam', each));
});
