import { expect, test } from 'vitest';
import type { Layout } from '../manifest/layouts.js';
import { planArchives } from './archives.js';
import type { ArchiveContents } from './layouts/layout-rules.js';

const location = { file: 'lambdazip.json', line: 1, column: 1 };

/** Without the properties that laying out does not use. */
function contents(
  name: string,
  handlers: readonly (readonly [handler: string, executable: string])[],
  more: { readonly layout?: Layout; readonly files?: readonly string[]; readonly key?: string } = {},
): ArchiveContents {
  const { layout = 'binaries', files = [], key } = more;
  const target = { runtime: 'provided.al2023', architecture: 'arm64' };
  const spec = { name, layout, bootstrap: 'native', compression: 6, files: [], location, ...target };
  return {
    spec,
    sources: handlers.map(([handler, executable]) => ({
      main: {
        handler,
        target: {
          archive: spec,
          request: { kind: 'directory' },
          spec: { ...target, key: key ?? handler, location },
        },
        package: { importPath: `m/${executable}` },
        arguments: [`./${executable}`],
      },
      run: 'run',
      executable,
    })),
    files: files.map((entry) => ({ entry, source: `/project/${entry}`, mode: 0o644 })),
  } as unknown as ArchiveContents;
}

function plan(...all: readonly ArchiveContents[]) {
  const problems: string[] = [];
  const archives = planArchives(all, '/out', ({ code }) => problems.push(code));
  return { archives, problems };
}

test('handlers are sorted, and those of one program share it', () => {
  const made = contents('shop', [
    ['bin/b', 'b'],
    ['bin/a', 'a'],
  ]);
  const { archives, problems } = plan(made);
  expect(problems).toEqual([]);
  expect(archives).toMatchObject([
    {
      name: 'shop',
      path: '/out/shop.zip',
      handlers: [
        { handler: 'bin/a', package: 'm/a', entry: 'bin/a' },
        { handler: 'bin/b', package: 'm/b', entry: 'bin/b' },
      ],
      programs: [{ entry: 'bin/a', run: 'run' }, { entry: 'bin/b' }],
    },
  ]);
});

test('an archive per handler has the path of the handler', () => {
  const { archives } = plan(contents('shop', [['orders/create', 'a']], { layout: 'per-handler' }));
  expect(archives).toMatchObject([
    { name: 'orders/create', archive: 'shop', path: '/out/orders/create.zip', bootstrap: null },
  ]);
});

test.each([
  [
    'a file with the path of a handler',
    contents('a', [['bin/a', 'a']], { files: ['BIN/A'] }),
    'path-collision',
  ],
  ['a file named bootstrap', contents('a', [['bin/a', 'a']], { files: ['bootstrap'] }), 'path-collision'],
  [
    'a handler inside another',
    contents('a', [
      ['bin', 'a'],
      ['bin/b', 'b'],
    ]),
    'path-collision',
  ],
  [
    'an invalid name from a wildcard',
    contents('a', [['bin/ä', 'a']], { key: 'bin/*' }),
    'handler-name-invalid',
  ],
])('%s is reported', (_, made, code) => {
  expect(plan(made).problems).toEqual([code]);
});

test('with an archive per handler, handlers are not paths in the archive', () => {
  const handlers = [
    ['bin', 'a'],
    ['bin/b', 'b'],
  ] as const;
  expect(plan(contents('a', handlers, { layout: 'per-handler', files: ['bin'] })).problems).toEqual([]);
});

test('two archives with one path, ignoring case, are reported', () => {
  const one = contents('Shop', [['bin/a', 'a']]);
  const other = contents('x', [['shop', 'a']], { layout: 'per-handler' });
  expect(plan(one, other).problems).toEqual(['output-collision']);
});
