import { describe, test } from 'vitest';
import { checkEdits, type EditCase } from '../../../test/edited-template.js';

const sam: readonly EditCase[] = [
  {
    title: 'changes the default of a parameter that already allows the new value',
    findings: ['migrate-parameter-default'],
    before: `Parameters:
  Arch: { Type: String, Default: x86_64, AllowedValues: [x86_64, arm64] }
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: dist/lambda.zip, Handler: a, Runtime: go1.x, Architectures: [!Ref Arch] }
`,
    after: `Parameters:
  Arch: { Type: String, Default: arm64, AllowedValues: [x86_64, arm64] }
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: dist/lambda.zip, Handler: a, Runtime: provided.al2023, Architectures: [!Ref Arch] }
`,
  },
  {
    title: 'changes the default of a parameter, a mapping and both branches of a condition in place',
    findings: ['migrate-parameter-default'],
    before: `Parameters:
  Rt:
    Type: String
    Default: go1.x # for now
    AllowedValues:
      - go1.x
      - provided.al2
Mappings:
  Stage:
    dev: { Runtime: go1.x }
    prod: { Runtime: "provided.al2" }
Conditions:
  IsProd: !Equals [!Ref Rt, x]
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: a
      Runtime: !Ref Rt
      Architectures: [arm64]
  B:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: b
      Runtime: !If [IsProd, provided, go1.x]
      Architectures:
        - !If [IsProd, x86_64, arm64]
  C:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: c
      Runtime: !FindInMap [Stage, !Ref Stage, Runtime]
      Architectures: [arm64]
`,
    after: `Parameters:
  Rt:
    Type: String
    Default: provided.al2023 # for now
    AllowedValues:
      - go1.x
      - provided.al2023
      - provided.al2
Mappings:
  Stage:
    dev: { Runtime: provided.al2023 }
    prod: { Runtime: "provided.al2023" }
Conditions:
  IsProd: !Equals [!Ref Rt, x]
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: a
      Runtime: !Ref Rt
      Architectures: [arm64]
  B:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: b
      Runtime: !If [IsProd, provided.al2023, provided.al2023]
      Architectures:
        - !If [IsProd, arm64, arm64]
  C:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: c
      Runtime: !FindInMap [Stage, !Ref Stage, Runtime]
      Architectures: [arm64]
`,
  },
  {
    title: 'sets the value at the function if a function that is not migrated uses the parameter too',
    moves: ['A'],
    before: `Parameters:
  Rt: { Type: String, Default: provided.al2 }
  Arch: { Type: String, Default: x86_64 }
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: a
      Runtime: !Ref Rt # shared
      Architectures:
        - !Ref Arch
      Timeout: 3
  Rust:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: rust
      Handler: r
      Runtime: !Ref Rt
      Architectures: [!Ref Arch]
`,
    after: `Parameters:
  Rt: { Type: String, Default: provided.al2 }
  Arch: { Type: String, Default: x86_64 }
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: a
      Runtime: provided.al2023 # shared
      Architectures: [arm64]
      Timeout: 3
  Rust:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: rust
      Handler: r
      Runtime: !Ref Rt
      Architectures: [!Ref Arch]
`,
  },
  {
    title: 'keeps and reports unknown values, but replaces code',
    moves: ['A'],
    findings: ['migrate-code-replaced', 'migrate-value-left', 'migrate-value-left'],
    before: `Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: !ImportValue Code # old
      Handler: a
      Runtime: !ImportValue Runtime
      Architectures: [!ImportValue Arch]
`,
    after: `Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip # old
      Handler: a
      Runtime: !ImportValue Runtime
      Architectures: [!ImportValue Arch]
`,
  },
  {
    title: 'replaces a path from a parameter, and keeps the parameter',
    before: `Parameters:
  Dir: { Type: String, Default: bin/ }
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri:
        Ref: Dir
      Handler: a
      Runtime: provided.al2023
      Architectures: [arm64]
`,
    after: `Parameters:
  Dir: { Type: String, Default: bin/ }
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: a
      Runtime: provided.al2023
      Architectures: [arm64]
`,
  },
  {
    title: 'sets the value at the function if a deployment chooses from allowed values',
    before: `Parameters:
  Rt: { Type: String, AllowedValues: [go1.x] }
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: dist/lambda.zip, Handler: a, Runtime: !Ref Rt, Architectures: [arm64] }
`,
    after: `Parameters:
  Rt: { Type: String, AllowedValues: [go1.x] }
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: dist/lambda.zip, Handler: a, Runtime: provided.al2023, Architectures: [arm64] }
`,
  },
];

describe('shared values in a SAM template', () => {
  test.each(sam)('$title', (each) => checkEdits('sam', each));
});
