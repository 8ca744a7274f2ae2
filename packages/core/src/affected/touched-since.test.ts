import { expect, test } from 'vitest';
import { fakeGit } from '../../test/fake-git.js';
import { fakeGo } from '../../test/fake-go.js';
import { type MemoryHost, memoryHost } from '../../test/memory-host.js';
import { makeWholePlan } from '../plan/plan.js';
import { type Told, touchedSince } from './touched-since.js';

/** The reasons why the archive is affected if only its manifest changes; undefined: it did not exist. */
async function reasons(was: object | string | undefined, is: object, told: Told = {}): Promise<string[]> {
  const text = typeof was === 'object' ? JSON.stringify(was) : was;
  const committed = text === undefined ? {} : { 'lambdazip.json': text };
  let workTree: Record<string, string> = {
    'go.mod': 'module example.com/m\n\ngo 1.21\n',
    'cmd/a/main.go': 'package main\n',
  };
  const git = fakeGit('/project', () => workTree);
  workTree = { ...workTree, ...committed };
  const commit = git.commit();
  workTree = { ...workTree, 'lambdazip.json': JSON.stringify(is) };
  const go = fakeGo(() => memory.fileSystem);
  const memory: MemoryHost = memoryHost(
    {
      '/bin/go': '',
      '/bin/git': '',
      '/project/.git/index': '',
      ...Object.fromEntries(Object.entries(workTree).map(([path, text]) => [`/project/${path}`, text])),
    },
    {
      environment: { PATH: '/bin' },
      processes: { run: (command) => (command.argv[0] === '/bin/git' ? git : go).run(command) },
    },
  );
  const found = await touchedSince(await makeWholePlan(told, memory), told, 'HEAD', memory);
  expect(found.commit).toBe(commit);
  // The git directory of its own, which is a temporary directory.
  expect(memory.paths().filter((path) => path.startsWith('/tmp/'))).toEqual([]);
  return found.touched.flatMap((each) =>
    [...each.reasons, ...each.handlers.flatMap((handler) => handler.reasons)].map(({ path }) => path),
  );
}

const handlers = { a: './cmd/a' };

test('a manifest that did not change affects nothing', async () => {
  expect(await reasons({ handlers }, { handlers })).toEqual([]);
});

test('a changed setting affects the archive', async () => {
  expect(await reasons({ handlers }, { handlers, compression: 1 })).toEqual(['lambdazip.json: compression']);
});

test('a new manifest affects the archive', async () => {
  expect(await reasons(undefined, { handlers })).toEqual(['lambdazip.json: the manifest is new']);
});

test('overrides apply to the earlier manifest too', async () => {
  const was = { handlers, architecture: 'x86_64' };
  expect(await reasons(was, { handlers, architecture: 'arm64' }, { architecture: 'arm64' })).toEqual([]);
  expect(await reasons(was, { handlers, architecture: 'arm64' })).toEqual([
    'lambdazip.json: architecture',
    'lambdazip.json: architecture',
  ]);
});

test('variables apply to the earlier manifest too, also those that it does not declare', async () => {
  const versioned = { variables: { V: '1' }, handlers, go: { ldflags: '-X main.v=${V}' } };
  const set = { V: '2' };
  expect(await reasons(versioned, { ...versioned, variables: { V: '3' } }, { set })).toEqual([]);
  expect(await reasons({ handlers }, versioned, { set })).toEqual(['lambdazip.json: go.ldflags']);
});

test('an earlier manifest that cannot be parsed affects the archive', async () => {
  expect(await reasons('{', { handlers })).toEqual(['lambdazip.json: the archive is new']);
});
