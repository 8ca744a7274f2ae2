import { expect, test } from 'vitest';
import { madeProject } from '../../../core/test/made-project.js';
import { decide } from '../../test/made-decisions.js';
import { madeTemplate } from '../../test/made-templates.js';
import { layOutArchives } from '../decide/archive-layout.js';
import { reportFunctions } from './report-functions.js';

test('each function is reported with its outcome and reason', () => {
  const template = madeTemplate(
    [
      { id: 'Create', handler: 'bin/create' },
      { id: 'Delete', handler: 'bin/delete' },
      { id: 'Page', handler: 'page.handler', runtime: 'nodejs20.x' },
      { id: 'Stored', handler: { unknown: '!Ref H' }, code: { kind: 's3' } },
    ],
    'deploy/template.yaml',
  );
  const decisions = decide({ templates: [template], mains: ['cmd/create', 'a/delete', 'b/delete'] });
  const layout = layOutArchives(
    decisions.filter((each) => each.kind === 'decided'),
    { layout: 'binaries', manifestDirectory: 'deploy' },
  );
  const project = { ...madeProject({}), display: (path: string) => `../${path}` };
  const reported = reportFunctions(decisions, [template], layout, 'deploy', project);
  expect(
    reported.map(({ id, outcome, handler, package: main, archive }) => [id, outcome, handler, main, archive]),
  ).toEqual([
    ['Create', 'moved', 'bin/create', '../cmd/create', 'dist/lambda.zip'],
    ['Delete', 'open', 'bin/delete', null, null],
    ['Page', 'left', 'page.handler', null, null],
    ['Stored', 'left', null, null, null],
  ]);
  expect(new Set(reported.map(({ template: file }) => file))).toEqual(new Set(['../deploy/template.yaml']));
  expect(reported.map(({ reason }) => reason)).toEqual([
    null,
    '2 main packages match equally well',
    'its runtime is nodejs20.x',
    'code is already in S3',
  ]);
  expect(reported[0]?.evidence).toEqual(['the directory cmd/create matches bin/create']);
  expect(reported[1]?.candidates).toEqual(['../a/delete', '../b/delete']);
});
