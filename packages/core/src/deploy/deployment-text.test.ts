import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { nodeParseTerraform } from '../../../migrate/src/node/parse-terraform.js';
import type { SyntaxNode } from '../../../migrate/src/sources/terraform/parse-terraform.js';
import type { BuiltArchive } from './deployment.js';
import { deploymentText } from './deployment-text.js';

const archive = (change: Partial<BuiltArchive> & { readonly of?: readonly string[] } = {}): BuiltArchive => {
  const { of = ['bin/create', 'bin/delete'], ...others } = change;
  return {
    filename: 'dist/lambda.zip',
    codeSha256: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    runtime: 'provided.al2023',
    architecture: 'arm64',
    handlers: of.map((handler) => ({ handler })),
    ...others,
  };
};
const other = archive({
  filename: '../out/b.zip',
  runtime: 'provided.al2',
  architecture: 'x86_64',
  of: ['bin/create'],
});
/** Strings that could break each of the formats. */
const odd = archive({ filename: 'a"b\'c${d}%{e}\\f: #g/é.zip', of: ['a"b\'${c}%{d}\\e:#f', 'true', '<<'] });

describe('for Terraform', () => {
  test('writes a block of locals by handler', () => {
    expect(
      deploymentText({ archives: [archive({ of: ['bin/create'] })], format: 'terraform' }),
    ).toBe(`locals {
  lambdazip = {
    "bin/create" = {
      filename         = "\${path.module}/dist/lambda.zip"
      source_code_hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
      handler          = "bin/create"
      runtime          = "provided.al2023"
      architectures    = ["arm64"]
    }
  }
}
`);
  });

  test('has one key per archive for a handler in several archives', () => {
    const text = deploymentText({ archives: [archive(), other], format: 'terraform' });
    expect(text.match(/^ {4}".*" = \{$/gm)).toEqual([
      '    "create" = {',
      '    "bin/delete" = {',
      '    "create_2" = {',
    ]);
  });

  test.each([[[archive()]], [[archive(), other]], [[odd]], [[]]])('is valid HCL', async (archives) => {
    const text = deploymentText({ archives, format: 'terraform' });
    const root = await nodeParseTerraform(text);
    const types = new Set<string>();
    const walk = (node: SyntaxNode): void => {
      types.add(node.isMissing ? 'missing' : node.type);
      for (const child of node.children) walk(child);
    };
    if (root !== undefined) walk(root);
    expect(types).toContain('block');
    expect([types.has('ERROR'), types.has('missing')]).toEqual([false, false]);
    const interpolations = text.match(/(?<![$%])[$%]\{[^}]*\}/g) ?? [];
    expect(interpolations.every((each) => each === '${path.module}')).toBe(true);
  });
});

describe('for the CDK', () => {
  test('writes a construct for each handler', () => {
    expect(deploymentText({ archives: [archive({ of: ['bin/create'] }), other], format: 'cdk' })).toBe(
      `import * as lambda from 'aws-cdk-lib/aws-lambda';

new lambda.Function(this, 'Create', {
  runtime: lambda.Runtime.PROVIDED_AL2023,
  architecture: lambda.Architecture.ARM_64,
  handler: 'bin/create',
  code: lambda.Code.fromAsset('dist/lambda.zip'),
});
new lambda.Function(this, 'Create2', {
  runtime: lambda.Runtime.PROVIDED_AL2,
  architecture: lambda.Architecture.X86_64,
  handler: 'bin/create',
  code: lambda.Code.fromAsset('../out/b.zip'),
});
`,
    );
  });

  test('quotes unusual names as TypeScript strings', () => {
    const file = ts.createSourceFile(
      'x.ts',
      deploymentText({ archives: [odd], format: 'cdk' }),
      ts.ScriptTarget.ES2022,
      true,
    );
    const texts: string[] = [];
    const walk = (node: ts.Node): void => {
      if (ts.isStringLiteral(node)) texts.push(node.text);
      ts.forEachChild(node, walk);
    };
    walk(file);
    expect(texts).toContain(odd.filename);
    expect(texts).toEqual(expect.arrayContaining(odd.handlers.map(({ handler }) => handler)));
  });
});

describe('for SAM', () => {
  test('writes a resource for each handler', () => {
    expect(deploymentText({ archives: [archive({ of: ['bin/create'] })], format: 'sam' })).toBe(`Resources:
  Create:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/lambda.zip
      Handler: bin/create
      Runtime: provided.al2023
      Architectures:
        - arm64
`);
  });

  test('quotes unusual names as YAML strings', () => {
    const { Resources } = parse(deploymentText({ archives: [odd], format: 'sam' }));
    const properties = Object.values(Resources as Record<string, { Properties: Record<string, unknown> }>);
    expect(properties.map(({ Properties }) => Properties.Handler)).toEqual(
      odd.handlers.map(({ handler }) => handler),
    );
    expect(properties[0]?.Properties.CodeUri).toBe(odd.filename);
  });
});

describe('for the Serverless Framework', () => {
  test('writes settings that all functions share once', () => {
    expect(deploymentText({ archives: [archive()], format: 'serverless' })).toBe(`provider:
  name: aws
  runtime: provided.al2023
  architecture: arm64
package:
  artifact: dist/lambda.zip
functions:
  create:
    handler: bin/create
  delete:
    handler: bin/delete
`);
  });

  test('writes settings that differ with each function', () => {
    const second = archive({ filename: 'b.zip', of: ['bin/b'], architecture: 'x86_64' });
    expect(
      parse(deploymentText({ archives: [archive({ of: ['bin/a'] }), second], format: 'serverless' })),
    ).toEqual({
      provider: { name: 'aws', runtime: 'provided.al2023' },
      package: { individually: true },
      functions: {
        a: { handler: 'bin/a', architecture: 'arm64', package: { artifact: 'dist/lambda.zip' } },
        b: { handler: 'bin/b', architecture: 'x86_64', package: { artifact: 'b.zip' } },
      },
    });
  });
});
