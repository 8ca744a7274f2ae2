import { describe, expect, test } from 'vitest';
import { madeProject, programsIn } from '../../../core/test/made-project.js';
import { describedBuild } from '../../test/described-build.js';
import type { FileCommand } from './build-command.js';
import { readBuildEvidence } from './read-evidence.js';

const programs = { ...programsIn('cmd/create', 'cmd/list'), 'go.mod': 'module example.com/shop\n' };
const create = '-o bin/create ./cmd/create';
const list = '-o bin/list ./cmd/list';

async function evidenceOf(files: Readonly<Record<string, string>>) {
  return await readBuildEvidence(madeProject({ ...programs, ...files }));
}

type Row = readonly [title: string, file: string, text: string, expected: readonly string[]];

describe('readBuildEvidence', () => {
  test.each<Row>([
    [
      'scripts of package.json',
      'web/package.json',
      '{\n "scripts": {\n  "build": "cd .. && cross-env GOOS=linux go build -o bin/create ./cmd/create",\n  "test": "jest"\n }\n}\n',
      [`[build] GOOS=linux ${create}`],
    ],
    [
      'commands of a buildspec, which run in one shell',
      'buildspec-prod.yml',
      'version: 0.2\nenv:\n  variables:\n    GOARCH: arm64\nphases:\n  install:\n    commands:\n      - cd cmd/create\n  build:\n    commands:\n      - export GOOS=linux\n      - go build -o ../../bin/create\n',
      [
        `[build] in cmd/create: GOOS=linux GOARCH=arm64 ${create}`.replace(
          'GOOS=linux GOARCH=arm64',
          'GOARCH=arm64 GOOS=linux',
        ),
      ],
    ],
    [
      'steps of a workflow, with variables of all levels',
      '.github/workflows/ci.yaml',
      "on: push\nenv:\n  GOOS: linux\ndefaults:\n  run:\n    working-directory: cmd\njobs:\n  ship:\n    env: {GOARCH: arm64}\n    steps:\n      - uses: actions/checkout@v4\n      - name: Build\n        env: {CGO_ENABLED: '0'}\n        working-directory: cmd/create\n        run: go build -o ../../bin/create\n      - run: |\n          echo x\n          go build ./list\n",
      [
        `[ship/Build] in cmd/create: GOOS=linux GOARCH=arm64 CGO_ENABLED=0 ${create}`,
        '[ship/3] in cmd: GOOS=linux GOARCH=arm64 ./cmd/list',
      ],
    ],
    [
      'the matrix of a workflow',
      '.github/workflows/ci.yml',
      'jobs:\n  b:\n    strategy:\n      matrix:\n        fn: [create, list]\n        include: []\n    steps:\n      - run: GOOS=${{ matrix.os }} go build -o bin/${{ matrix.fn }} ./cmd/${{matrix.fn}}\n',
      [`[b/1] GOOS=\${matrix_os} ${create} ?matrix_os`, `[b/1] GOOS=\${matrix_os} ${list} ?matrix_os`],
    ],
    [
      'an action of the project',
      '.github/actions/build/action.yml',
      'runs:\n  using: composite\n  steps:\n    - run: go build .\n      shell: bash\n',
      ['[build/1] .'],
    ],
    [
      'jobs of a GitLab pipeline',
      '.gitlab-ci.yml',
      'variables:\n  GOOS: linux\n.go:\n  before_script: [cd cmd]\n  script:\n    - go build -o ../bin/create ./create\nbuild:\n  extends: .go\n  before_script:\n    - cd cmd\n',
      [`[.go] in cmd: GOOS=linux ${create}`, `[build] in cmd: GOOS=linux ${create}`],
    ],
    [
      'tasks, with variables, directories and loops',
      'Taskfile.yml',
      'version: \'3\'\nvars:\n  OUT: bin\n  V:\n    sh: git describe\nenv:\n  GOOS: linux\ntasks:\n  create:\n    dir: cmd/create\n    env: {GOARCH: arm64}\n    cmds:\n      - go build -ldflags "-X main.v={{.V}}" -o ../../{{.OUT}}/{{.NAME | default "create"}}\n  all:\n    cmds:\n      - for: [create, list]\n        cmd: go build -o bin/{{.ITEM}} ./cmd/{{.ITEM}}\n      - task: one\n        vars: {NAME: list}\n  one:\n    - go build -tags one -o bin/{{.NAME}} ./cmd/{{.NAME}}\n  plain: go build .\n',
      [
        `[create] in cmd/create: GOOS=linux GOARCH=arm64 -ldflags=-X main.v=\${V} ${create} ?V`,
        `[all] GOOS=linux ${create}`,
        `[all] GOOS=linux ${list}`,
        `[one] GOOS=linux -tags=one ${list}`,
        '[plain] GOOS=linux .',
      ],
    ],
    [
      'tasks over files',
      'Taskfile.yaml',
      "version: '3'\nvars:\n  FNS:\n    sh: ls cmd\ntasks:\n  a:\n    sources: [cmd/*/main.go]\n    cmds:\n      - for: sources\n        cmd: go build -o bin/{{base (dir .ITEM)}} ./{{.ITEM | dir}}\n      - for: {var: FNS}\n        cmd: go build -tags x -o bin/{{.ITEM}} ./cmd/{{.ITEM}}\n",
      [`[a] ${create}`, `[a] ${list}`, `[a] -tags=x ${create}`, `[a] -tags=x ${list}`],
    ],
    ['a script without an extension', 'build', '#!/usr/bin/env -S bash -e\ngo build .\n', ['.']],
    ['nothing in other files', 'notes', 'go build .\n', []],
    [
      'a makefile with Windows line endings',
      'Makefile',
      'build:\r\n\tgo build \\\r\n\t  .\r\n',
      ['[build] .'],
    ],
  ])('reads %s', async (_, file, text, expected) => {
    const { commands, unread } = await evidenceOf({ [file]: text });
    expect(unread).toEqual([]);
    expect(commands.map(describedBuild)).toEqual(expected);
  });

  test('reads included Taskfiles relative to the place of inclusion', async () => {
    const { commands } = await evidenceOf({
      'Taskfile.yml':
        "version: '3'\nincludes:\n  go: ./tasks/Go.yml\n  other: {taskfile: ./A, dir: cmd}\ntasks: {}\n",
      'tasks/Go.yml': "version: '3'\ntasks:\n  a: go build ./cmd/create\n",
      'A/Taskfile.yml': "version: '3'\ntasks:\n  b: go build ./list\n",
    });
    expect(commands.map(describedBuild)).toEqual(['[b] in cmd: ./cmd/list', '[a] ./cmd/create']);
  });

  test('reads a script once for each caller, with its variables', async () => {
    const { commands } = await evidenceOf({
      'scripts/one.sh': 'go build -o bin/$1 ./cmd/$1\n',
      'package.json':
        '{"scripts": {"a": "GOOS=linux sh scripts/one.sh create", "b": "bash ./scripts/one.sh list"}}',
    });
    expect(commands.map(describedBuild)).toEqual([`[a] GOOS=linux ${create}`, `[b] ${list}`]);
  });

  test('knows the lines of a block scalar, and the position of a plain scalar', async () => {
    const { commands } = await evidenceOf({
      '.github/workflows/a.yml':
        'jobs:\n  a:\n    steps:\n      - run: |\n          make\n\n          go build \\\n            ./cmd/create\n      - run: go build ./cmd/list\n',
    });
    expect(commands.map(({ location, source, file }) => ({ ...location, source, is: file }))).toEqual([
      {
        file: '.github/workflows/a.yml',
        line: 7,
        column: 11,
        source: 'go build ./cmd/create',
        is: 'GitHub workflow',
      },
      {
        file: '.github/workflows/a.yml',
        line: 9,
        column: 14,
        source: 'go build ./cmd/list',
        is: 'GitHub workflow',
      },
    ]);
  });

  test('reports a file that builds Go but is not valid YAML', async () => {
    const { unread } = await evidenceOf({ 'Taskfile.yml': 'tasks:\n  a: [go build .\n' });
    expect(unread.map(({ source, location }) => [source, location.file])).toEqual([
      ['Taskfile.yml', 'Taskfile.yml'],
    ]);
  });
});

describe('files next to the builds', () => {
  test.each<readonly [string, readonly string[]]>([
    ['cp a b', ['copy a > b']],
    ['cp -r -f templates config.yaml dist', ['copy templates config.yaml > dist/']],
    ['cp main.txt cmd', ['copy main.txt > cmd/']],
    ['cp cmd/*/main.go out/', ['copy cmd/create/main.go cmd/list/main.go > out/']],
    ['cp -t out a b', ['copy a b > out/']],
    ['cp a .', ['copy a > ./']],
    ['mv bin/x "$ARTIFACTS_DIR/bootstrap"', ['copy bin/x > $(ARTIFACTS_DIR)/bootstrap']],
    ['install -D -m 0755 a bin/b', ['copy a > bin/b']],
    ['install -d out', []],
    ['zip -j bin/create.zip bin/create config.json', ['zip bin/create config.json > bin/create.zip -j']],
    ['cd bin && zip -qr9 ../create create -x "*.go"', ['zip bin/create > create.zip']],
    ['for f in a b; do zip -9jr $f.zip $f; done', ['zip a > a.zip -j', 'zip b > b.zip -j']],
    ['~/go/bin/build-lambda-zip -o main.zip main', ['zip main > main.zip -j']],
    ['build-lambda-zip.exe --output=a.zip bin/a b', ['zip bin/a b > a.zip -j']],
    ['7z a x.zip bin/x', ['zip bin/x > x.zip']],
    ['zip - a > b', []],
    ['echo cp a b', []],
  ])('are read from %s', async (script, expected) => {
    const { files } = await evidenceOf({ 'x.sh': script });
    const described = ({ kind, from, to, junkPaths }: FileCommand): string =>
      `${kind} ${from.join(' ')} > ${to}${junkPaths ? ' -j' : ''}`;
    expect(files.map(described)).toEqual(expected);
  });
});

test.each([
  ['one long line', `go build -o bin/create ./cmd/create ${'\\'.repeat(1_000_000)}`],
  ['joined lines', `go build -o bin/create ./cmd/create \\\n${`${' '.repeat(900)}\\\n`.repeat(1000)}`],
])('a script with %s of a megabyte is reported and not read', async (_, text) => {
  const { commands, unread } = await evidenceOf({ 'build.sh': `#!/bin/sh\n${text}\n` });
  expect(commands).toEqual([]);
  expect(unread.map(({ location, reason }) => [location.file, reason])).toEqual([
    ['build.sh', 'line too long'],
  ]);
});

test('conditions, expressions and comments with megabytes of blanks and quotes are read quickly', async () => {
  const start = performance.now();
  const blanks = ' '.repeat(16_000);
  await evidenceOf({
    Makefile: `ifeq ${'"'.repeat(16_000)}\nendif\ninclude ${blanks}\nexport ${blanks}\nall:\n\tgo build ./cmd/create\n`,
    'Taskfile.yml': `version: 3\ntasks:\n  a:\n    cmds:\n      - "go build {{-${blanks}{{}}"\n`,
    'cmd/x/main.go': `package main\nimport${'\t'.repeat(200_000)};\n${"'\\\\'\\\\".repeat(100_000)}\n`,
  });
  expect(performance.now() - start).toBeLessThan(20_000);
});
