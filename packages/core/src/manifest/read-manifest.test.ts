import { describe, expect, test } from 'vitest';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { parseManifest, readManifest } from './read-manifest.js';

const minimal = '{ "handlers": { "bin/create": "./cmd/create" } }';

/** `code line:column` of all findings, in the order of the file. */
async function findings(
  text: string,
  file = 'lambdazip.json',
  set: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const { diagnostics } = await readManifest(text, { file, set });
  return diagnostics.map(({ code, location }) => `${code} ${location.line}:${location.column}`);
}

/** A one-line manifest with a handler and the given settings. */
const withHandler = (rest: string): string => `{ "handlers": { "bin/create": "./cmd/create" }, ${rest} }`;

describe('a minimal manifest', () => {
  test('has the defaults', async () => {
    const { archives, outDir, variables } = await parseManifest(minimal);
    expect({ outDir, variables }).toEqual({ outDir: 'dist', variables: {} });
    expect(archives).toMatchObject([
      {
        name: 'lambda',
        layout: 'binaries',
        runtime: 'provided.al2023',
        architecture: 'arm64',
        bootstrap: 'native',
        compression: 6,
        files: [],
        handlers: [{ key: 'bin/create', target: { kind: 'package', pattern: './cmd/create' }, module: '.' }],
      },
    ]);
    expect(archives[0]?.handlers[0]?.go).toEqual({
      version: null,
      tags: [],
      ldflags: [],
      gcflags: [],
      norpc: true,
      strip: true,
      cgo: false,
      trimpath: true,
      goarm64: null,
      goamd64: null,
      pgo: 'auto',
      mod: null,
      work: null,
      env: {},
    });
  });

  test.each([
    ['JSON', minimal, 'a.json'],
    [
      'JSON with comments and trailing commas',
      `// one\n{ "handlers": { /* two */ "bin/create": "./cmd/create", }, }`,
      'a.jsonc',
    ],
    ['a byte order mark', `\uFEFF${minimal}`, 'a.json'],
    ['CRLF', minimal.replaceAll(' ', '\r\n'), 'a.json'],
    ['YAML', 'handlers:\n  bin/create: ./cmd/create\n', 'a.yaml'],
    [
      'YAML with an anchor',
      'x: &a ./cmd/create\nhandlers:\n  bin/create: *a\n'.replace('x:', '$schema:'),
      'a.yml',
    ],
  ])('is read from %s', async (_, text, file) => {
    const { archives } = await parseManifest(text, { file });
    expect(archives[0]?.handlers.map(({ key }) => key)).toEqual(['bin/create']);
  });
});

describe('inheritance', () => {
  test('takes each setting from the innermost level that sets it', async () => {
    const { archives } = await parseManifest(`{
      "runtime": "provided.al2", "architecture": "x86_64", "compression": 1, "bootstrap": "shell",
      "go": { "tags": ["outer"], "strip": false, "env": { "GODEBUG": "1", "GOPROXY": "1" } },
      "archives": {
        "one": {
          "runtime": "provided.al2023", "compression": 9,
          "go": { "tags": ["middle"], "env": { "GOPROXY": "2" } },
          "handlers": { "a": "./a", "b": { "package": "./b", "go": { "tags": [], "env": { "GOVCS": "3" }, "strip": true } } }
        },
        "two": { "handlers": { "c": "./c" } }
      }
    }`);
    const [one, two] = archives;
    expect(one).toMatchObject({
      name: 'one',
      runtime: 'provided.al2023',
      architecture: 'x86_64',
      compression: 9,
      bootstrap: 'shell',
    });
    expect(one?.handlers[0]?.go).toMatchObject({
      tags: ['middle'],
      strip: false,
      env: { GODEBUG: '1', GOPROXY: '2' },
    });
    expect(one?.handlers[1]?.go).toMatchObject({
      tags: [],
      strip: true,
      env: { GODEBUG: '1', GOPROXY: '2', GOVCS: '3' },
    });
    expect(two).toMatchObject({ name: 'two', runtime: 'provided.al2', compression: 1 });
    expect(two?.handlers[0]?.go).toMatchObject({ tags: ['outer'], env: { GODEBUG: '1', GOPROXY: '1' } });
  });

  test.each([
    ['amd64', 'x86_64'],
    ['x64', 'x86_64'],
    ['aarch64', 'arm64'],
  ])('reads %s, the name that other tools use, as %s', async (name, architecture) => {
    const { archives } = await parseManifest(withHandler(`"architecture": "${name}"`));
    expect(archives[0]).toMatchObject({ architecture });
    expect(archives[0]?.handlers[0]?.architecture).toBe(architecture);
  });

  test("applies the caller's overrides to all levels", async () => {
    const { archives } = await parseManifest(withHandler('"architecture": "arm64", "bootstrap": "native"'), {
      overrides: { architecture: 'x86_64', bootstrap: 'shell' },
    });
    expect(archives[0]).toMatchObject({ architecture: 'x86_64', bootstrap: 'shell' });
    expect(archives[0]?.handlers[0]?.architecture).toBe('x86_64');
  });

  test('accepts a Go release with and without the `go` prefix', async () => {
    for (const version of ['1.26.8', 'go1.26.8']) {
      const { archives } = await parseManifest(withHandler(`"go": { "version": "${version}" }`));
      expect(archives[0]?.handlers[0]?.go.version).toBe('1.26.8');
    }
  });
});

test.each([
  ['4GiB', 4 * 1024 ** 3],
  ['500MB', 500e6],
  ['1.5 kB', 1500],
])('cache.maxSize %s is %i bytes', async (maxSize, bytes) => {
  const { maxCacheSize } = await parseManifest(withHandler(`"cache": { "maxSize": "${maxSize}" }`));
  expect(maxCacheSize).toBe(bytes);
});

describe('acknowledge', () => {
  test('lists codes of warnings', async () => {
    const { acknowledged } = await parseManifest(withHandler('"acknowledge": ["trimpath-off"]'));
    expect(acknowledged).toEqual(['trimpath-off']);
    expect((await parseManifest(minimal)).acknowledged).toEqual([]);
  });

  test.each([
    ['a code that is misspelled', 'check-ziped-too-large', 'check-zipped-too-large'],
    ['an error', 'compile-error', null],
    ['a warning about a single build', 'inputs-changed', null],
  ])('refuses %s', async (_, code, meant) => {
    const { diagnostics } = await readManifest(withHandler(`"acknowledge": ["${code}"]`));
    expect(diagnostics).toMatchObject([
      {
        code: 'manifest-value-invalid',
        args: { what: 'acknowledge.0', likely: meant },
        location: { line: 1 },
      },
    ]);
  });
});

test.each(['4', '4 gigs', '-1GB', ''])('cache.maxSize %j is refused', async (maxSize) => {
  expect(await findings(withHandler(`"cache": { "maxSize": "${maxSize}" }`))).toEqual([
    expect.stringMatching(/^manifest-value-invalid 1:/),
  ]);
});

describe('variables', () => {
  const text = withHandler(
    '"variables": { "V": "dev", "W": "w" }, "go": { "ldflags": "-X main.v=${V} -X \'main.w=${W}!\'", "env": { "GODEBUG": "$${V} ${W}" } }',
  );
  const go = async (set: Readonly<Record<string, string>>) =>
    (await parseManifest(text, { set })).archives[0]?.handlers[0]?.go;

  test('have their defaults or the values that are set', async () => {
    expect(await go({})).toMatchObject({
      ldflags: ['-X', 'main.v=dev', '-X', 'main.w=w!'],
      env: { GODEBUG: '${V} w' },
    });
    expect((await parseManifest(text, { set: { V: 'v1' } })).variables).toEqual({ V: 'v1', W: 'w' });
  });

  test('stay within their flag, whatever they contain', async () => {
    expect((await go({ V: `a" -X main.evil=1 $HOME \${W}` }))?.ldflags[1]).toBe(
      'main.v=a" -X main.evil=1 $HOME ${W}',
    );
  });

  test('that cannot be passed to go are refused', async () => {
    expect(await findings(text, 'a.json', { V: `both ' and " with spaces` })).toEqual([
      'flags-malformed 1:107',
    ]);
    expect(await findings(text, 'a.json', { V: 'a\0b' })).toEqual(['variable-value-invalid null:null']);
    expect(await findings(text, 'a.json', { X: '1' })).toEqual(['variable-unknown null:null']);
  });
});

describe('an error has a code and a location', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['an empty file', '', ['manifest-syntax 1:1']],
    ['no JSON', '{ "handlers": ', ['manifest-syntax 1:15']],
    ['a number', '3', ['manifest-value-invalid 1:1']],
    ['no handlers', '{}', ['manifest-no-handlers 1:1']],
    ['empty handlers', '{ "handlers": {} }', ['manifest-no-handlers 1:3']],
    ['no archives', '{ "archives": {} }', ['manifest-no-handlers 1:3']],
    [
      'an archive without handlers',
      '{ "archives": { "a": { "handlers": {} } } }',
      ['manifest-no-handlers 1:24'],
    ],
    [
      'handlers together with archives',
      '{ "handlers": { "a": "./a" }, "archives": { "b": { "handlers": { "c": "./c" } } } }',
      ['manifest-handlers-and-archives 1:3'],
    ],
    ['an unknown key', withHandler('"handler": {}'), ['manifest-unknown-key 1:49']],
    ['an unknown key of go', withHandler('"go": { "tgas": [] }'), ['manifest-unknown-key 1:57']],
    ['a wrong type', withHandler('"compression": "6"'), ['manifest-value-invalid 1:64']],
    ['a level out of range', withHandler('"compression": 10'), ['manifest-value-invalid 1:64']],
    ['another runtime', withHandler('"runtime": "go1.x"'), ['manifest-runtime-unsupported 1:60']],
    ['another architecture', withHandler('"architecture": "arm"'), ['manifest-value-invalid 1:65']],
    ['a handler that is a number', '{ "handlers": { "a": 3 } }', ['manifest-value-invalid 1:22']],
    ['a handler without a package', '{ "handlers": { "a": {} } }', ['manifest-value-invalid 1:22']],
    ['a file that is not a Go file', '{ "handlers": { "a": ["./a.py"] } }', ['manifest-value-invalid 1:23']],
    ['a duplicate key', '{ "handlers": { "a": "./a",\n "a": "./b" } }', ['manifest-duplicate-key 2:2']],
    [
      'an archive name that is a path',
      '{ "archives": { "../a": { "handlers": { "b": "./b" } } } }',
      ['manifest-value-invalid 1:17'],
    ],
    ['NUL in flags', withHandler('"go": { "ldflags": "-X main.v=\\u0000" }'), ['manifest-nul 1:68']],
    ['NUL in a variable', withHandler('"go": { "env": { "GODEBUG": "\\u0000" } }'), ['manifest-nul 1:77']],
    ['NUL in a package', '{ "handlers": { "a": "./a\\u0000" } }', ['manifest-nul 1:22']],
    ['NUL in a list', '{ "handlers": { "a": ["./a.go", "./b\\u0000.go"] } }', ['manifest-nul 1:33']],
    ['NUL in a key', '{ "handlers": { "a\\u0000": "./a", "b": "./b" } }', ['manifest-nul 1:17']],
    ['NUL in outDir', '{ "outDir": "d\\u0000", "handlers": { "b": "./b" } }', ['manifest-nul 1:13']],
    ['an undeclared variable', withHandler('"go": { "ldflags": "${V}" }'), ['variable-undeclared 1:68']],
    ['an incomplete variable', withHandler('"go": { "ldflags": "${V" }'), ['variable-malformed 1:68']],
    ['an open quote', withHandler(`"go": { "ldflags": "-X 'a" }`), ['flags-malformed 1:68']],
    [
      'a flag that writes a file',
      withHandler('"go": { "ldflags": ["-X", "a.b=c", "-cpuprofile=x"] }'),
      ['go-flag-refused 1:68'],
    ],
    ['a flag after a pattern', withHandler('"go": { "gcflags": "all=-o x" }'), ['go-flag-refused 1:68']],
    [
      'a flag for the C compiler without cgo',
      withHandler('"go": { "ldflags": "-extldflags -static" }'),
      ['go-flag-refused 1:68'],
    ],
    ['the same with cgo', withHandler('"go": { "cgo": true, "ldflags": "-extldflags -static" }'), []],
    [
      'a variable that becomes a flag',
      `{ "variables": { "V": "-cpuprofile=x" }, ${withHandler('"go": { "ldflags": "${V}" }').slice(1)}`,
      ['go-flag-refused 1:108'],
    ],
    ...[
      'GOCACHE',
      'GOCACHEPROG',
      'GOMODCACHE',
      'GOAUTH',
      'PATH',
      'HOME',
      'gocache',
      'GOSSAFUNC',
      'CC',
      'constructor',
    ].map((name): [string, string, string[]] => [
      `the variable ${name}`,
      withHandler(`"go": { "env": { "${name}": "x" } }`),
      ['go-env-reserved 1:66'],
    ]),
    ...['GOEXPERIMENT', 'GOFIPS140', 'GODEBUG', 'GOPROXY', 'GOSUMDB', 'GOVCS'].map(
      (name): [string, string, string[]] => [
        `the variable ${name}`,
        withHandler(`"go": { "env": { "${name}": "x" } }`),
        [],
      ],
    ),
    ...['CC', 'CXX', 'CGO_CFLAGS', 'PKG_CONFIG_PATH'].map((name): [string, string, string[]] => [
      `the variable ${name} with cgo`,
      withHandler(`"go": { "cgo": true, "env": { "${name}": "x" } }`),
      [],
    ]),
    [
      'a GODEBUG that lets go start programs of the project',
      `{ "variables": { "V": "execerrdot" }, ${withHandler('"go": { "env": { "GODEBUG": "a=1,${V}=0" } }').slice(1)}`,
      ['go-env-reserved 1:103'],
    ],
    ['a reserved variable', withHandler('"go": { "env": { "GOOS": "linux" } }'), ['go-env-reserved 1:66']],
    ['an invalid Go release', withHandler('"go": { "version": "latest" }'), ['manifest-value-invalid 1:68']],
    [
      'a runtime of one handler',
      '{ "handlers": { "a": { "package": "./a", "runtime": "provided.al2" } } }',
      ['setting-not-for-layout 1:53'],
    ],
    ['different wildcards', '{ "handlers": { "bin/*": "./cmd/a" } }', ['wildcard-mismatch 1:17']],
    ['a partial wildcard', '{ "handlers": { "bin/a**": "./cmd/a**" } }', ['wildcard-mismatch 1:17']],
    ['the name bootstrap', '{ "handlers": { "bootstrap": "./a" } }', ['handler-named-bootstrap 1:17']],
    ['names that differ in case', '{ "handlers": { "a": "./a", "A": "./b" } }', ['path-collision 1:29']],
    ['a name that is a directory', '{ "handlers": { "a/b": "./a", "a": "./b" } }', ['path-collision 1:31']],
    [
      'a file at the path of a handler',
      '{ "handlers": { "a": "./a" }, "files": { "a": "./x" } }',
      ['path-collision 1:42'],
    ],
    [
      'a file named bootstrap',
      '{ "handlers": { "a": "./a" }, "files": { "bootstrap": "./x" } }',
      ['path-collision 1:42'],
    ],
    [
      'a file with a bad name',
      '{ "handlers": { "a": "./a" }, "files": { "../x": "./x" } }',
      ['file-name-invalid 1:42'],
    ],
    [
      'another mode',
      '{ "handlers": { "a": "./a" }, "files": { "x": { "source": "./x", "mode": "0777" } } }',
      ['manifest-value-invalid 1:74'],
    ],
    ['__proto__', '{ "handlers": { "__proto__": "./a" } }', ['manifest-syntax 1:17']],
  ])('%s', async (_, text, expected) => {
    expect(await findings(text)).toEqual(expected);
  });

  test.each([
    '../a',
    './a',
    'a/../b',
    'a//b',
    '/a',
    'C:/a',
    'C:a',
    'a\\b',
    'a\u0007',
    'ü',
    'a b',
    'a/',
    '',
    'x'.repeat(129),
  ])('a handler named %j', async (name) => {
    const text = JSON.stringify({ handlers: { [name]: './a' } });
    expect(await findings(text)).toEqual(['handler-name-invalid 1:14']);
  });

  test.each([
    ['a tab', 'handlers:\n\ta: ./a\n', 'manifest-syntax'],
    ['a duplicate key', 'handlers:\n  a: ./a\n  a: ./b\n', 'manifest-duplicate-key'],
    ['a second document', 'handlers:\n  a: ./a\n---\nhandlers: {}\n', 'manifest-syntax'],
    ['a number for a variable', 'handlers: { a: ./a }\nvariables: { V: 1.10 }\n', 'manifest-value-invalid'],
    ['a key that is a list', 'handlers:\n  ? [a]\n  : ./a\n', 'manifest-syntax'],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`)}]`)
        .join('\n')}\n`,
      'manifest-syntax',
    ],
  ])('in YAML: %s', async (_, text, code) => {
    const { diagnostics } = await readManifest(text, { file: 'a.yaml' });
    expect(diagnostics.map((each) => each.code)).toContain(code);
  });
});

test('all errors are reported at once, in the order of the file', async () => {
  const text = `{
  "runtime": "go1.x",
  "handler": {},
  "handlers": { "bin/a": "./a", "../b": "./b", "BIN/A": "./c" },
  "files": { "x": 3 },
  "go": { "ldflags": "\${V}", "strip": "yes" },
  "compression": 11
}`;
  expect(await findings(text)).toEqual([
    'manifest-runtime-unsupported 2:14',
    'manifest-unknown-key 3:3',
    'handler-name-invalid 4:33',
    'path-collision 4:48',
    'manifest-value-invalid 5:19',
    'variable-undeclared 6:22',
    'manifest-value-invalid 6:39',
    'manifest-value-invalid 7:18',
  ]);
});

test('parseManifest throws all findings as one error', async () => {
  const error: unknown = await parseManifest('{ "handlers": { "../a": "./a", "b b": "./b" } }').catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(LambdazipError);
  expect(error).toMatchObject({ code: 'manifest-invalid', message: 'found 2 errors in lambdazip.json' });
  expect((error as LambdazipError).diagnostics).toHaveLength(2);
});

test('suggests a similar name', async () => {
  const { diagnostics } = await readManifest(withHandler('"architekture": "arm64"'));
  expect(diagnostics[0]?.args).toMatchObject({ key: 'architekture', likely: 'architecture' });
});
