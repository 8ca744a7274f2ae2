import { expect, test } from 'vitest';
import { madeProject } from '../../../core/test/made-project.js';
import { readKnownManifest } from './known-manifest.js';
import { targetOf, type WantedTarget } from './move-target.js';

const manifest = '{ "architecture": "x86_64", "runtime": "provided.al2", "handlers": { "a": "./a" } }';

test.each<[string, WantedTarget, string, string, string]>([
  ['nothing', {}, '', 'provided.al2023', 'arm64'],
  ['--arch and --runtime', { architecture: 'x86_64', runtime: 'provided.al2' }, '', 'provided.al2', 'x86_64'],
  ['a manifest', {}, manifest, 'provided.al2', 'x86_64'],
  [
    'a manifest, --arch and --runtime',
    { architecture: 'arm64', runtime: 'provided.al2023' },
    manifest,
    'provided.al2023',
    'arm64',
  ],
  ['--two-step, because go1.x only supports x86_64,', { twoStep: true }, '', 'provided.al2023', 'x86_64'],
  [
    '--two-step and a manifest for arm64',
    { twoStep: true },
    '{ "handlers": { "a": "./a" } }',
    'provided.al2023',
    'x86_64',
  ],
])('%s decides the target of the functions', async (_, wanted, text, runtime, architecture) => {
  const project = madeProject(text === '' ? {} : { 'm.json': text });
  const known = await readKnownManifest(project, 'm.json');
  const isTwoStep = wanted.twoStep ?? false;
  expect(targetOf(wanted, known, 'lambda')).toEqual({ runtime, architecture, isTwoStep });
});

test('an archive that is not in the manifest yet does not inherit from the others', async () => {
  const known = await readKnownManifest(madeProject({ 'm.json': manifest }), 'm.json');
  expect(targetOf({}, known, 'functions')).toMatchObject({ architecture: 'arm64' });
});
