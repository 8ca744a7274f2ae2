import { describe, expect, test } from 'vitest';
import { decide, type Project, shop } from '../../test/made-decisions.js';
import { build, madeTemplate } from '../../test/made-templates.js';
import { mapKeyFor, refuseMapKeys } from './map-keys.js';

const stacks = (more: object = {}) => [
  madeTemplate([{ id: 'Function', handler: 'main', code: '../out/a', ...more }], 'stacks/a.yaml', 'sam'),
  madeTemplate([{ id: 'Function', handler: 'main', code: '../out/b', ...more }], 'stacks/b.yaml', 'sam'),
];

function refused(map: Readonly<Record<string, string>>, project: Project): string | null {
  try {
    refuseMapKeys(map, decide({ ...project, options: { map } }), (path) => path);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('--map', () => {
  test.each([['Function'], ['main']])('refuses the name %s of functions in several templates', (key) => {
    expect(refused({ [key]: 'cmd/create' }, { templates: stacks(), mains: shop })).toContain(
      'matches several functions: stacks/a.yaml:Function, stacks/b.yaml:Function',
    );
  });

  test('decides by template and name', () => {
    const map = { 'stacks/a.yaml:Function': 'cmd/create', 'stacks/b.yaml:main': 'cmd/delete' };
    const project = { templates: stacks(), mains: shop, options: { map } };
    expect(refused(map, project)).toBeNull();
    const targets = decide(project).map((each) => (each.kind === 'decided' ? each.candidate.target : each));
    expect(targets).toMatchObject([{ path: 'cmd/create' }, { path: 'cmd/delete' }]);
  });

  test('accepts one name for the same program in two templates', () => {
    const templates = ['a.yaml', 'b.yaml'].map((file) => madeTemplate([{}], file, 'sam'));
    expect(refused({ CreateFunction: 'cmd/serve' }, { templates, mains: shop })).toBeNull();
  });

  test('with a Handler shared by several services only decides on functions without a build line of their own', () => {
    const templates = ['a', 'b'].map((name) =>
      madeTemplate([{ id: name, handler: 'bin/hello' }], `${name}/template.yaml`, 'sam'),
    );
    const lines = [build('a/Makefile:2', 'a/bin/hello', './cmd/create')];
    const map = { 'bin/hello': 'cmd/serve' };
    const project = { templates, mains: shop, lines, options: { map } };
    const targets = decide(project).map((each) => (each.kind === 'decided' ? each.candidate.target : each));
    expect(targets).toMatchObject([{ path: 'cmd/create' }, { path: 'cmd/serve' }]);
    expect(refused(map, project)).toBeNull();
  });

  test('is suggested with the template if no shorter key is unique', () => {
    const decisions = decide({ templates: stacks(), mains: shop });
    expect(decisions.map((each) => mapKeyFor(each.function, decisions, (path) => path))).toEqual([
      'stacks/a.yaml:Function',
      'stacks/b.yaml:Function',
    ]);
  });
});
