import { expect, test } from 'vitest';
import { memoryProject, parsed } from '../../test/serverless-service.js';
import { layOutArchives } from '../decide/archive-layout.js';
import type { Decided } from '../decide/handler-keys.js';
import { readCloudFormation } from '../sources/cloudformation/read-cloudformation.js';
import { archivePath, templateChanges } from './template-changes.js';

const text = (runtime: string): string =>
  `Resources:\n  A:\n    Type: AWS::Serverless::Function\n    Properties:\n      Runtime: ${runtime}\n      Handler: a\n      CodeUri: .\n`;

const changed = (runtime: string, isTwoStep: boolean): string | undefined => {
  const context = { project: memoryProject({}), report: () => undefined };
  const template = readCloudFormation(parsed('deploy/t.yaml', text(runtime)), 'sam', context);
  const decided = template.functions.map(
    (each): Decided => ({
      kind: 'decided',
      function: each,
      handler: 'a',
      candidate: { target: { kind: 'directory', path: 'a' }, evidence: [], command: null },
    }),
  );
  const layout = layOutArchives(decided, { layout: null, manifestDirectory: 'build' });
  const { changes } = templateChanges([template], decided, layout, [], {
    manifestDirectory: 'build',
    targetOf: () => ({ runtime: 'provided.al2023', architecture: 'x86_64', isTwoStep }),
    display: (path) => path,
  });
  return changes[0]?.after;
};

test('the path of the archive is relative to the directory of the template', () => {
  expect(changed('go1.x', false)).toBe(
    text('provided.al2023').replace('CodeUri: .', 'CodeUri: ../build/dist/lambda.zip'),
  );
});

test('--two-step only keeps go1.x', () => {
  expect(changed('go1.x', true)).toBe(
    text('go1.x').replace('CodeUri: .', 'CodeUri: ../build/dist/lambda.zip'),
  );
  expect(changed('provided.al2', true)).toContain('Runtime: provided.al2023');
});

test.each([
  ['template.yaml', 'dist/lambda.zip', 'dist/lambda.zip'],
  ['a/template.yaml', 'dist/lambda.zip', '../dist/lambda.zip'],
  ['a/template.yaml', 'a/dist/lambda.zip', 'dist/lambda.zip'],
  ['template.yaml', '../out/lambda.zip', '../out/lambda.zip'],
])('%s refers to %s as %s', (file, path, expected) => {
  const template = readCloudFormation(parsed(file, text('go1.x')), 'sam', {
    project: memoryProject({}),
    report: () => undefined,
  });
  expect(archivePath(template, path)).toBe(expected);
});
