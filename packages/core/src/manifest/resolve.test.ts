import { expect, test } from 'vitest';
import { type ManifestOverrides, resolveArchives } from './resolve.js';
import type { ManifestInput } from './schema.js';

function resolve(
  input: object,
  overrides: ManifestOverrides = {},
  variables: Readonly<Record<string, string>> = {},
) {
  const problems: string[] = [];
  const locate = (path: readonly (string | number)[]) => ({ file: path.join('.'), line: 1, column: 1 });
  const archives = resolveArchives(input as ManifestInput, {
    at: { keyAt: locate, valueAt: locate },
    variables,
    overrides,
    report: ({ code, location }) => problems.push(`${code} ${location.file}`),
  });
  return { archives, problems };
}
const goOf = (input: object, variables: Readonly<Record<string, string>> = {}) =>
  resolve(input, {}, variables).archives[0]?.handlers[0]?.go;

test('settings are inherited, and the innermost one counts', () => {
  const { archives } = resolve({
    runtime: 'provided.al2',
    compression: 9,
    archives: {
      one: { handlers: { a: './a' } },
      two: { runtime: 'provided.al2023', compression: 1, handlers: { a: './a' } },
    },
  });
  expect(archives).toMatchObject([
    { name: 'one', runtime: 'provided.al2', compression: 9, architecture: 'arm64' },
    { name: 'two', runtime: 'provided.al2023', compression: 1 },
  ]);
});

test('overrides take precedence over every level', () => {
  const input = {
    architecture: 'arm64',
    layout: 'per-handler',
    handlers: { a: { package: './a', architecture: 'arm64' } },
  };
  expect(resolve(input, { architecture: 'x86_64', bootstrap: 'shell' }).archives).toMatchObject([
    { architecture: 'x86_64', bootstrap: 'shell', handlers: [{ architecture: 'x86_64' }] },
  ]);
});

test('a layout of the caller has `functions` only if they have an effect', () => {
  const input = { layout: 'multicall', handlers: { a: './a' }, functions: { 'shop-*': 'a' } };
  const namesIn = (overrides: ManifestOverrides) =>
    resolve(input, overrides).archives[0]?.functions.map(({ name }) => name);
  expect(namesIn({})).toEqual(['shop-*']);
  expect(namesIn({ layout: 'multicall' })).toEqual(['shop-*']);
  expect(namesIn({ layout: 'binaries' })).toEqual([]);
  expect(namesIn({ layout: 'per-handler' })).toEqual([]);
  // The manifest's own layout is checked with them.
  expect(resolve({ ...input, layout: 'binaries' }).archives[0]?.functions).toHaveLength(1);
});

test('handlers that share an archive cannot have their own target', () => {
  const handlers = { a: { package: './a', runtime: 'provided.al2' } };
  expect(resolve({ handlers }).problems).toEqual(['setting-not-for-layout handlers.a.runtime']);
  expect(resolve({ layout: 'per-handler', handlers }).problems).toEqual([]);
});

test('the go settings of a handler replace those above, except `env`, which is merged by name', () => {
  expect(
    goOf({
      go: { tags: ['x'], strip: false, version: 'go1.25.1', env: { GODEBUG: 'a=1', GOPROXY: 'off' } },
      handlers: { a: { package: './a', go: { tags: ['y'], env: { GODEBUG: 'b=2' } } } },
    }),
  ).toMatchObject({
    tags: ['y'],
    strip: false,
    version: '1.25.1',
    env: { GODEBUG: 'b=2', GOPROXY: 'off' },
  });
});

test('a variable stays inside its flag, whatever its value', () => {
  const go = { ldflags: '-X main.v=${V}' };
  expect(goOf({ go, handlers: { a: './a' } }, { V: '1 -extld=evil' })?.ldflags).toEqual([
    '-X',
    'main.v=1 -extld=evil',
  ]);
});

test.each([
  [{ ldflags: "-X 'main.v" }, 'flags-malformed go.ldflags'],
  [{ ldflags: ['-X main.v=\'"'] }, 'flags-malformed go.ldflags'],
  [{ ldflags: '-X main.v=${V}' }, 'variable-undeclared go.ldflags'],
  [{ ldflags: '-X main.v=${' }, 'variable-malformed go.ldflags'],
  [{ ldflags: '-extld=gcc' }, 'go-flag-refused go.ldflags'],
  [{ env: { GOOS: 'darwin' } }, 'go-env-reserved go.env.GOOS'],
])('%j is reported', (go, problem) => {
  const { problems, archives } = resolve({ go, handlers: { a: './a' } });
  expect(problems).toEqual([problem]);
  expect(archives).toHaveLength(1);
});

test('a target is a package or a list of files, and a file has its mode', () => {
  const { archives } = resolve({
    handlers: { a: ['./a.go'], b: { package: ['./b.go'], module: './m' } },
    files: { x: './x', y: { source: './y', mode: '0755' } },
  });
  expect(archives[0]).toMatchObject({
    handlers: [
      { target: { kind: 'files', files: ['./a.go'] }, module: '.', targetLocation: { file: 'handlers.a' } },
      { target: { kind: 'files' }, module: './m', targetLocation: { file: 'handlers.b.package' } },
    ],
    files: [
      { mode: 0o644, sourceLocation: { file: 'files.x' } },
      { mode: 0o755, sourceLocation: { file: 'files.y.source' } },
    ],
  });
});
