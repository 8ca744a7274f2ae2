import { describe, test } from 'vitest';
import { checkEdits, type EditCase } from '../../../test/edited-template.js';

const sam: readonly EditCase[] = [
  {
    title: 'removes the build settings of a function, and keeps other metadata',
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
    title: 'removes shared metadata if all functions migrate',
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
    title: 'keeps metadata whose anchor is used by a function that is not migrated',
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

describe('metadata in a SAM template', () => {
  test.each(sam)('$title', (each) => checkEdits('sam', each));
});
