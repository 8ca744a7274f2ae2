import { expect, test } from 'vitest';
import { main } from '../../test/made-templates.js';
import { memoryProject } from '../../test/serverless-service.js';
import { layOutArchives } from '../decide/archive-layout.js';
import { cdkApp } from '../sources/cdk/cdk-app.js';
import { readKnownManifest } from './known-manifest.js';
import { manifestArchives } from './manifest-archives.js';

test('the archives of a manifest are the existing ones and those to add', async () => {
  const project = memoryProject({
    'lambdazip.json': '{ "name": "app", "handlers": { "bin/make": "./cmd/create", "bin/a-*": "./cmd/*" } }',
  });
  const known = await readKnownManifest(project, 'lambdazip.json');
  const mains = [main('cmd/delete')];
  const { functions } = cdkApp('cdk.json', '{}', { mains, built: new Set(), isBuiltByTool: false });
  const decided = functions.map((each) => ({
    kind: 'decided' as const,
    function: each,
    handler: each.id,
    candidate: { target: { kind: 'directory' as const, path: 'cmd/delete' }, evidence: [], command: null },
  }));
  const layout = layOutArchives(decided, { layout: null, manifestDirectory: '.', shared: 'app' });
  const targetOf = () => ({ runtime: 'provided.al2023', architecture: 'arm64', isTwoStep: false }) as const;
  expect(manifestArchives(layout, known, { manifestDirectory: '.', targetOf })).toEqual([
    {
      filename: 'dist/app.zip',
      runtime: 'provided.al2023',
      architecture: 'arm64',
      handlers: [{ handler: 'bin/make' }, { handler: 'bin/delete' }],
    },
  ]);
});
