import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../../core/src/manifest/read-manifest.js';
import type { BuildCommand } from '../evidence/build-command.js';
import { buildSettingsOf } from './build-settings-of.js';

const location = { file: 'Makefile', line: 3, column: 1 };

function command(parts: Partial<BuildCommand> = {}): BuildCommand {
  return {
    directory: '.',
    output: 'bin/create',
    packages: [{ kind: 'directory', path: 'cmd/create' }],
    flags: {},
    environment: {},
    target: 'build',
    file: 'Makefile',
    location,
    source: '',
    unknown: [],
    ...parts,
  };
}

const of = (...commands: (BuildCommand | null)[]) =>
  buildSettingsOf(commands.map((each, index) => ({ key: `bin/${'abc'[index]}`, command: each })));

describe('flags of a build line', () => {
  const rows: readonly [title: string, flags: Record<string, string>, go: object][] = [
    ['-s -w and the build ID are what lambdazip sets anyway', { ldflags: '-s -w -buildid= -B none' }, {}],
    ['values are kept', { ldflags: '-s -w -X main.stage=prod' }, { ldflags: '-X main.stage=prod' }],
    ['-X=name=value is the same', { ldflags: '-X=main.stage=prod' }, { ldflags: '-X main.stage=prod' }],
    ['a value with spaces makes a list', { ldflags: "-X 'main.a=1 2'" }, { ldflags: ['-X', 'main.a=1 2'] }],
    ['`all=` means the same as without', { ldflags: 'all=-s -w -X main.a=b' }, { ldflags: '-X main.a=b' }],
    ['other linker flags are kept', { ldflags: '-checklinkname=0' }, { ldflags: '-checklinkname=0' }],
    ['lambda.norpc is the default', { tags: 'lambda.norpc' }, {}],
    [
      'other tags are kept, however they are separated',
      { tags: 'netgo, lambda.norpc prod' },
      { tags: ['netgo', 'prod'] },
    ],
    ['compiler flags', { gcflags: 'all=-N -l' }, { gcflags: 'all=-N -l' }],
    ['-mod', { mod: 'vendor' }, { mod: 'vendor' }],
    ['-pgo', { pgo: 'default.pgo' }, { pgo: 'default.pgo' }],
    ['-pgo=auto is the default', { pgo: 'auto' }, {}],
    ['-pgo=off', { pgo: 'off' }, { pgo: 'off' }],
  ];
  test.each(rows)('%s', (_, flags, go) => {
    expect(of(command({ flags }))).toMatchObject({ variables: {}, leftOut: [], diagnostics: [] });
    expect(of(command({ flags })).go).toEqual(go);
  });

  test('a profile is relative to the directory in which the line runs', () => {
    const { go } = of(command({ directory: 'services/a', flags: { pgo: '../cpu.pgo' } }));
    expect(go).toEqual({ pgo: 'services/cpu.pgo' });
  });

  test.each([
    [{ race: '' }, '-race'],
    [{ buildvcs: 'true' }, '-buildvcs=true'],
    [{ buildmode: 'pie' }, '-buildmode=pie'],
    [{ overlay: 'o.json' }, '-overlay=o.json'],
    [{ tags: '${TAGS}' }, '-tags=${TAGS}'],
    [{ ldflags: '${LDFLAGS}' }, '-ldflags ${LDFLAGS}'],
    [{ ldflags: '-extldflags "-static"' }, '-ldflags -extldflags=-static'],
    [{ ldflags: "-X 'main.a=b" }, "-ldflags -X 'main.a=b"],
    [{ ldflags: '-cpuprofile=x' }, '-ldflags -cpuprofile=x'],
    [{ gcflags: 'all=-memprofile=x' }, '-gcflags=all=-memprofile=x'],
  ])('%o is reported as left out, with its location', (flags, what) => {
    const { go, leftOut, diagnostics } = of(command({ flags }));
    expect(go).toEqual({});
    expect(leftOut).toMatchObject([{ what, location }]);
    expect(diagnostics).toMatchObject([
      { code: 'migrate-left-out', severity: 'warning', location: { line: 3 }, args: { what } },
    ]);
  });
});

describe('variables of a build line', () => {
  const rows: readonly [title: string, environment: Record<string, string>, go: object][] = [
    [
      'variables that lambdazip sets',
      { GOOS: 'linux', GOARCH: 'amd64', CGO_ENABLED: '0', GO111MODULE: 'on' },
      {},
    ],
    ['variables that are not for go', { AWS_REGION: 'eu-central-1', GOLD: '', STAGE: 'prod' }, {}],
    ['cgo', { CGO_ENABLED: '1', CGO_CFLAGS: '-O2' }, { cgo: true, env: { CGO_CFLAGS: '-O2' } }],
    ['processors', { GOAMD64: 'v3', GOARM64: 'v8.2' }, { goamd64: 'v3', goarm64: 'v8.2' }],
    ['experiments', { GOEXPERIMENT: 'jsonv2' }, { env: { GOEXPERIMENT: 'jsonv2' } }],
    ['a Go release', { GOTOOLCHAIN: 'go1.24.3+auto' }, { version: '1.24.3' }],
    ['flags in GOFLAGS', { GOFLAGS: '-mod=vendor -trimpath -tags=prod' }, { mod: 'vendor', tags: ['prod'] }],
  ];
  test.each(rows)('%s', (_, environment, go) => {
    const { leftOut, ...found } = of(command({ environment }));
    expect(found.go).toEqual(go);
    expect(leftOut).toEqual([]);
  });

  test('a flag on the line takes precedence over GOFLAGS', () => {
    const line = command({ environment: { GOFLAGS: '-mod=vendor' }, flags: { mod: 'mod' } });
    expect(of(line).go).toEqual({ mod: 'mod' });
  });

  test.each([
    [{ GO111MODULE: 'off' }, 'GO111MODULE=off'],
    [{ GOAMD64: 'v9' }, 'GOAMD64=v9'],
    [{ GOPRIVATE: 'example.com' }, 'GOPRIVATE=example.com'],
    [{ GOEXPERIMENT: '${EXPERIMENT}' }, 'GOEXPERIMENT=${EXPERIMENT}'],
  ])('%o is reported as left out', (environment, what) => {
    expect(of(command({ environment })).leftOut).toMatchObject([{ what }]);
  });

  test('with cgo, linker flags are kept', () => {
    const line = command({ environment: { CGO_ENABLED: '1' }, flags: { ldflags: '-extldflags -static' } });
    expect(of(line).go).toEqual({ cgo: true, ldflags: '-extldflags=-static' });
  });
});

describe('values that a build file sets in programs', () => {
  const computedBy = (ldflags: string, source = '') => of(command({ flags: { ldflags }, source }));

  test.each([
    ['an unknown variable', '-X main.version=${VERSION}', '-X main.version=${VERSION}', 'VERSION'],
    ['a command', '-X main.gitCommit=$(git rev-parse HEAD)', '-X main.gitCommit=${GIT_COMMIT}', 'GIT_COMMIT'],
    ['a command in backticks', '-X a.com/b.built=`date -u +%F`', '-X a.com/b.built=${BUILT}', 'BUILT'],
    [
      'a name given by the reader of build files',
      '-X main.commit=${git_describe}',
      '-X main.commit=${COMMIT}',
      'COMMIT',
    ],
    ['a part of a value', '-X main.version=v${VERSION}', '-X main.version=v${VERSION}', 'VERSION'],
  ])('%s becomes a variable, "dev" by default', (_, ldflags, written, name) => {
    const { go, variables, diagnostics } = computedBy(ldflags);
    expect(go).toEqual({ ldflags: written });
    expect(variables).toEqual({ [name]: 'dev' });
    expect(diagnostics).toMatchObject([
      { code: 'migrate-build-variable', location: { line: 3 }, args: { name } },
    ]);
  });

  test.each([
    ['make', '-X main.version=$(VERSION)"'],
    ['a shell', "-X 'main.version=${VERSION}'"],
    ['a shell, without braces', '-X main.version=$VERSION"'],
    ['Taskfile', '-X main.version={{.VERSION}}"'],
  ])('a variable of %s keeps its name and its known value', (_, source) => {
    const { go, variables, diagnostics } = computedBy(
      '-X main.version=1.2.3',
      `go build -ldflags "${source}`,
    );
    expect(go).toEqual({ ldflags: '-X main.version=${VERSION}' });
    expect(variables).toEqual({ VERSION: '1.2.3' });
    expect(diagnostics).toEqual([]);
  });

  test('a known value takes precedence over "dev", whichever line comes first', () => {
    const unknown = command({ flags: { ldflags: '-X main.v=${V}' } });
    const known = command({ flags: { ldflags: '-X main.v=2' }, source: '-ldflags "-X main.v=$(V)"' });
    expect(of(unknown, known).variables).toEqual({ V: '2' });
    expect(of(known, unknown).variables).toEqual({ V: '2' });
  });
});

describe('several handlers', () => {
  const line = (ldflags: string, tags: string) => command({ flags: { ldflags, tags } });

  test('common settings of all lines are written once, the others on the handler', () => {
    const { go, perHandler } = of(line('-X main.a=b', 'prod'), line('-X main.a=c', 'prod'));
    expect(go).toEqual({ tags: ['prod'] });
    expect(perHandler).toEqual({ 'bin/a': { ldflags: '-X main.a=b' }, 'bin/b': { ldflags: '-X main.a=c' } });
  });

  test('a setting that one line lacks is not common', () => {
    const { go, perHandler } = of(line('', 'prod'), line('', ''));
    expect(go).toEqual({});
    expect(perHandler).toEqual({ 'bin/a': { tags: ['prod'] } });
  });

  test('a handler without a build line gets no settings of other lines', () => {
    expect(of(null, line('', 'prod'))).toMatchObject({ go: {}, perHandler: { 'bin/b': { tags: ['prod'] } } });
    expect(of(null)).toMatchObject({ go: {}, perHandler: {}, diagnostics: [] });
  });

  test('a line that builds several handlers is reported once', () => {
    const shared = command({ flags: { race: '', ldflags: '-X main.v=${V}' } });
    expect(of(shared, shared).diagnostics.map(({ code }) => code)).toEqual([
      'migrate-build-variable',
      'migrate-left-out',
    ]);
  });
});

test('the result is valid in a manifest', async () => {
  const { go, variables } = of(
    command({
      flags: {
        ldflags: "-s -X 'main.a=1 2' -X main.v=$(git describe)",
        tags: 'netgo',
        gcflags: '-l',
        mod: 'mod',
      },
      environment: { CGO_ENABLED: '1', GOARM64: 'v8.2', GOEXPERIMENT: 'jsonv2', GOTOOLCHAIN: 'go1.24.3' },
    }),
  );
  const text = JSON.stringify({ go, variables, handlers: { 'bin/a': './a' } });
  const { archives } = await parseManifest(text);
  expect(archives[0]?.handlers[0]?.go).toMatchObject({
    ldflags: ['-X', 'main.a=1 2', '-X', 'main.v=dev'],
    version: '1.24.3',
    cgo: true,
  });
});
