import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { testWith, toolPath, tools } from '../../core/test/tools.js';
import { deploymentProject } from './deployment-project.js';

testWith(tools.cfnLint)('cfn-lint reports nothing for the template of examples/sam', () => {
  const project = deploymentProject('sam');
  expect(project.run(toolPath('cfn-lint'), 'template.yaml')).toBe('');
});

testWith(tools.sam)('sam validate accepts the template of examples/sam', () => {
  const project = deploymentProject('sam');
  expect(project.run(toolPath('sam'), 'validate', '--lint')).toContain('is a valid SAM Template');
});

testWith(tools.sam)('sam build uses our zip for each function of examples/sam', () => {
  const project = deploymentProject('sam');
  project.run(toolPath('sam'), 'build');
  const built = join(project.directory, '.aws-sam/build/template.yaml');
  const paths = codeUris(readFileSync(built, 'utf8'));
  expect(paths).toHaveLength(3);
  for (const path of paths) {
    expect(readFileSync(join(dirname(built), path)).equals(project.archive)).toBe(true);
  }
});

testWith(tools.sam)(
  'sam build does not change a zip, whatever its Metadata, and ignores one in Globals',
  () => {
    const project = deploymentProject('sam');
    const [globals = '', resources = ''] = project.read('template.yaml').split('\nResources:\n');
    const [first = '', second = '', ...others] = resources.split('      CodeUri: dist/lambda.zip\n');
    const template = [
      globals.replace('    Timeout: 5\n', '    Timeout: 5\n    CodeUri: dist/lambda.zip\n'),
      '\nResources:\n',
      first,
      [
        second.replace('ListZones:\n', 'ListZones:\n    Metadata: { BuildMethod: makefile }\n'),
        ...others,
      ].join('      CodeUri: dist/lambda.zip\n'),
    ].join('');
    writeFileSync(join(project.directory, 'template.yaml'), template);
    project.run(toolPath('sam'), 'build');
    expect(codeUris(project.read('.aws-sam/build/template.yaml'))).toEqual([
      // A path relative to the template that was; from the built one it leads nowhere.
      'dist/lambda.zip',
      '../../dist/lambda.zip',
      '../../dist/lambda.zip',
    ]);
  },
);

function codeUris(template: string): string[] {
  return [...template.matchAll(/^ +CodeUri: (\S+)$/gm)].map(([, path]) => path ?? '');
}
