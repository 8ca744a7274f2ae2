import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../../core/src/manifest/read-manifest.js';
import { extendManifest, type ManifestContent, makeManifest } from './manifest-text.js';

const handlers = { 'bin/b': './b', 'bin/a': ['cmd/a.go'] };
const lambda = {
  name: 'lambda',
  layout: 'binaries',
  handlers,
} as const satisfies ManifestContent['archives'][number];

describe('a new manifest', () => {
  test('has the handlers of a single archive at the top level, sorted', () => {
    expect(makeManifest({ archives: [lambda] })).toBe(
      '{\n  "handlers": {\n    "bin/a": [\n      "cmd/a.go"\n    ],\n    "bin/b": "./b"\n  }\n}\n',
    );
  });

  test('has what differs from the defaults, in the order of the reference', async () => {
    const text = makeManifest({
      archives: [
        {
          ...lambda,
          files: { 'b.txt': { source: 'b', mode: '0644' }, 'a.sh': { source: 'a', mode: '0755' } },
        },
        {
          name: 'functions',
          layout: 'per-handler',
          handlers: { Create: { package: './create', go: { cgo: true } } },
        },
      ],
      runtime: 'provided.al2',
      architecture: 'x86_64',
      go: { env: { GOPROXY: '2', GODEBUG: '1' }, ldflags: ['-X', 'main.v=${V}'], tags: [], norpc: false },
      variables: { V: 'dev' },
    });
    expect(JSON.parse(text)).toEqual({
      runtime: 'provided.al2',
      architecture: 'x86_64',
      go: { ldflags: ['-X', 'main.v=${V}'], norpc: false, env: { GODEBUG: '1', GOPROXY: '2' } },
      variables: { V: 'dev' },
      archives: {
        lambda: {
          handlers: { 'bin/a': ['cmd/a.go'], 'bin/b': './b' },
          files: { 'a.sh': { source: 'a', mode: '0755' }, 'b.txt': 'b' },
        },
        functions: {
          layout: 'per-handler',
          handlers: { Create: { package: './create', go: { cgo: true } } },
        },
      },
    });
    expect(text).toMatch(/"runtime".*"ldflags".*"norpc".*"GODEBUG".*"GOPROXY".*"archives"/s);
    await expect(parseManifest(text)).resolves.toMatchObject({
      archives: [{ name: 'lambda' }, { name: 'functions' }],
    });
  });

  test('has a single archive that all handlers share at the top level', async () => {
    const text = makeManifest({
      archives: [{ ...lambda, layout: 'multicall' }],
      go: { cgo: true },
    });
    expect(JSON.parse(text)).toEqual({
      layout: 'multicall',
      go: { cgo: true },
      handlers: { 'bin/a': ['cmd/a.go'], 'bin/b': './b' },
    });
    await expect(parseManifest(text)).resolves.toMatchObject({
      archives: [{ name: 'lambda', layout: 'multicall' }],
    });
  });

  test('omits defaults and empty settings', () => {
    const content = {
      archives: [{ ...lambda, handlers: { a: { package: './a', go: {} } } }],
      go: { tags: [], env: {} },
    };
    expect(makeManifest({ ...content, runtime: 'provided.al2023', architecture: 'arm64' })).toBe(
      '{\n  "handlers": {\n    "a": "./a"\n  }\n}\n',
    );
  });

  test('has an archive with a different name under `archives`', () => {
    expect(JSON.parse(makeManifest({ archives: [{ ...lambda, name: 'shop' }] }))).toHaveProperty(
      'archives.shop.handlers',
    );
  });

  test('is not changed by extending it with the same content', () => {
    const content: ManifestContent = { archives: [lambda], go: { tags: ['x'] }, variables: { V: '' } };
    const text = makeManifest(content);
    expect(extendManifest(text, 'lambdazip.json', content)).toEqual({ text, findings: [] });
  });
});

interface Extension {
  readonly title: string;
  readonly file?: string;
  readonly before: string;
  readonly after: string;
  readonly content: ManifestContent;
}

const only = (more: ManifestContent['archives'][number]['handlers']): ManifestContent => ({
  archives: [{ name: 'lambda', layout: 'binaries', handlers: more }],
});

const extensions: readonly Extension[] = [
  {
    title: 'gets the missing handlers, and keeps comments, order and a trailing comma',
    before:
      '// ours\n{\n  "handlers": {\n    "z": "./z", // last letter\n    "a": "./a/", // first\n  },\n  /* end */\n}\n',
    after:
      '// ours\n{\n  "handlers": {\n    "z": "./z", // last letter\n    "a": "./a/", // first\n    "c": "./c",\n    "m": [\n      "m/m.go"\n    ],\n  },\n  /* end */\n}\n',
    content: only({ m: ['m/m.go'], a: './a', c: './c' }),
  },
  {
    title: 'keeps the comment of the last handler, and text that looks like one',
    before:
      '{\n  "variables": { "U": "http://x" },\n  "handlers": {\n    "a": "./a" // first\n  }, /* then\n  */ "go": { "tags": ["x"] }\n}\n',
    after:
      '{\n  "variables": { "U": "http://x" },\n  "handlers": {\n    "a": "./a", // first\n    "c": {\n      "package": "./c",\n      "go": {\n        "cgo": true\n      }\n    }\n  }, /* then\n  */ "go": { "tags": ["x"] }\n}\n',
    content: only({ c: { package: './c', go: { cgo: true } } }),
  },
  {
    title: 'on one line stays on one line',
    before: '{ "handlers": { "a": "./a" }, "go": {} }//end',
    after: '{ "handlers": { "a": "./a", "c": { "package": "./c", "go": { "cgo": true } } }, "go": {} }//end',
    content: only({ c: { package: './c', go: { cgo: true } } }),
  },
  {
    title: 'in JSON with tabs and CRLF keeps its indentation',
    before: '{\r\n\t"handlers": {\r\n\t\t"a": "./a"\r\n\t}\r\n}',
    after: '{\r\n\t"handlers": {\r\n\t\t"a": "./a",\r\n\t\t"b": "./b"\r\n\t}\r\n}',
    content: only({ b: './b' }),
  },
  {
    title: 'in YAML keeps comments and quotes',
    file: 'lambdazip.yaml',
    before: "# ours\nhandlers:\n    'a': ./a # first\n\n# tail\nfiles: {x: y}\n",
    after:
      "# ours\nhandlers:\n    'a': ./a # first\n    b: [b/b.go]\n    c:\n        package: ./c\n        go:\n            cgo: true\n\n# tail\nfiles: {x: y}\n",
    content: only({ b: ['b/b.go'], c: { package: './c', go: { cgo: true } } }),
  },
  {
    title: 'covers the handlers that its wildcards match',
    before: '{ "handlers": { "bin/*": "./cmd/*", "api/**": "example.com/shop/api/**" } }',
    after: '{ "handlers": { "bin/*": "./cmd/*", "api/**": "example.com/shop/api/**" } }',
    content: only({ 'bin/create': './cmd/create', 'api/v1/list': './api/v1/list' }),
  },
  {
    title: 'covers a handler whose import path ends with the directory',
    before: '{ "handlers": { "a": "example.com/shop/cmd/a" } }',
    after: '{ "handlers": { "a": "example.com/shop/cmd/a" } }',
    content: only({ a: './cmd/a' }),
  },
  {
    title: 'gets a handler that its wildcard would give a different package',
    file: 'x.yml',
    before: 'handlers:\n  bin/*: ./cmd/*\n',
    after: 'handlers:\n  bin/*: ./cmd/*\n  bin/create: ./other\n',
    content: only({ 'bin/create': './other' }),
  },
  {
    title: 'gets settings of go on the new handlers, and their variables',
    file: 'x.yaml',
    before: 'go: {tags: [x]}\nvariables:\n  A: one\nhandlers:\n  a: ./a\n',
    after:
      'go: {tags: [x]}\nvariables:\n  A: one\n  B: two\nhandlers:\n  a: ./a\n  b:\n    package: ./b\n    go:\n      ldflags: [-X, "main.b=${B}"]\n',
    content: {
      ...only({ a: './a', b: './b' }),
      go: { tags: ['x'], ldflags: ['-X', 'main.b=${B}'] },
      variables: { A: '1', B: 'two', C: 'unused' },
    },
  },
  {
    title: 'gets a new archive in addition to others',
    file: 'x.yaml',
    before: 'architecture: x86_64\narchives:\n  shop:\n    handlers:\n      a: ./a\n',
    after:
      'architecture: x86_64\narchives:\n  shop:\n    handlers:\n      a: ./a\n      b: ./b\n    files:\n      c.txt: c.txt\n  functions:\n    architecture: arm64\n    layout: per-handler\n    handlers:\n      Create: ./create\n',
    content: {
      archives: [
        { name: 'shop', layout: 'binaries', handlers: { b: './b' }, files: { 'c.txt': 'c.txt' } },
        { name: 'functions', layout: 'per-handler', handlers: { Create: './create' } },
      ],
    },
  },
  {
    title: 'with a `name` is the archive of that name, also after a byte order mark',
    before: '\uFEFF{\n  "name": "shop",\n  "handlers": {\n    "a": "./a"\n  }\n}\n',
    after: '\uFEFF{\n  "name": "shop",\n  "handlers": {\n    "a": "./a",\n    "b": "./b"\n  }\n}\n',
    content: { archives: [{ name: 'shop', layout: 'binaries', handlers: { b: './b' } }] },
  },
];

describe('an existing manifest', () => {
  test.each(extensions)('$title', async ({ file = 'lambdazip.json', before, after, content }) => {
    expect(extendManifest(before, file, content)).toEqual({ text: after, findings: [] });
    expect(extendManifest(after, file, content)).toEqual({ text: after, findings: [] });
    await parseManifest(after, { file });
  });

  test('keeps a handler with a different package, and reports its location', () => {
    const text = '{\n  "handlers": { "a": "./a" },\n  "files": { "f": "x" }\n}\n';
    const content = {
      archives: [{ ...only({ a: './b' }).archives[0], files: { f: 'y' } }],
    } as ManifestContent;
    const { text: same, findings } = extendManifest(text, 'm.json', content);
    expect(same).toBe(text);
    expect(findings).toMatchObject([
      {
        code: 'migrate-manifest-conflict',
        severity: 'error',
        location: { file: 'm.json', line: 2, column: 17 },
      },
      { code: 'migrate-manifest-conflict', location: { line: 3 } },
    ]);
    expect(findings[0]?.args).toEqual({ what: 'handler a', present: './a', found: './b' });
  });

  test('with one archive cannot get a second one', () => {
    const text = '{ "handlers": { "a": "./a" } }';
    const content: ManifestContent = {
      archives: [{ name: 'functions', layout: 'per-handler', handlers: { B: './b' } }],
    };
    expect(extendManifest(text, 'm.json', content)).toMatchObject({
      text,
      findings: [{ code: 'migrate-manifest-archives' }],
    });
  });

  test('keeps its layout', () => {
    const text = '{ "layout": "per-handler", "handlers": { "a": "./a" } }';
    expect(extendManifest(text, 'm.json', only({ b: './b' }))).toMatchObject({
      text,
      findings: [{ code: 'migrate-manifest-conflict' }],
    });
  });

  test.each(['{', '{"handlers": 1}', '[]', '{"handlers": {}, "handlers": {}}'])(
    'that is invalid is refused: %s',
    (text) => {
      expect(() => extendManifest(text, 'm.json', only({}))).toThrow(
        expect.objectContaining({ code: 'manifest-invalid' }),
      );
    },
  );
});
