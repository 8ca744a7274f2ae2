import { describe, expect, test } from 'vitest';
import { madeProject, programsIn } from '../../../../core/test/made-project.js';
import { describedBuild } from '../../../test/described-build.js';
import { readBuildEvidence } from '../read-evidence.js';

const programs = {
  ...programsIn('cmd/create', 'cmd/list', 'functions/orders/get'),
  'go.mod': 'module example.com/shop\n',
  'main.go': 'package main\n',
  'todos/add.go': 'package main\n',
  'todos/drop.go': 'package main\n',
  'todos/note.txt': '',
};

async function buildsOf(
  script: string,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const evidence = await readBuildEvidence(madeProject({ ...programs, ...more, 'build.sh': script }));
  expect(evidence.unread).toEqual([]);
  return evidence.commands.map(describedBuild);
}

type Row = readonly [title: string, script: string, expected: readonly string[]];

const create = '-o bin/create ./cmd/create';
const list = '-o bin/list ./cmd/list';

describe('go build in a shell script', () => {
  test.each<Row>([
    ['has an output and a directory', 'go build -o bin/create ./cmd/create', [create]],
    ['has an output joined with =', 'go build -o=bin/create ./cmd/create', [create]],
    ['has flags with two dashes', 'go build --o bin/create ./cmd/create', [create]],
    ['has flags after the package', 'go build ./cmd/create -o bin/create', [create]],
    ['names a file', 'go build -o bin/create cmd/create/main.go', ['-o bin/create cmd/create/main.go']],
    [
      'lists files with a pattern',
      'go build -o bin/todos todos/*.go',
      ['-o bin/todos todos/add.go todos/drop.go'],
    ],
    ['names nothing', 'go build', ['.']],
    ['is the directory it is in', 'go build -o main .', ['-o main .']],
    ['builds everything below', 'go build ./...', ['./...']],
    ['builds everything below a directory', 'go build -o bin/ ./cmd/...', ['-o bin/ cmd/...']],
    [
      'writes several packages into a directory',
      'go build -o bin ./cmd/create ./cmd/list',
      ['-o bin/ ./cmd/create ./cmd/list'],
    ],
    ['names a directory without ./', 'go build -o bin/create cmd/create', [create]],
    [
      'names an import path',
      'go build -o bin/create example.com/shop/cmd/create',
      ['-o bin/create import example.com/shop/cmd/create'],
    ],
    ['refers to a missing package', 'go build -o bin/x shop/cmd/x', ['-o bin/x import shop/cmd/x']],
    ['writes into a directory that exists', 'go build -o cmd ./cmd/create', ['-o cmd/ ./cmd/create']],
    ['changes directory with -C', 'go build -C cmd/create -o ../../bin/create', [`in cmd/create: ${create}`]],
    ['installs', 'GOOS=linux go install ./cmd/create', ['GOOS=linux ./cmd/create']],
    ['installs an external tool', 'go install example.com/tool@latest', []],
    [
      'has flags of all kinds',
      `go build -a -trimpath -tags a,b -ldflags "-s -w" -gcflags='all=-N -l' -mod=vendor -installsuffix cgo -o bin/create ./cmd/create`,
      [`-a -trimpath -tags=a,b -ldflags=-s -w -gcflags=all=-N -l -mod=vendor -installsuffix=cgo ${create}`],
    ],
    ['keeps quotes inside a flag', `go build -ldflags "-X 'main.a=b c'" .`, ["-ldflags=-X 'main.a=b c' ."]],
    ['has variables before it', 'GOOS=linux CGO_ENABLED=0 go build .', ['GOOS=linux CGO_ENABLED=0 .']],
    ['is started by env', 'env GOOS=linux GOARCH=arm64 go build .', ['GOOS=linux GOARCH=arm64 .']],
    ['is started by time and sudo', 'time sudo -E go build .', ['.']],
    ['is started by sh -c', `sh -c 'GOOS=linux go build .'`, ['GOOS=linux .']],
    ['is started by an unknown program', 'aws-vault exec dev -- GOOS=linux go build .', ['GOOS=linux .']],
    ['is only printed', 'echo "go build ."; echo go build .', []],
    ['is a comment', '# go build .\ntrue # go build .', []],
    ['is called by its path', '/usr/local/go/bin/go build .', ['.']],
    ['is called by a version', 'go1.22 build .', ['.']],
    ['is called by a variable', 'GO=go\n$GO build .\n"${GO}" build -o x .', ['.', '-o x .']],
    ['is called by an unset variable', '${GOCMD} build .', ['.']],
    ['is after cd', 'cd cmd/create && go build -o ../../bin/create', [`in cmd/create: ${create}`]],
    [
      'is in a subshell',
      '(cd cmd/create; go build -o ../../bin/create .)\ngo build .',
      [`in cmd/create: ${create}`, '.'],
    ],
    [
      'is between pushd and popd',
      'pushd cmd/list; go build; popd; go build',
      ['in cmd/list: ./cmd/list', '.'],
    ],
    ['goes back with cd -', 'cd cmd; cd -; go build', ['.']],
    [
      'is continued',
      'GOOS=linux \\\n  go build \\\n    -o bin/create \\\n    ./cmd/create',
      [`GOOS=linux ${create}`],
    ],
    ['is in a condition', 'if ! GOOS=linux go build .; then exit 1; fi', ['GOOS=linux .']],
    [
      'is in both branches',
      'if [ "$A" = b ]; then go build -tags b .; else go build -tags c .; fi',
      ['-tags=b .', '-tags=c .'],
    ],
    [
      'is exported to',
      'export GOOS=linux GOARCH="arm64"\nCGO_ENABLED=0\nexport CGO_ENABLED\ngo build .',
      ['GOOS=linux GOARCH=arm64 CGO_ENABLED=0 .'],
    ],
    ['is after a here-document', 'cat <<EOF > x\ngo build nothing\nEOF\ngo build .', ['.']],
    [
      'runs in the background',
      'go build ./cmd/create &\ngo build ./cmd/list &\nwait',
      ['./cmd/create', './cmd/list'],
    ],
    ['redirects its errors', 'go build -o bin/create ./cmd/create > log 2>&1 || exit 1', [create]],
    [
      'runs in a container',
      'docker run --rm -v "$PWD":/src -w /src/cmd/create -e GOOS=linux golang:1.22 go build -o /src/bin/create',
      [`in cmd/create: GOOS=linux ${create}`],
    ],
    [
      'runs in a shell of a container',
      `docker run --rm -v $(pwd):/src -w /src golang sh -c "go build -o bin/create ./cmd/create"`,
      [create],
    ],
    ['uses the cmd.exe syntax for variables', 'set GOOS=linux&& go build .', ['GOOS=linux .']],
  ])('that %s', async (_, script, expected) => {
    expect(await buildsOf(script)).toEqual(expected);
  });

  test.each<Row>([
    ['over words', 'for f in create list; do go build -o bin/$f ./cmd/$f; done', [create, list]],
    ['over a pattern', 'for d in cmd/*; do go build -o bin/${d##*/} ./$d; done', [create, list]],
    [
      'over a pattern of directories',
      'for d in cmd/*/; do go build -o bin/$(basename $d) ./$d; done',
      [create, list],
    ],
    ['over braces', 'for f in {create,list}; do go build -o bin/$f ./cmd/$f; done', [create, list]],
    ['over ls', 'for f in $(ls cmd); do go build -o bin/$f ./cmd/$f; done', [create, list]],
    ['over backquotes', 'for f in `ls cmd`; do go build -o "bin/$f" "./cmd/$f"; done', [create, list]],
    [
      'over find',
      'for f in $(find cmd -name main.go); do d=$(dirname $f); go build -o bin/$(basename "$d") ./$d; done',
      [create, list],
    ],
    [
      'over find of directories',
      'for d in $(find cmd -mindepth 1 -maxdepth 1 -type d); do go build -o bin/${d#cmd/} ./$d; done',
      [create, list],
    ],
    [
      'over files',
      'cd todos\nfor f in *.go; do n="${f%.go}"\n go build -o "../bin/$n" ${f}\ndone',
      ['in todos: -o bin/add todos/add.go', 'in todos: -o bin/drop todos/drop.go'],
    ],
    [
      'over a list',
      'FNS=(create list)\nfor f in "${FNS[@]}"; do go build -o bin/$f ./cmd/$f; done',
      [create, list],
    ],
    ['over a text', 'FNS="create list"\nfor f in $FNS; do go build -o bin/$f ./cmd/$f; done', [create, list]],
    [
      'over lines that are read',
      'find cmd -name main.go | while read -r f; do d=${f%/*}; go build -o bin/${d##*/} ./$d; done',
      [create, list],
    ],
    [
      'over lines of a substitution',
      'while IFS= read -r f; do go build -o bin/$f ./cmd/$f; done < <(ls cmd)',
      [create, list],
    ],
    ['over xargs -I', 'ls cmd | xargs -I{} go build -o bin/{} ./cmd/{}', [create, list]],
    [
      'over xargs -n1 of a shell',
      `ls cmd | xargs -n 1 -I % sh -c 'go build -o bin/% ./cmd/%'`,
      [create, list],
    ],
    [
      'over find -exec',
      'find cmd -mindepth 1 -type d -exec go build -o bin/ ./{} \\;',
      ['-o bin/ ./cmd/create', '-o bin/ ./cmd/list'],
    ],
    [
      'over filtered lines',
      "for f in $(find . -name main.go | grep cmd/ | sed 's|^./||' | cut -d/ -f2 | sort -u); do go build -o bin/$f ./cmd/$f; done",
      [create, list],
    ],
    [
      'over awk',
      "for f in $(find cmd -name main.go | awk -F/ '{print $2}'); do go build -o bin/$f ./cmd/$f; done",
      [create, list],
    ],
    [
      'over xargs dirname',
      'for d in $(find cmd -name main.go | xargs -n1 dirname); do go build -o bin/${d/cmd\\//} ./$d; done',
      [create, list],
    ],
    [
      'over the output of go list',
      'for p in $(go list ./cmd/...); do go build -o bin/${p##*/} $p; done',
      ['-o bin/create import example.com/shop/cmd/create', '-o bin/list import example.com/shop/cmd/list'],
    ],
    [
      'that skips files',
      'for d in todos/* cmd/*; do [ -d "$d" ] || continue; go build -o bin/$(basename $d) ./$d; done',
      [create, list],
    ],
    [
      'that checks for main.go',
      'for d in */ cmd/*/; do if [ -f "${d}main.go" ]; then go build -o bin/$(basename $d) ./$d; fi; done',
      [create, list],
    ],
    [
      'over keys and values',
      'declare -A M=([create]=cmd/create [list]=cmd/list)\nfor k in "${!M[@]}"; do go build -o bin/$k ./${M[$k]}; done',
      [create, list],
    ],
    [
      'over names derived from names',
      'ls -d cmd/*/ | xargs -n1 basename | xargs -I{} go build -o bin/{} ./cmd/{}',
      [create, list],
    ],
    [
      'of subshells',
      'for d in ./cmd/*; do name=$(basename ${d}); (cd $d && go build -o ../../bin/$name .) ; done',
      [`in cmd/create: ${create}`, `in cmd/list: ${list}`],
    ],
    [
      'over a split text',
      'IFS=, read -ra FNS <<< "create,list"\nfor f in "${FNS[@]}"; do go build -o bin/$f ./cmd/$f; done',
      [create, list],
    ],
    [
      'next to an unknown value',
      'for f in create $(cat more.txt); do go build -o bin/$f ./cmd/$f; done',
      [create, '-o bin/${f} ./cmd/${f} ?f'],
    ],
    [
      'over an unknown value',
      'for f in $(cat names.txt); do go build -o bin/$f ./cmd/$f; done',
      ['-o bin/${f} ./cmd/${f} ?f'],
    ],
  ])('is repeated in a loop %s', async (_, script, expected) => {
    expect(await buildsOf(script)).toEqual(expected);
  });

  test.each<Row>([
    ['a default', 'go build -o ${OUT:-bin}/create ./cmd/${1:-create}', [create]],
    ['a default by :=', ': ${OUT:=bin}\ngo build -o $OUT/create ./cmd/create', [create]],
    [
      'a default set in a condition',
      'if [ -z "$OUT" ]; then OUT=bin; fi\ngo build -o $OUT/create ./cmd/create',
      [create],
    ],
    ['a value with its end cut off', 'd=cmd/create/\ngo build -o bin/create ./${d%/}', [create]],
    ['a replacement', 'd=cmd-create\ngo build -o bin/create ./${d/-//}', [create]],
    [
      'output of commands',
      'ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)\ncd "$ROOT"\ngo build -o "$ROOT/bin/create" ./cmd/create',
      [create],
    ],
    [
      'the top of the repository',
      'cd $(git rev-parse --show-toplevel)/cmd/create\ngo build -o ../../bin/create',
      [`in cmd/create: ${create}`],
    ],
    [
      'the output of git',
      'V=$(git describe --tags)\ngo build -ldflags "-X main.v=$V" .',
      ['-ldflags=-X main.v=${V} . ?V'],
    ],
    [
      'the output of git inline',
      'go build -ldflags "-X main.v=`git describe`" .',
      ['-ldflags=-X main.v=${git_describe} . ?git_describe'],
    ],
    ['an unset variable', 'go build -o $OUT/create ./cmd/create', ['-o ${OUT}/create ./cmd/create ?OUT']],
    [
      'a variable set in one of two branches',
      'if [ "$A" = b ]; then T=x; else T=y; fi\ngo build -tags $T .',
      ['-tags=${T} . ?T'],
    ],
    ['flags in an unset variable', 'go build $GOFLAGS -o bin/create ./cmd/create', [create]],
    [
      'a package in an unset variable',
      'go build -o bin/create $PACKAGE',
      ['-o bin/create ./${PACKAGE} ?PACKAGE'],
    ],
    ['sums', 'go build -p $((2 * 2)) .', ['-p=${arithmetic} . ?arithmetic']],
    ['list elements', 'A=(x y)\nA+=(z)\ngo build -tags ${A[2]},${#A[@]} .', ['-tags=z,3 .']],
  ])('expands %s', async (_, script, expected) => {
    expect(await buildsOf(script)).toEqual(expected);
  });

  test.each<Row>([
    [
      'is called',
      'build() { go build -o bin/$1 ./cmd/$1; }\nbuild create\nbuild list',
      [`[build] ${create}`, `[build] ${list}`],
    ],
    [
      'is called in a loop',
      'function build {\n  local name=$1\n  go build -o bin/$name ./cmd/$name\n}\nfor f in create list; do build $f; done',
      [`[build] ${create}`, `[build] ${list}`],
    ],
    ['is not called', 'all() { go build -o bin/create ./cmd/create; }\n"$@"', [`[all] ${create}`]],
    [
      'is called with a shift',
      'build() { local out=$1; shift; for f in "$@"; do go build -o $out/$f ./cmd/$f; done; }\nbuild bin create list',
      [`[build] ${create}`, `[build] ${list}`],
    ],
    [
      'returns early',
      'build() { [ "$1" = list ] && return; go build -o bin/$1 ./cmd/$1; }\nbuild create\nbuild list',
      [`[build] ${create}`],
    ],
    [
      'is selected by a word',
      'case "$1" in\n  create) go build -o bin/create ./cmd/create ;;\n  list|*) go build -o bin/list ./cmd/list ;;\nesac',
      [create, list],
    ],
  ])('is in a function that %s', async (_, script, expected) => {
    expect(await buildsOf(script)).toEqual(expected);
  });

  test('is read from a called script with its arguments, and not without them', async () => {
    const more = {
      'scripts/one.sh': '#!/bin/sh\ngo build -o bin/$1 ./cmd/$1\n',
      'scripts/env.sh': 'export GOOS=linux\n',
      'tools/pack': '#!/usr/bin/env bash\ngo build -o bin/list ./cmd/list\n',
    };
    const script = '. scripts/env.sh\nbash -e scripts/one.sh create\n./tools/pack';
    expect(await buildsOf(script, more)).toEqual([`GOOS=linux ${create}`, `GOOS=linux ${list}`]);
  });

  test('is read relative to the directory that contains its packages', async () => {
    const evidence = await readBuildEvidence(
      madeProject({
        ...programsIn('services/a/cmd/create'),
        'services/a/scripts/build.sh': 'go build -o bin/create ./cmd/create\n',
        'services/a/cmd/create/make.sh': 'go build -o out main.go\n',
        ...programsIn('cmd/list'),
        'scripts/list.sh': 'cd cmd/list && go build\n',
      }),
    );
    expect(evidence.commands.map(describedBuild)).toEqual([
      'in cmd/list: ./cmd/list',
      'in services/a/cmd/create: -o services/a/cmd/create/out services/a/cmd/create/main.go',
      'in services/a: -o services/a/bin/create ./services/a/cmd/create',
    ]);
  });

  test('is located at its line, as written', async () => {
    const script =
      '#!/bin/sh\n\nfor f in create list; do\n  GOOS=linux go build \\\n    -o bin/$f ./cmd/$f\ndone\n';
    const { commands } = await readBuildEvidence(madeProject({ ...programs, 'scripts/x.sh': script }));
    expect(commands[0]).toMatchObject({
      file: 'shell script',
      location: { file: 'scripts/x.sh', line: 4, column: 3 },
      source: 'GOOS=linux go build -o bin/$f ./cmd/$f',
    });
  });

  test('that cannot be parsed is reported, and the lines around it are read', async () => {
    const script = 'go build ./cmd/create\ngo build "./cmd/list\n';
    const { commands, unread } = await readBuildEvidence(madeProject({ ...programs, 'x.sh': script }));
    expect(commands.map(describedBuild)).toEqual(['./cmd/create']);
    expect(unread).toEqual([
      {
        source: 'go build "./cmd/list',
        reason: 'unclosed double quote',
        location: { file: 'x.sh', line: 2, column: 1 },
      },
    ]);
  });
});

describe('a script that never ends', () => {
  test.each([
    ['calls itself', 'f() { f; f; }\nf\ngo build .'],
    ['loops', 'while true; do X=$X$X$X$X; go build -o $X .; done'],
    ['doubles a text', `X=aaaaaaaa\n${'X="$X$X"\n'.repeat(60)}go build -o "$X" .`],
    ['nests loops', `${'for i in {1..999}; do '.repeat(6)}go build .; ${'done; '.repeat(6)}`],
    ['nests expansions', `go build ${'${a:-'.repeat(3000)}x${'}'.repeat(3000)}`],
    ['nests commands', `go build ${'$(echo '.repeat(3000)}x${')'.repeat(3000)}`],
    ['nests groups', `${'{ '.repeat(3000)}go build .; ${'}; '.repeat(3000)}`],
    ['sources itself', '. ./build.sh\n./build.sh\ngo build .'],
  ])(
    'is abandoned when it %s',
    async (_, script) => {
      const evidence = await readBuildEvidence(madeProject({ ...programs, 'build.sh': script }));
      expect(evidence.commands.length).toBeLessThanOrEqual(5_000);
    },
    20_000,
  );
});
