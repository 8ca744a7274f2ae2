import { expect, test } from 'vitest';
import { fakeGo } from '../../../test/fake-go.js';
import { machineWithGo } from '../../../test/machine-with-go.js';
import { makeWholePlan } from '../../plan/plan.js';
import { everythingBelow, watchedInputs } from './watched-inputs.js';

const manifest = '/project/lambdazip.json';

async function inputsOf(spec: unknown, listed: readonly object[] = []) {
  const { memory } = machineWithGo(spec);
  for (const path of ['/project/assets/deep/x.txt', '/project/cmd/a/data/deep/one.txt']) {
    await memory.fileSystem.makeDirectory(path.replace(/\/[^/]*$/, ''));
    await memory.fileSystem.writeFile(path, new Uint8Array(1));
  }
  const plan = await makeWholePlan({}, memory);
  const processes = fakeGo(() => memory.fileSystem, {
    answer: ({ argv }) =>
      argv[1] === 'list' && argv.includes('-deps')
        ? { standardOutput: listed.map((each) => JSON.stringify(each)).join('\n') }
        : undefined,
  });
  return await watchedInputs(plan, manifest, { ...memory, processes });
}

const packageA = {
  Dir: '/project/cmd/a',
  ImportPath: 'example.com/m/cmd/a',
  Name: 'main',
  GoFiles: ['main.go'],
  Module: { Path: 'example.com/m', Main: true, Dir: '/project' },
};

test('the inputs are the manifest, the sources, and module files even if they do not exist yet', async () => {
  const { files } = await inputsOf({ handlers: { 'bin/a': './cmd/a' } }, [packageA]);
  expect(files).toEqual([
    '/project/cmd/a/main.go',
    '/project/go.mod',
    '/project/go.sum',
    manifest,
    '/project/vendor/modules.txt',
  ]);
});

test('the directories are those where a new handler or source may appear, up to the module', async () => {
  const { directories } = await inputsOf({ handlers: { 'bin/a': './cmd/a' } }, [packageA]);
  expect(directories).toEqual(['/project', '/project/cmd', '/project/cmd/a']);
});

test('the directories of assets are included, up to the manifest', async () => {
  const spec = { handlers: { 'bin/a': './cmd/a' }, files: { 'assets/': './assets' } };
  const { files, directories } = await inputsOf(spec, [packageA]);
  expect(files).toContain('/project/assets/deep/x.txt');
  expect(directories).toEqual(expect.arrayContaining(['/project/assets', '/project/assets/deep']));
});

test('embedded files and their directories are included, up to the package', async () => {
  const embedding = { ...packageA, EmbedFiles: ['data/deep/one.txt'] };
  const { files, directories } = await inputsOf({ handlers: { 'bin/a': './cmd/a' } }, [embedding]);
  expect(files).toContain('/project/cmd/a/data/deep/one.txt');
  expect(directories).toEqual(expect.arrayContaining(['/project/cmd/a/data', '/project/cmd/a/data/deep']));
});

test('if the inputs are unknown, everything except output and what is not source is watched', async () => {
  const { memory } = machineWithGo({});
  for (const path of ['.git/HEAD', 'node_modules/x/y.js', 'dist/lambda.zip', 'docs/x.md']) {
    await memory.fileSystem.makeDirectory(`/project/${path}`.replace(/\/[^/]*$/, ''));
    await memory.fileSystem.writeFile(`/project/${path}`, new Uint8Array(1));
  }
  const isOutput = (path: string): boolean => path === '/project/dist';
  const found = await everythingBelow(['/project', '/project', '/missing'], isOutput, memory);
  expect([...found.files].sort()).toEqual([
    '/project/cmd/a/main.go',
    '/project/cmd/b/main.go',
    '/project/cmd/c/main.go',
    '/project/docs/x.md',
    '/project/go.mod',
    manifest,
  ]);
  expect([...found.directories].sort()).toEqual([
    '/missing',
    '/project',
    '/project/cmd',
    '/project/cmd/a',
    '/project/cmd/b',
    '/project/cmd/c',
    '/project/docs',
  ]);
});
