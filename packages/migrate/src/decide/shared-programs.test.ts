import { expect, test } from 'vitest';
import { decide, type Project } from '../../test/made-decisions.js';
import { build } from '../../test/made-templates.js';
import type { Decided } from './handler-keys.js';
import { packagesWithC, type SharedProgramsRequest, sharedPrograms } from './shared-programs.js';

const request: SharedProgramsRequest = { layout: 'multicall', shared: 'lambda', files: ['go.mod'] };

function archives(project: Project, more: Partial<SharedProgramsRequest> = {}) {
  const decisions = decide(project).filter((each): each is Decided => each.kind === 'decided');
  const programs = sharedPrograms(decisions, { ...request, ...more });
  return programs && Object.fromEntries(decisions.map((each) => [each.handler, programs.get(each)]));
}

const functions = ['a', 'b', 'c'].map((name) => ({ id: name, handler: `bin/${name}` }));
const apart: Project = { functions, mains: ['x/a', 'y/z/b', 'y/z/c'] };

test('handlers of one module with the same settings have one program', () => {
  expect(archives(apart)).toEqual({ 'bin/a': 'lambda', 'bin/b': 'lambda', 'bin/c': 'lambda' });
});

test('layouts with a program per handler do not divide handlers', () => {
  expect(archives(apart, { layout: 'binaries' })).toBeUndefined();
});

test('each module has an archive, named after its directory', () => {
  const files = ['x/go.mod', 'y/z/go.mod'];
  expect(archives(apart, { files })).toEqual({ 'bin/a': 'lambda', 'bin/b': 'z', 'bin/c': 'z' });
});

test('a module keeps its existing archive, and a new one does not take its name', () => {
  const files = ['x/go.mod', 'y/z/go.mod'];
  expect(archives(apart, { files, known: [{ name: 'lambda', directories: ['y/z/old'] }] })).toEqual({
    'bin/a': 'x',
    'bin/b': 'lambda',
    'bin/c': 'lambda',
  });
  expect(archives(apart, { files, known: [{ name: 'z', directories: ['other'] }] })).toEqual({
    'bin/a': 'x',
    'bin/b': 'z-2',
    'bin/c': 'z-2',
  });
});

test('handlers with different build settings have different programs', () => {
  const lines = [
    build('Makefile:1', 'bin/a', './x/a'),
    build('Makefile:2', 'bin/b', './y/z/b', { flags: { tags: 'slow' } }),
    build('Makefile:3', 'bin/c', './y/z/c', { flags: { tags: 'slow' } }),
  ];
  expect(archives({ ...apart, lines })).toEqual({
    'bin/a': 'lambda',
    'bin/b': 'lambda-2',
    'bin/c': 'lambda-2',
  });
});

test('main packages with C code have no shared program', async () => {
  const decisions = decide(apart).filter((each): each is Decided => each.kind === 'decided');
  const texts: Readonly<Record<string, string>> = {
    'x/a/main.go': 'package main\n\nimport (\n\t"C"\n)\n',
    'x/a/a_test.go': 'package main\n',
    'y/z/b/main.go': 'package main\n\nconst text = "C"\n',
    'y/z/b/b_test.go': 'package main\n\nimport "C"\n',
    'y/z/c/main.go': 'package main\n',
    'y/z/c/add.c': '',
  };
  const withC = await packagesWithC(decisions, {
    files: Object.keys(texts),
    read: async (file) => texts[file],
  });
  expect([...withC]).toEqual(['x/a', 'y/z/c']);
  expect(archives(apart, { withC })).toEqual({ 'bin/a': null, 'bin/b': 'lambda', 'bin/c': null });
});
