import { expect, test } from 'vitest';
import { madeProject, programsIn } from '../../../core/test/made-project.js';
import { main } from '../../test/made-templates.js';
import { readBuildEvidence } from '../evidence/read-evidence.js';
import { usesGoFunction } from '../sources/cdk/cdk-source.js';
import { readBuildLine } from './build-line.js';
import { buildLinesOf } from './candidates/build-lines.js';
import { packagesOf } from './candidates/package-target.js';
import { programCommand } from './program-command.js';

const packed = "new lambda.Function(this, 'A', { code: lambda.Code.fromAsset('build') });\n";
const built = "new GoFunction(this, 'A', { entry: 'cmd/create' });\n";
const line = 'build:\n\tgo build -tags prod -o build/main ./cmd/create\n';
const debug = 'debug:\n\tgo build -tags dbg -o build/main ./cmd/create\n';
const inherited = 'deploy:\n\tGOFLAGS=-tags=cdk cdk deploy\n';

test.each([
  ['the line that builds the program that the app packages', packed, line + inherited, ['prod']],
  ['the environment of the CDK, if a GoFunction builds it', built, line + inherited, ['cdk']],
  ['no line, if it is for debugging', packed, debug, undefined],
])('a program of a CDK app is built with %s', async (_, app, Makefile, tags) => {
  const project = madeProject({
    ...programsIn('cmd/create'),
    'go.mod': 'module example.com/shop\n',
    'lib/stack.ts': app,
    Makefile,
  });
  const evidence = await readBuildEvidence(project);
  const { command } = programCommand({ kind: 'directory', path: 'cmd/create' }, evidence, {
    lines: buildLinesOf(evidence.commands, packagesOf([main('cmd/create')], project.files)),
    tool: 'cdk',
    isBuiltByTool: await usesGoFunction(project),
    buildTarget: undefined,
  });
  expect(command === null ? undefined : readBuildLine(command).go.tags).toEqual(tags);
});
