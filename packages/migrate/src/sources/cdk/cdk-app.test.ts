import { describe, expect, test } from 'vitest';
import type { DeployedArchive } from '../../../../core/src/deploy/deployment.js';
import type { MainPackage } from '../../../../core/src/main-packages/main-packages.js';
import { main } from '../../../test/made-templates.js';
import { cdkApp, linesForCdk } from './cdk-app.js';

const appOf = (
  mains: readonly MainPackage[],
  built: readonly string[] = [],
  text = '{}',
  file = 'cdk.json',
) => cdkApp(file, text, { mains, built: new Set(built), isBuiltByTool: false });
const programsOf = (...args: Parameters<typeof appOf>) =>
  appOf(...args).functions.map(({ id, program }) => [id, program.directory]);

describe('an app of the CDK', () => {
  test('has a function for each main package that starts a handler, but not for other programs', () => {
    const mains = [main('cmd/create'), main('cmd/tool', { importsLambda: false })];
    expect(programsOf(mains)).toEqual([['bin/create', 'cmd/create']]);
    expect(programsOf([main('.', { importsLambda: false })])).toEqual([]);
  });

  test('has no function for a main package that a manifest already builds', () => {
    expect(programsOf([main('cmd/create'), main('cmd/delete')], ['cmd/create'])).toEqual([
      ['bin/delete', 'cmd/delete'],
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
    ['{ "app": "python3 app.py" }', 'other', '// TypeScript; '],
    ['not JSON', 'other', '// TypeScript; '],
  ])('%s gets lines that fit its language, with paths from its own directory', (text, language, line) => {
    const app = appOf([main('lambda')], [], text, 'cdk/cdk.json');
    expect(app.language).toBe(language);
    const archive: DeployedArchive = {
      filename: 'dist/lambda.zip',
      runtime: 'provided.al2023',
      architecture: 'arm64',
      handlers: [{ handler: 'bin/lambda' }],
    };
    const lines = linesForCdk(app, [archive]);
    expect(lines.join('\n')).toContain(line);
    expect(lines.join('\n')).toContain('../dist/lambda.zip');
    expect(linesForCdk(app, [])).toEqual([]);
  });
});
