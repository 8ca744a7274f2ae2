import { describe, expect, test } from 'vitest';
import { main } from '../../test/made-templates.js';
import { memoryProject } from '../../test/serverless-service.js';
import { layOutArchives } from './archive-layout.js';
import { cdkArchives, cdkProject } from './cdk-project.js';
import { readKnownManifest } from './known-manifest.js';

const handlersOf = (...args: Parameters<typeof cdkProject>) =>
  cdkProject(...args).decisions.map(({ handler, candidate }) => [handler, candidate.target]);
const directory = (path: string) => ({ kind: 'directory', path });
const request = {
  manifestDirectory: '.',
  targetOf: () => ({ runtime: 'provided.al2023', architecture: 'arm64', isTwoStep: false }) as const,
  display: (path: string) => path,
};

describe('an app of the CDK', () => {
  test('has a function for each main package that uses aws-lambda-go', () => {
    const mains = [main('cmd/create'), main('cmd/tool', { importsLambda: false })];
    expect(handlersOf('cdk.json', mains, undefined)).toEqual([['bin/create', directory('cmd/create')]]);
  });

  test('has one for each main package where none uses it by itself', () => {
    const mains = [main('.', { importsLambda: false })];
    expect(handlersOf('cdk.json', mains, undefined)).toEqual([['bin/main', directory('.')]]);
  });

  test('gets the lines of a manifest that exists, and of what joins it', async () => {
    const project = memoryProject({
      'lambdazip.json': '{ "name": "app", "handlers": { "bin/make": "./cmd/create" } }',
    });
    const known = await readKnownManifest(project, 'lambdazip.json');
    const { decisions } = cdkProject('cdk.json', [main('cmd/create'), main('cmd/delete')], known);
    expect(decisions.map(({ handler }) => handler)).toEqual(['bin/delete']);
    const layout = layOutArchives(decisions, { layout: null, manifestDirectory: '.', shared: 'app' });
    expect(cdkArchives(layout, known, request)).toEqual([
      {
        filename: 'dist/app.zip',
        runtime: 'provided.al2023',
        architecture: 'arm64',
        handlers: [{ handler: 'bin/make' }, { handler: 'bin/delete' }],
      },
    ]);
  });
});
