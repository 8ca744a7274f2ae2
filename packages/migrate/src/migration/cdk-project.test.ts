import { describe, expect, test } from 'vitest';
import { main } from '../../test/made-templates.js';
import { memoryProject } from '../../test/serverless-service.js';
import { layOutArchives } from './archive-layout.js';
import { cdkArchives, cdkProject, linesForCdk } from './cdk-project.js';
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
  test('has a function for each main package that starts a handler, and none for other programs', () => {
    const mains = [main('cmd/create'), main('cmd/tool', { importsLambda: false })];
    expect(handlersOf('cdk.json', '{}', mains, undefined)).toEqual([['bin/create', directory('cmd/create')]]);
    expect(handlersOf('cdk.json', '{}', [main('.', { importsLambda: false })], undefined)).toEqual([]);
  });

  test('gets the lines of a manifest that exists, and of what joins it', async () => {
    const project = memoryProject({
      'lambdazip.json': '{ "name": "app", "handlers": { "bin/make": "./cmd/create" } }',
    });
    const known = await readKnownManifest(project, 'lambdazip.json');
    const app = cdkProject('cdk.json', '{}', [main('cmd/create'), main('cmd/delete')], known);
    const { decisions } = app;
    expect(decisions.map(({ handler }) => handler)).toEqual(['bin/delete']);
    const layout = layOutArchives(decisions, { layout: null, manifestDirectory: '.', shared: 'app' });
    expect(cdkArchives(app, layout, known, request)).toEqual([
      {
        filename: 'dist/app.zip',
        runtime: 'provided.al2023',
        architecture: 'arm64',
        handlers: [{ handler: 'bin/make' }, { handler: 'bin/delete' }],
      },
    ]);
  });

  test.each([
    [
      '{ "app": "go mod download && go run cdk.go" }',
      'go',
      'Code_FromAsset(jsii.String("../dist/lambda.zip"), nil)',
    ],
    [
      '{ "app": "npx ts-node --prefer-ts-exts bin/app.ts" }',
      'typescript',
      "Code.fromAsset('../dist/lambda.zip')",
    ],
    ['{ "app": "python3 app.py" }', 'other', '// TypeScript: '],
    ['not JSON', 'other', '// TypeScript: '],
  ])('%s gets lines that fit its language, with paths from its own directory', (text, language, line) => {
    const app = cdkProject('cdk/cdk.json', text, [main('lambda')], undefined);
    expect(app.language).toBe(language);
    const layout = layOutArchives(app.decisions, { layout: null, manifestDirectory: '.' });
    const lines = linesForCdk(app, layout, undefined, request);
    expect(lines.join('\n')).toContain(line);
    expect(lines.join('\n')).toContain('../dist/lambda.zip');
  });
});
