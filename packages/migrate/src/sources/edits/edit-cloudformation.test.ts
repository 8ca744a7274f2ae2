import { describe, test } from 'vitest';
import { checkEdits, type EditCase } from '../../../test/edited-template.js';

const cloudformation: readonly EditCase[] = [
  {
    title: 'changes a local path, and keeps code in a bucket and images',
    moves: ['A'],
    before: `Resources:
  A:
    Type: AWS::Lambda::Function
    Properties:
      Code: ./bin
      Handler: a
      Runtime: go1.x
      Role: !GetAtt Role.Arn
  B:
    Type: AWS::Lambda::Function
    Properties:
      Code: { S3Bucket: b, S3Key: k }
      Handler: b
      Runtime: go1.x
`,
    after: `Resources:
  A:
    Type: AWS::Lambda::Function
    Properties:
      Code: dist/lambda.zip
      Handler: a
      Runtime: provided.al2023
      Architectures: [arm64]
      Role: !GetAtt Role.Arn
  B:
    Type: AWS::Lambda::Function
    Properties:
      Code: { S3Bucket: b, S3Key: k }
      Handler: b
      Runtime: go1.x
`,
  },
  {
    title: 'does not inherit from Globals in a SAM template',
    before: `Globals: { Function: { Runtime: nodejs22.x } }
Resources:
  A:
    Type: AWS::Lambda::Function
    Properties: { Code: bin, Handler: a, Runtime: go1.x }
`,
    after: `Globals: { Function: { Runtime: nodejs22.x } }
Resources:
  A:
    Type: AWS::Lambda::Function
    Properties: { Code: dist/lambda.zip, Handler: a, Runtime: provided.al2023, Architectures: [arm64] }
`,
  },
];

describe('migrating functions in a CloudFormation template', () => {
  test.each(cloudformation)('$title', (each) => checkEdits('cloudformation', each));
});
