import { parseJson, parseYaml } from '@lambdazip/core/internal';
import { describe, expect, test } from 'vitest';
import { type ArchiveDivision, divideArchives } from './divide-archives.js';

function division(
  places: Readonly<Record<string, string>>,
  more: Partial<ArchiveDivision> = {},
): ArchiveDivision {
  return {
    archive: 'lambda',
    places: new Map(Object.entries(places)),
    expanded: new Map(),
    added: ['lambda-2'],
    ...more,
  };
}

const places = { a: 'lambda', b: 'lambda-2', c: 'lambda' };

function divided(text: string, file: string, divisions: readonly ArchiveDivision[]): string {
  const result = divideArchives(text, file, divisions);
  const parse = file.endsWith('.yaml') ? parseYaml : parseJson;
  expect(parse(result).problems).toEqual([]);
  return result;
}

describe('a manifest with one archive', () => {
  test('becomes one with archives; settings stay, comments move, and files are in each archive', () => {
    const text = `{
  // Built by CI.
  "$schema": "x.json",
  "name": "lambda",
  "architecture": "arm64", // cheaper
  // Every function of the shop.
  "handlers": {
    // first
    "a": "./cmd/a", // note of a
    // Orders.

    /* second */
    "b": {
      "package": "./cmd/b",
      "go": { "tags": ["x"] }
    },

    // third
    "c": "./cmd/c"
    // more to come
  },
  // Read at start.
  "files": { "x.txt": "./x.txt" }
}
`;
    expect(divided(text, 'lambdazip.json', [division(places)])).toBe(`{
  // Built by CI.
  "$schema": "x.json",
  "architecture": "arm64", // cheaper
  // Every function of the shop.
  // more to come
  "archives": {
    "lambda": {
      "handlers": {
        // first
        "a": "./cmd/a", // note of a
        // third
        "c": "./cmd/c"
      },
      // Read at start.
      "files": { "x.txt": "./x.txt" }
    },
    "lambda-2": {
      "handlers": {
        // Orders.
        /* second */
        "b": {
          "package": "./cmd/b",
          "go": { "tags": ["x"] }
        }
      },
      // Read at start.
      "files": { "x.txt": "./x.txt" }
    }
  }
}
`);
  });

  test('can be YAML', () => {
    const text = `# yaml-language-server: $schema=x.json
name: lambda
go:
  tags: [x]
handlers: # of the shop
  # first
  a: ./cmd/a # note
  b:
    package: ./cmd/b
    go:
      ldflags: -X main.a=b
  c: ./cmd/c
files:
  x.txt: ./x.txt
acknowledge: []
`;
    expect(divided(text, 'lambdazip.yaml', [division(places)])).toBe(`# yaml-language-server: $schema=x.json
go:
  tags: [x]
archives:
  lambda:
    handlers:
      # of the shop
      # first
      a: ./cmd/a # note
      c: ./cmd/c
    files:
      x.txt: ./x.txt
  lambda-2:
    handlers:
      b:
        package: ./cmd/b
        go:
          ldflags: -X main.a=b
    files:
      x.txt: ./x.txt
acknowledge: []
`);
  });

  test('stays on one line', () => {
    const text = '{ "handlers": { "a": "./a", "b": "./b", "c": "./c" }, "files": { "x": "./x" } }\n';
    expect(divided(text, 'lambdazip.json', [division(places)])).toBe(
      '{ "archives": { "lambda": { "handlers": { "a": "./a", "c": "./c" }, "files": { "x": "./x" } }, "lambda-2": { "handlers": { "b": "./b" }, "files": { "x": "./x" } } } }\n',
    );
  });

  test('keeps its line ends and its tabs', () => {
    const text = '{\r\n\t"handlers": {\r\n\t\t"a": "./a",\r\n\t\t"b": "./b"\r\n\t}\r\n}\r\n';
    const result = divided(text, 'lambdazip.json', [division({ a: 'lambda', b: 'lambda-2' })]);
    expect(result).toContain(
      '\r\n\t\t"lambda-2": {\r\n\t\t\t"handlers": {\r\n\t\t\t\t"b": "./b"\r\n\t\t\t}\r\n\t\t}\r\n',
    );
    expect(result).not.toMatch(/[^\r]\n/);
  });
});

describe('a manifest with archives', () => {
  const text = `archives:
  # The API.
  lambda:
    layout: binaries
    handlers:
      a: ./cmd/a
      # why b
      b: ./cmd/b # note of b
      c: ./cmd/c
    files:
      x.txt: ./x.txt
  jobs:
    handlers:
      j: ./cmd/j # nightly
`;

  test('gets new archives with the settings of the one that they come from', () => {
    expect(divided(text, 'l.yaml', [division(places)])).toBe(`archives:
  # The API.
  lambda:
    layout: binaries
    handlers:
      a: ./cmd/a
      c: ./cmd/c
    files:
      x.txt: ./x.txt
  lambda-2:
    layout: binaries
    handlers:
      # why b
      b: ./cmd/b # note of b
    files:
      x.txt: ./x.txt
  jobs:
    handlers:
      j: ./cmd/j # nightly
`);
  });

  test('handlers can move to an archive that exists', () => {
    const moved = division({ a: 'lambda', b: 'jobs', c: 'jobs' }, { added: [] });
    expect(divided(text, 'l.yaml', [moved])).toBe(`archives:
  # The API.
  lambda:
    layout: binaries
    handlers:
      a: ./cmd/a
    files:
      x.txt: ./x.txt
  jobs:
    handlers:
      j: ./cmd/j # nightly
      # why b
      b: ./cmd/b # note of b
      c: ./cmd/c
`);
  });

  test('JSON keeps its commas and trailing commas right', () => {
    const json = `{
  "archives": {
    "lambda": {
      "handlers": {
        "a": "./a",
        "b": "./b", // note of b
        "c": "./c" // note of c
      }
    },
    "jobs": { "handlers": { "j": "./j", } }
  }
}
`;
    const moved = division({ a: 'lambda', b: 'jobs', c: 'lambda-2' });
    expect(divided(json, 'l.json', [moved])).toBe(`{
  "archives": {
    "lambda": {
      "handlers": {
        "a": "./a"
      }
    },
    "lambda-2": {
      "handlers": {
        "c": "./c" // note of c
      }
    },
    "jobs": { "handlers": { "j": "./j", "b": "./b", } }
  }
}
`);
    const last = division({ a: 'jobs', b: 'jobs', c: 'lambda' }, { added: [] });
    const other = json.replace('{ "j": "./j", }', '{\n        "j": "./j" // nightly\n      }');
    expect(divided(other, 'l.json', [last])).toContain(
      '"j": "./j", // nightly\n        "a": "./a",\n        "b": "./b" // note of b\n      }',
    );
  });
});

test('a wildcard is replaced by its handlers, with its settings', () => {
  const text = `handlers:
  # all of them
  bin/*:
    package: ./cmd/*
    go: { tags: [x] }
  z: ./z
`;
  const expanded = new Map([
    [
      'bin/*',
      [
        { handler: 'bin/a', package: './cmd/a', place: 'lambda' },
        { handler: 'bin/b', package: './cmd/b', place: 'lambda-2' },
        { handler: 'bin/c', package: './cmd/c', place: 'lambda' },
      ],
    ],
  ]);
  expect(divided(text, 'l.yaml', [division({ z: 'lambda-2' }, { expanded })])).toBe(`archives:
  lambda:
    handlers:
      # all of them
      bin/a:
        package: ./cmd/a
        go: { tags: [x] }
      bin/c:
        package: ./cmd/c
        go: { tags: [x] }
  lambda-2:
    handlers:
      # all of them
      bin/b:
        package: ./cmd/b
        go: { tags: [x] }
      z: ./z
`);
});

test.each([
  [
    'archives:\n  x: &x\n    handlers: &h\n      a: ./a\n      b: ./b\n  lambda: *x\n',
    'archive lambda uses an alias',
  ],
  [
    'archives:\n  x:\n    handlers: &h\n      a: ./a\n      b: ./b\n  lambda:\n    handlers: *h\n',
    'handlers',
  ],
])('a manifest with aliases for maps is refused: %j', (text, reason) => {
  expect(() => divideArchives(text, 'l.yaml', [division({ a: 'lambda', b: 'lambda-2' })])).toThrow(reason);
});

test.each<[text: string, reason: string, more: Partial<ArchiveDivision>]>([
  ['archives:\n  other:\n    handlers:\n      a: ./a\n', 'archive lambda is not written out', {}],
  ['archives:\n  lambda:\n    layout: binaries\n', 'archive lambda has no `handlers` of its own', {}],
  [
    'package: &p ./cmd/*\narchives:\n  lambda:\n    handlers:\n      "*": *p\n',
    'wildcard * uses an alias',
    { expanded: new Map([['*', [{ handler: 'a', package: './cmd/a', place: 'lambda-2' }]]]) },
  ],
])('a manifest in which something is not written out is refused: %j', (text, reason, more) => {
  expect(() => divideArchives(text, 'l.yaml', [division({ a: 'lambda-2' }, more)])).toThrow(reason);
});
