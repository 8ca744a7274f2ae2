import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import { describe, expect } from 'vitest';
import { isMatrix } from '../../core/test/matrix.js';
import { testWith, toolPath, tools } from '../../core/test/tools.js';
import { deploymentProject } from './deployment-project.js';

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >;
}

const frameworks = [
  { tool: tools.serverless3, program: 'serverless-3' },
  { tool: tools.osls3, program: 'osls-3' },
  { tool: tools.osls4, program: 'osls-4' },
] as const;

// osls is a fork of version 3, whose packaging it kept.
const tried = isMatrix ? frameworks : frameworks.slice(0, 1);

describe.each(tried)('$tool.name', ({ tool, program }) => {
  testWith(tool)('packages our zip for the Go functions of examples/serverless, to the byte', async () => {
    const project = deploymentProject('serverless');
    expect(project.run(toolPath(program), 'package')).not.toMatch(/warning|deprecat/i);
    const { Resources } = project.json<Template>('.serverless/cloudformation-template-update-stack.json');
    const ofType = (type: string) =>
      Object.entries(Resources)
        .filter(([, { Type }]) => Type === type)
        .map(([id, { Properties }]) => [id, Properties] as const);

    const [ours, page] = [project.archive, readFileSync(join(project.directory, '.serverless/page.zip'))].map(
      (zip) => createHash('sha256').update(zip).digest('base64'),
    );
    const digests = ofType('AWS::Lambda::Version').map(([id, { CodeSha256 }]) => [
      id.replace(/LambdaVersion.*/, ''),
      CodeSha256,
    ]);
    expect(Object.fromEntries(digests)).toEqual({ Subscribe: ours, RecordBounce: ours, Page: page });

    const go = { Runtime: 'provided.al2023', Architectures: ['arm64'] };
    const zip = (name: string) =>
      expect.objectContaining({ S3Key: expect.stringMatching(new RegExp(`/${name}\\.zip$`)) });
    expect(Object.fromEntries(ofType('AWS::Lambda::Function'))).toEqual({
      SubscribeLambdaFunction: expect.objectContaining({
        ...go,
        Handler: 'bin/subscriptions/create',
        Code: zip('lambda'),
      }),
      RecordBounceLambdaFunction: expect.objectContaining({
        ...go,
        Handler: 'bin/bounces/record',
        Code: zip('lambda'),
      }),
      PageLambdaFunction: expect.objectContaining({
        ...go,
        Runtime: 'python3.11',
        Handler: 'functions/page.handler',
        Code: zip('page'),
      }),
    });
    const { files } = await JSZip.loadAsync(readFileSync(join(project.directory, '.serverless/page.zip')));
    expect(Object.keys(files)).toEqual(['functions/page.py']);
  });
});
