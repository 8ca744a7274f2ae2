import { expect, test } from 'vitest';
import { cdkGoLines } from './cdk-go-lines.js';

test('a function in Go', () => {
  const lines = cdkGoLines([
    {
      filename: 'out/a"b.zip',
      runtime: 'provided.al2',
      architecture: 'x86_64',
      handlers: [{ handler: 'bin/create' }],
    },
  ]);
  expect(lines.slice(0, 5)).toEqual([
    'import (',
    '\t"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"',
    '\t"github.com/aws/jsii-runtime-go"',
    ')',
    '',
  ]);
  expect(lines.slice(5)).toEqual([
    'awslambda.NewFunction(stack, jsii.String("Create"), &awslambda.FunctionProps{',
    '\tRuntime:      awslambda.Runtime_PROVIDED_AL2(),',
    '\tArchitecture: awslambda.Architecture_X86_64(),',
    '\tHandler:      jsii.String("bin/create"),',
    '\tCode:         awslambda.Code_FromAsset(jsii.String("out/a\\"b.zip"), nil),',
    '})',
  ]);
});
