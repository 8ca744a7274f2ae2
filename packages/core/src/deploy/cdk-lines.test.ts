import { expect, test } from 'vitest';
import { cdkGoLines } from './cdk-go-lines.js';
import { cdkLines } from './cdk-lines.js';

const archive = {
  filename: "out/it's.zip",
  runtime: 'provided.al2023',
  architecture: 'arm64',
  handlers: [{ handler: 'bin/create-todo' }],
} as const;

test('a function in TypeScript', () => {
  expect(cdkLines([archive])).toEqual([
    "import * as lambda from 'aws-cdk-lib/aws-lambda';",
    '',
    "new lambda.Function(this, 'CreateTodo', {",
    '  runtime: lambda.Runtime.PROVIDED_AL2023,',
    '  architecture: lambda.Architecture.ARM_64,',
    "  handler: 'bin/create-todo',",
    "  code: lambda.Code.fromAsset('out/it\\'s.zip'),",
    '});',
  ]);
});

test('each function of an archive has its own lines, in either language', () => {
  const two = { ...archive, architecture: 'x86_64', handlers: [{ handler: 'a' }, { handler: 'b' }] } as const;
  expect(cdkLines([two]).filter((line) => line.includes('handler:'))).toEqual([
    "  handler: 'a',",
    "  handler: 'b',",
  ]);
  expect(cdkGoLines([two]).filter((line) => line.includes('Handler:'))).toEqual([
    '\tHandler:      jsii.String("a"),',
    '\tHandler:      jsii.String("b"),',
  ]);
});
