import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isMatrix } from '../../core/test/matrix.js';
import { testWith, toolModules, toolPath, tools } from '../../core/test/tools.js';
import { type DeploymentProject, deploymentProject } from './deployment-project.js';

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >;
}

/** The example as after `npm install`. */
function installed(): DeploymentProject {
  const project = deploymentProject('cdk');
  symlinkSync(toolModules('cdk'), join(project.directory, 'node_modules'));
  return project;
}

testWith(tools.cdk)('cdk synth makes our zip the asset of all functions of examples/cdk', () => {
  const project = installed();
  project.run(toolPath('cdk'), 'synth', '--quiet', '--no-notices');
  const out = join(project.directory, 'cdk.out');
  const assets = readdirSync(out).filter((name) => name.startsWith('asset.'));
  expect(assets).toHaveLength(1);
  expect(readFileSync(join(out, assets[0] ?? '')).equals(project.archive)).toBe(true);

  const template = project.json<Template>('cdk.out/Watchman.template.json');
  const functions = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  const ours = { Runtime: 'provided.al2023', Architectures: ['arm64'] };
  const key = (assets[0] ?? '').replace(/^asset\./, '');
  expect(functions.map(({ Properties }) => Properties)).toEqual([
    expect.objectContaining({
      ...ours,
      Handler: 'bin/website',
      Code: expect.objectContaining({ S3Key: key }),
    }),
    expect.objectContaining({
      ...ours,
      Handler: 'bin/certificate',
      Code: expect.objectContaining({ S3Key: key }),
    }),
  ]);
});

// The test above runs the stack; its types are checked less often.
if (isMatrix) {
  testWith(tools.cdk)('the stack of examples/cdk has the right types', () => {
    const project = installed();
    expect(project.run(join(toolModules('cdk'), '.bin/tsc'))).toBe('');
  });
}
