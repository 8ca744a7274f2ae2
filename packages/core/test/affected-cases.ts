// A project and changes to it, with the archives that each change affects. The table is run in memory
// (src/affected/affected.test.ts) and with the real git and go (packages/cli/test/affected.test.ts).

const manifest = {
  archives: {
    orders: {
      handlers: { 'bin/create': './cmd/create', 'bin/list': './cmd/list' },
      files: { 'assets/': './assets', 'note.txt': './note.txt' },
    },
    jobs: { handlers: { 'jobs/*': './jobs/*' } },
    tools: { layout: 'per-handler', handlers: { clean: './tools/clean', report: './tools/report' } },
  },
};

const importing = (...names: readonly string[]): string =>
  `package main\n\nimport (\n${names.map((name) => `\t"example.com/p/${name}"\n`).join('')})\n\nfunc main() { println(${names
    .map((name) => `${name.split('/').at(-1)}.Name`)
    .join(', ')}) }\n`;
const library = (name: string): string => `package ${name}\n\nconst Name = "${name}"\n`;

/** The files of the project, by path. */
export const affectedProject: Readonly<Record<string, string>> = {
  'go.mod':
    'module example.com/p\n\ngo 1.21\n\nrequire example.com/dep v1.0.0\n\nreplace example.com/dep => ./dep\n',
  'dep/go.mod': 'module example.com/dep\n\ngo 1.21\n',
  'dep/dep.go': library('dep'),
  'lambdazip.json': JSON.stringify(manifest, null, 2),
  'cmd/create/main.go': importing('internal/store'),
  'cmd/create/main_test.go': 'package main\n',
  'cmd/list/main.go': importing('internal/store', 'internal/page'),
  'internal/store/store.go': `package store\n\nimport "example.com/p/internal/db"\n\nconst Name = db.Name\n`,
  'internal/db/db.go': library('db'),
  'internal/db/db_windows.go': 'package db\n\nconst Windows = "w"\n',
  'internal/db/tagged.go': '//go:build never\n\npackage db\n\nconst Tagged = "t"\n',
  'internal/page/page.go':
    'package page\n\nimport "embed"\n\n//go:embed data/*\nvar data embed.FS\n\nvar Name = func() string { b, _ := data.ReadFile("data/a.txt"); return string(b) }()\n',
  'internal/page/data/a.txt': 'a',
  'internal/page/data/b.txt': 'b',
  'jobs/nightly/main.go': 'package main\n\nimport "example.com/dep"\n\nfunc main() { println(dep.Name) }\n',
  'jobs/weekly/main.go': importing('internal/page'),
  'tools/clean/main.go': importing('internal/db'),
  'tools/report/main.go': 'package main\n\nfunc main() { println("report") }\n',
  'assets/x.txt': 'x',
  'assets/y.txt': 'y',
  'note.txt': 'note',
  'README.md': 'readme',
  '.gitignore': 'dist\nbefore\nafter\n',
};

/** The main packages that go builds for the manifest; those of a wildcard are found in the files. */
export function mainPackagesOf(files: Readonly<Record<string, string>>): string[] {
  const directories = Object.keys(files).map(
    (path) => /^((?:cmd|jobs|tools)\/[^/]+)\/main\.go$/.exec(path)?.[1],
  );
  return [
    ...new Set(directories.flatMap((directory) => (directory === undefined ? [] : [`./${directory}`]))),
  ].sort();
}

/** New texts of files by path; null removes a file. */
export type Edits = Readonly<Record<string, string | null>>;

/** The project after some edits. */
export function editedProject(edits: Edits): Record<string, string> {
  const files = Object.entries({ ...affectedProject, ...edits });
  return Object.fromEntries(files.filter((file): file is [string, string] => file[1] !== null));
}

export type AffectedCase = readonly [
  title: string,
  edits: Edits,
  /** The affected archives with their handlers, marked `*` if the archive itself is affected. */
  expected: Readonly<Record<string, readonly string[]>>,
  /** The distinct reasons, as `kind path change`, in the order of the report. */
  reasons: readonly string[],
];

function edited(path: string, edit: (text: string) => string): Edits {
  const before = affectedProject[path] ?? '';
  const after = edit(before);
  if (after === before) throw new Error(`the edit does not change ${path}`);
  return { [path]: after };
}

const everyDb = { orders: ['bin/create', 'bin/list'], clean: ['clean'] };
const everyPage = { orders: ['bin/list'], jobs: ['jobs/weekly'] };

export const affectedCases: readonly AffectedCase[] = [
  ['nothing', {}, {}, []],
  ['an unused file', edited('README.md', () => 'other'), {}, []],
  ['a test', edited('cmd/create/main_test.go', (text) => `${text}\n// x\n`), {}, []],
  [
    'a main package',
    edited('cmd/create/main.go', (text) => `${text}\nvar X = 1\n`),
    { orders: ['bin/create'] },
    ['source cmd/create/main.go modified'],
  ],
  [
    'a package that others import through another',
    edited('internal/db/db.go', (text) => text.replace('"db"', '"other"')),
    everyDb,
    ['source internal/db/db.go modified'],
  ],
  [
    'a file for another system',
    edited('internal/db/db_windows.go', (text) => `${text}\nconst More = 1\n`),
    {},
    [],
  ],
  [
    'a file that its tags exclude',
    edited('internal/db/tagged.go', (text) => `${text}\nconst More = 1\n`),
    {},
    [],
  ],
  [
    'a file that its tags now include',
    edited('internal/db/tagged.go', (text) => text.replace('never', 'linux')),
    everyDb,
    ['source internal/db/tagged.go modified'],
  ],
  [
    'a new file of a package',
    { 'internal/db/more.go': 'package db\n\nvar More = Name\n' },
    everyDb,
    ['source internal/db/more.go added'],
  ],
  [
    'a removed file of a package',
    { 'internal/db/tagged.go': null },
    everyDb,
    ['source internal/db/tagged.go deleted'],
  ],
  ['a removed file for another system', { 'internal/db/db_windows.go': null }, {}, []],
  [
    'an embedded file',
    edited('internal/page/data/a.txt', () => 'other'),
    everyPage,
    ['embedded internal/page/data/a.txt modified'],
  ],
  [
    'a new embedded file',
    { 'internal/page/data/c.txt': 'c' },
    everyPage,
    ['embedded internal/page/data/c.txt added'],
  ],
  [
    'a removed embedded file',
    { 'internal/page/data/b.txt': null },
    everyPage,
    ['embedded internal/page/data/b.txt deleted'],
  ],
  ['an asset', edited('assets/x.txt', () => 'other'), { orders: ['*'] }, ['asset assets/x.txt modified']],
  ['a new asset', { 'assets/z.txt': 'z' }, { orders: ['*'] }, ['asset assets/z.txt added']],
  ['a removed asset', { 'assets/y.txt': null }, { orders: ['*'] }, ['asset assets/y.txt deleted']],
  [
    'a new handler of a wildcard',
    { 'jobs/daily/main.go': 'package main\n\nfunc main() {}\n' },
    { jobs: ['jobs/daily'] },
    ['source jobs/daily/main.go added'],
  ],
  [
    'a removed handler of a wildcard',
    { 'jobs/weekly/main.go': null },
    { jobs: ['*'] },
    ['source jobs/weekly/main.go deleted'],
  ],
  [
    'a module in a directory',
    edited('dep/dep.go', (text) => text.replace('"dep"', '"other"')),
    { jobs: ['jobs/nightly'] },
    ['source dep/dep.go modified'],
  ],
  [
    'the go.mod of that module',
    edited('dep/go.mod', (text) => text.replace('1.21', '1.20')),
    { jobs: ['jobs/nightly'] },
    ['go.mod dep/go.mod modified'],
  ],
  [
    'the version of a module',
    edited('go.mod', (text) => text.replace('v1.0.0', 'v1.0.1')),
    { jobs: ['jobs/nightly'] },
    ['module example.com/dep modified'],
  ],
  [
    'the go line',
    edited('go.mod', (text) => text.replace('go 1.21', 'go 1.22')),
    {
      orders: ['bin/create', 'bin/list'],
      jobs: ['jobs/nightly', 'jobs/weekly'],
      clean: ['clean'],
      report: ['report'],
    },
    ['go.mod go.mod: the line `go 1.22` modified'],
  ],
  [
    'a setting of one handler',
    edited('lambdazip.json', (text) =>
      text.replace('"./cmd/list"', '{ "package": "./cmd/list", "go": { "ldflags": "-X main.v=1" } }'),
    ),
    { orders: ['bin/list'] },
    ['manifest lambdazip.json: go.ldflags modified'],
  ],
  [
    'a setting of an archive',
    edited('lambdazip.json', (text) => text.replace('"jobs": {', '"jobs": { "compression": 1,')),
    { jobs: ['*'] },
    ['manifest lambdazip.json: compression modified'],
  ],
  [
    'a handler that is gone',
    edited('lambdazip.json', (text) => text.replace(/"bin\/create": [^,]*,/, '')),
    { orders: ['*'] },
    ['manifest lambdazip.json: the handler bin/create is gone modified'],
  ],
  ['a comment in the manifest', edited('lambdazip.json', (text) => text.replace('{', '{\n // x\n')), {}, []],
];
