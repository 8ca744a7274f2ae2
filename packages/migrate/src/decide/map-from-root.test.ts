import { expect, test } from 'vitest';
import { madeProject } from '../../../core/test/made-project.js';
import { mapFromRoot, shownTarget } from './map-from-root.js';

const project = madeProject({ 'cmd/a/main.go': '', 'deploy/template.yaml': '' });

test.each([
  ['a directory', '../cmd/a', 'cmd/a'],
  ['a directory with a slash', '../cmd/a/', 'cmd/a'],
  ['an absolute path', '/work/shop/cmd/a', 'cmd/a'],
  ['the root', '..', '.'],
  ['.go files', '../cmd/a/x.go, ../cmd/a/y.go', 'cmd/a/x.go,cmd/a/y.go'],
  ['a directory that does not exist', './cmd/a', 'deploy/cmd/a'],
  ['an import path', 'example.com/shop/cmd/a', 'example.com/shop/cmd/a'],
])('--map takes %s relative to the working directory', (_, value, expected) => {
  expect(mapFromRoot({ key: value }, 'deploy', project)).toEqual({ key: expected });
});

test('--map takes a directory without ./', () => {
  expect(mapFromRoot({ key: 'cmd/a' }, '.', project)).toEqual({ key: 'cmd/a' });
});

test('a candidate is shown in the form that --map takes', () => {
  const display = (path: string) => (path === 'deploy' ? '.' : `../${path}`);
  const shown = [
    shownTarget({ kind: 'directory', path: 'cmd/a' }, display),
    shownTarget({ kind: 'files', files: ['b/x.go', 'b/y.go'] }, display),
    shownTarget({ kind: 'directory', path: 'deploy' }, display),
    shownTarget({ kind: 'directory', path: 'cmd/a' }, (path) => path),
  ];
  expect(shown).toEqual(['../cmd/a', '../b/x.go,../b/y.go', '.', './cmd/a']);
});

test('--map with two packages for two spellings of one template is refused', () => {
  const [one, other] = ['template.yaml:F', './template.yaml:F'];
  const map = (value: string) => mapFromRoot({ [one]: 'cmd/a', [other]: value }, 'deploy', project);
  expect(map('cmd/a')).toEqual({ 'deploy/template.yaml:F': 'cmd/a' });
  expect(() => map('cmd/b')).toThrow(expect.objectContaining({ code: 'migrate-map-twice' }));
});
