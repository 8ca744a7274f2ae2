import { describe, expect, test } from 'vitest';
import { findCollisions } from '../../../core/src/archive/names.js';
import { type MadeFunction, madeTemplate } from '../../test/made-templates.js';
import { type ArchiveLayout, layOutArchives, manifestTarget } from './archive-layout.js';
import type { CandidateTarget } from './decision.js';
import type { Decided } from './handler-keys.js';

/** A decided function: its ID, Handler and package, and its template. */
type Row = readonly [id: string, handler: MadeFunction['handler'] & {}, target: string, template?: string];

function decided([id, handler, path, file]: Row): Decided {
  const [fn] = madeTemplate([{ id, handler }], file).functions;
  if (fn === undefined) throw new Error('no function');
  const target: CandidateTarget = path.endsWith('.go')
    ? { kind: 'files', files: path.split(' ') }
    : { kind: 'directory', path };
  const text =
    typeof handler === 'string' ? handler : 'unknown' in handler ? handler.unknown : (handler[0] ?? '');
  return { kind: 'decided', function: fn, handler: text, candidate: { target, evidence: [], command: null } };
}

function layOut(
  rows: readonly Row[],
  layout: Parameters<typeof layOutArchives>[1]['layout'] = null,
): { archives: Record<string, string[]>; functions: string[] } {
  const made = rows.map(decided);
  return described(layOutArchives(made, { layout, manifestDirectory: '.' }), made);
}

function described(result: ArchiveLayout, made: readonly Decided[]) {
  const archives = result.archives.map(({ name, layout, entries }) => [
    `${name} ${layout}`,
    entries.map(
      ({ key, target }) => `${key} ${target.kind === 'package' ? target.pattern : target.files.join(' ')}`,
    ),
  ]);
  const functions = made.map((each) => {
    const place = result.functions.get(each.function);
    const renamed = place?.newHandler === null ? '' : ` as ${place?.newHandler}`;
    return `${place?.key} in ${place?.path}${renamed}`;
  });
  return { archives: Object.fromEntries(archives), functions };
}

describe('without --layout', () => {
  test('all share one archive under their handlers', () => {
    expect(
      layOut([
        ['Create', 'bin/create', 'cmd/create'],
        ['Delete', 'bin/delete', '.'],
      ]),
    ).toEqual({
      archives: { 'lambda binaries': ['bin/create ./cmd/create', 'bin/delete .'] },
      functions: ['bin/create in dist/lambda.zip', 'bin/delete in dist/lambda.zip'],
    });
  });

  test('functions with one handler and one package share its key', () => {
    expect(
      layOut([
        ['A', 'bin/api', 'cmd/api'],
        ['B', 'bin/api', 'cmd/api'],
      ]).archives,
    ).toEqual({ 'lambda binaries': ['bin/api ./cmd/api'] });
  });

  test('functions with one handler and several packages get a zip each, and keep the handler', () => {
    expect(
      layOut([
        ['A', 'main', 'cmd/a'],
        ['B', 'main', 'cmd/b'],
        ['C', 'bin/c', 'cmd/c'],
      ]),
    ).toEqual({
      archives: { 'lambda binaries': ['bin/c ./cmd/c'], 'functions per-handler': ['A ./cmd/a', 'B ./cmd/b'] },
      functions: ['A in dist/A.zip', 'B in dist/B.zip', 'bin/c in dist/lambda.zip'],
    });
  });

  test.each<[string, Row]>([
    ['is bootstrap', ['A', 'bootstrap', 'cmd/a']],
    ['differs from bootstrap only in case', ['A', 'Bootstrap', 'cmd/a']],
    ['is below bootstrap', ['A', 'bootstrap/a', 'cmd/a']],
    ['is not a path in an archive', ['A', './bin/a', 'cmd/a']],
    ['is absolute', ['A', '/bin/a', 'cmd/a']],
    ['is too long', ['A', `bin/${'a'.repeat(125)}`, 'cmd/a']],
    ['is a wildcard', ['A', 'bin/*', 'cmd/a']],
    ['is the directory of a different one', ['A', 'bin', 'cmd/a']],
    ['is one of several', ['A', ['bin/a', 'bin/aa'], 'cmd/a']],
    ['is unknown', ['A', { unknown: '!Ref' }, 'cmd/a']],
  ])('a function whose handler %s has a zip of its own', (_, row) => {
    const { archives, functions } = layOut([['Other', 'bin/x', 'cmd/x'], row]);
    expect(archives).toEqual({
      'lambda binaries': ['bin/x ./cmd/x'],
      'functions per-handler': ['A ./cmd/a'],
    });
    expect(functions[1]).toBe('A in dist/A.zip');
  });

  test('handlers that differ only in case have zips of their own, even for the same package', () => {
    expect(
      layOut([
        ['A', 'bin/a', 'cmd/a'],
        ['B', 'bin/A', 'cmd/a'],
      ]).archives,
    ).toEqual({ 'functions per-handler': ['A ./cmd/a', 'B ./cmd/a'] });
  });

  test('a handler that is a .go file stays a path in the archive', () => {
    expect(layOut([['A', 'functions/create/main.go', 'functions/create']]).archives).toEqual({
      'lambda binaries': ['functions/create/main.go ./functions/create'],
    });
  });

  test('a function with the name of the shared archive does not overwrite it', () => {
    expect(
      layOut([
        ['Lambda', 'bootstrap', 'cmd/a'],
        ['B', 'bin/b', 'cmd/b'],
      ]).functions,
    ).toEqual(['template-Lambda in dist/template-Lambda.zip', 'bin/b in dist/lambda.zip']);
  });

  test('an ID of several programs is prefixed with the directory of its template', () => {
    expect(
      layOut([
        ['Api', 'bootstrap', 'orders/api', 'orders/template.yaml'],
        ['Api', 'bootstrap', 'users/api', 'users/template.yaml'],
        ['Job', 'bootstrap', 'job', 'users/template.yaml'],
      ]).functions,
    ).toEqual([
      'orders-Api in dist/orders-Api.zip',
      'users-Api in dist/users-Api.zip',
      'Job in dist/Job.zip',
    ]);
  });

  test('an ID of one program in several templates has one zip', () => {
    expect(
      layOut([
        ['Api', 'bootstrap', 'api', 'template.yaml'],
        ['Api', 'bootstrap', 'api', 'template-dev.yaml'],
      ]).archives,
    ).toEqual({ 'functions per-handler': ['Api ./api'] });
  });

  test('IDs that are still the same are numbered', () => {
    expect(
      layOut([
        ['Api', 'bootstrap', 'a', 'x/svc/t.yaml'],
        ['Api', 'bootstrap', 'b', 'y/svc/t.yaml'],
        ['Api', 'bootstrap', 'c', 'z/svc/t.yaml'],
        ['Api', 'bootstrap', 'd', 'z/svc/t.yaml'],
        ['API', 'bootstrap', 'e', 'z/svc/t.yaml'],
      ]).functions.map((text) => text.replace(/ in .*/, '')),
    ).toEqual(['svc-Api', 't-Api', 't-svc-Api', 't-svc-Api-2', 't-svc-API-3']);
  });
});

describe('--layout binaries', () => {
  test('gives functions that cannot keep their handler one named after the package', () => {
    expect(
      layOut(
        [
          ['A', 'bootstrap', 'cmd/orders/create'],
          ['B', 'bootstrap', 'cmd/users/create'],
          ['C', 'bin/delete', 'cmd/delete'],
          ['D', 'main', '.'],
          ['E', 'main', 'todos/make.go todos/db.go'],
          ['F', 'x', 'cmd/x y'],
          ['G', 'x', 'cmd/z'],
        ],
        'binaries',
      ),
    ).toEqual({
      archives: {
        'lambda binaries': [
          'bin/create ./cmd/orders/create',
          'bin/users/create ./cmd/users/create',
          'bin/delete ./cmd/delete',
          'bin/main .',
          'bin/make ./todos/make.go ./todos/db.go',
          'bin/x-y ./cmd/x y',
          'bin/z ./cmd/z',
        ],
      },
      functions: [
        'bin/create in dist/lambda.zip as bin/create',
        'bin/users/create in dist/lambda.zip as bin/users/create',
        'bin/delete in dist/lambda.zip',
        'bin/main in dist/lambda.zip as bin/main',
        'bin/make in dist/lambda.zip as bin/make',
        'bin/x-y in dist/lambda.zip as bin/x-y',
        'bin/z in dist/lambda.zip as bin/z',
      ],
    });
  });

  test('gives functions with the same package the same handler, also if one of them keeps it', () => {
    expect(
      layOut(
        [
          ['A', 'bootstrap', 'cmd/a'],
          ['B', 'bootstrap', 'cmd/a'],
          ['C', 'bootstrap', 'cmd/c'],
          ['D', 'bin/d', 'cmd/c'],
        ],
        'binaries',
      ).archives,
    ).toEqual({ 'lambda binaries': ['bin/a ./cmd/a', 'bin/d ./cmd/c'] });
  });

  test('gives no function a handler that is the directory of a different one', () => {
    const { archives } = layOut(
      [
        ['A', 'bootstrap', 'cmd/create'],
        ['B', 'bin/create/order', 'cmd/order'],
        ['C', 'bootstrap', 'other/Order'],
      ],
      'binaries',
    );
    const keys = (archives['lambda binaries'] ?? []).map((text) => text.replace(/ .*/, ''));
    expect(keys).toHaveLength(3);
    expect(findCollisions(keys)).toEqual([]);
  });
});

describe('--layout per-handler', () => {
  test('names each zip after its handler, or its ID if the handler cannot be used', () => {
    expect(
      layOut(
        [
          ['A', 'bin/create', 'cmd/create'],
          ['B', 'main', 'cmd/b'],
          ['C', 'main', 'cmd/c'],
          ['D', 'bootstrap', 'cmd/d'],
          ['E', 'bin/create', 'cmd/create'],
        ],
        'per-handler',
      ),
    ).toEqual({
      archives: {
        'functions per-handler': ['bin/create ./cmd/create', 'B ./cmd/b', 'C ./cmd/c', 'D ./cmd/d'],
      },
      functions: [
        'bin/create in dist/bin/create.zip',
        'B in dist/B.zip',
        'C in dist/C.zip',
        'D in dist/D.zip',
        'bin/create in dist/bin/create.zip',
      ],
    });
  });

  test('does not name a zip after an ID if a handler has that name', () => {
    expect(
      layOut(
        [
          ['create', 'bootstrap', 'cmd/b'],
          ['B', 'create', 'cmd/create'],
        ],
        'per-handler',
      ).functions,
    ).toEqual(['template-create in dist/template-create.zip', 'create in dist/create.zip']);
  });
});

test('only --layout binaries changes handlers', () => {
  const rows: Row[] = ['bootstrap', 'main', 'bin/a', './x', 'bin'].flatMap((handler): Row[] => [
    [`A${handler.length}`, handler, 'cmd/a'],
    [`B${handler.length}`, handler, 'cmd/b'],
  ]);
  for (const layout of [null, 'per-handler'] as const) {
    const { functions } = layOutArchives(rows.map(decided), { layout, manifestDirectory: '.' });
    expect([...functions.values()].filter(({ newHandler }) => newHandler !== null)).toEqual([]);
  }
});

test.each<[string, string, string]>([
  ['cmd/create', '.', './cmd/create'],
  ['.', '.', '.'],
  ['cmd/create', 'deploy', '../cmd/create'],
  ['.', 'deploy', '..'],
  ['.', 'deploy/prod', '../..'],
  ['deploy', 'deploy', '.'],
  ['deploy/cmd', 'deploy', './cmd'],
])('%s in a manifest in %s is %s', (path, directory, pattern) => {
  expect(manifestTarget({ kind: 'directory', path }, directory)).toEqual({ kind: 'package', pattern });
});

describe('--layout multicall', () => {
  test('a key is not a path, so a Handler only changes if several programs have it', () => {
    expect(
      layOut(
        [
          ['A', 'bootstrap', 'cmd/a'],
          ['B', 'bin', 'cmd/b'],
          ['C', 'bin/c', 'cmd/c'],
        ],
        'multicall',
      ),
    ).toEqual({
      archives: { 'lambda multicall': ['bootstrap ./cmd/a', 'bin ./cmd/b', 'bin/c ./cmd/c'] },
      functions: ['bootstrap in dist/lambda.zip', 'bin in dist/lambda.zip', 'bin/c in dist/lambda.zip'],
    });
    expect(
      layOut(
        [
          ['A', 'bootstrap', 'cmd/a'],
          ['B', 'bootstrap', 'cmd/b'],
        ],
        'multicall',
      ).functions,
    ).toEqual(['bin/a in dist/lambda.zip as bin/a', 'bin/b in dist/lambda.zip as bin/b']);
  });

  test('each function is in the archive of its program, or in its own', () => {
    const made = [
      decided(['A', 'bin/a', 'one/a']),
      decided(['B', 'bin/b', 'two/b']),
      decided(['C', 'bin/c', 'two/c.go']),
    ];
    const [a, b, c] = made;
    if (a === undefined || b === undefined || c === undefined) throw new Error('not three');
    const programs = new Map([
      [a, 'lambda'],
      [b, 'two'],
      [c, null],
    ]);
    expect(
      described(layOutArchives(made, { layout: 'multicall', manifestDirectory: '.', programs }), made),
    ).toEqual({
      archives: {
        'lambda multicall': ['bin/a ./one/a'],
        'two multicall': ['bin/b ./two/b'],
        'functions per-handler': ['C ./two/c.go'],
      },
      functions: ['bin/a in dist/lambda.zip', 'bin/b in dist/two.zip', 'C in dist/C.zip'],
    });
  });
});
