// Projects whose handlers could behave differently inside one binary. They need only the standard library.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExplanationName } from './differential-text.js';
import { plainly, type Situation, traced } from './program-run.js';

/** A project, and the differences that its handlers show. */
export interface MulticallCase {
  readonly files: Readonly<Record<string, string>>;
  readonly manifest: Readonly<Record<string, unknown>>;
  /** The known differences by handler. All other handlers must behave equally. */
  readonly explained: Readonly<Record<string, readonly ExplanationName[]>>;
  /** Variables of every run. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The situations to compare. Default: all. */
  readonly situations?: readonly Situation[];
}

const module = 'example.com/cases';
const goMod = `module ${module}\n\ngo 1.21\n`;
const allOfCmd = { handlers: { 'bin/*': './cmd/*' } };

/**
 * A main package with these declarations and statements of `main`.
 *
 * @param imports separated by spaces; `_:` before one imports it for its initialization
 */
function main(imports: string, declarations: string, statements: string): string {
  const lines = imports.split(' ').filter((path) => path !== '');
  return `package main

import (
${lines.map((path) => (path.startsWith('_:') ? `\t_ "${path.slice(2)}"` : `\t"${path}"`)).join('\n')}
)

${declarations}

func main() {
${statements}
}
`;
}

/** A package in which a handler answers events; without a Runtime API, it prints a line. */
const loop = `package loop

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// Serve answers every event.
func Serve(answer func(event string) string) {
	address := os.Getenv("AWS_LAMBDA_RUNTIME_API")
	if address == "" {
		fmt.Println("no Runtime API:", answer("{}"))
		return
	}
	base := "http://" + address + "/2018-06-01/runtime/invocation/"
	for {
		next, err := http.Get(base + "next")
		if err != nil {
			fmt.Fprintln(os.Stderr, "no event:", err)
			os.Exit(1)
		}
		event, _ := io.ReadAll(next.Body)
		next.Body.Close()
		id := next.Header.Get("Lambda-Runtime-Aws-Request-Id")
		response, err := http.Post(base+id+"/response", "application/json", strings.NewReader(answer(string(event))))
		if err != nil {
			fmt.Fprintln(os.Stderr, "no response:", err)
			os.Exit(1)
		}
		response.Body.Close()
	}
}
`;

const serve = (name: string): string =>
  `\tloop.Serve(func(event string) string { return fmt.Sprintf("{%q: %s}", "${name}", event) })`;
const served = `fmt ${module}/internal/loop`;

/** Handlers whose initialization would break the others. */
export const conflictingInits: MulticallCase = {
  files: {
    'go.mod': goMod,
    'internal/loop/loop.go': loop,
    'cmd/plain/main.go': main(served, '', serve('plain')),
    ...Object.fromEntries(
      ['a', 'b'].flatMap((name) => [
        [
          `cmd/flag-${name}/main.go`,
          main(
            `flag ${served}`,
            `var level = flag.String("level", "${name}", "the level")`,
            `\tflag.Parse()\n\tfmt.Println(*level, flag.NArg(), flag.NFlag())\n${serve(`flag-${name}`)}`,
          ),
        ],
        [
          `cmd/expvar-${name}/main.go`,
          main(
            `expvar ${served}`,
            'var requests = expvar.NewInt("requests")',
            `\trequests.Add(1)\n\tfmt.Println(expvar.Get("requests"))\n${serve(`expvar-${name}`)}`,
          ),
        ],
        [
          `cmd/mux-${name}/main.go`,
          main(
            `encoding/gob net/http net/http/httptest ${served}`,
            `type event struct{ Name string }

func init() {
	gob.RegisterName("event", event{})
	http.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "${name}") })
}`,
            `\tanswer := httptest.NewRecorder()
	http.DefaultServeMux.ServeHTTP(answer, httptest.NewRequest("GET", "/health", nil))
	fmt.Println(answer.Body)
${serve(`mux-${name}`)}`,
          ),
        ],
      ]),
    ),
    'cmd/variable/main.go': main(
      `log os ${served}`,
      `func init() {
	if os.Getenv("TABLE_NAME") == "" {
		log.Fatal("TABLE_NAME is not set")
	}
}`,
      serve('variable'),
    ),
    'cmd/slow/main.go': main(
      `os time ${served}`,
      `func init() {
	duration, err := time.ParseDuration(os.Getenv("SLOW_INIT"))
	if err != nil {
		duration = 2 * time.Second
	}
	time.Sleep(duration)
}`,
      serve('slow'),
    ),
    'cmd/connects/main.go': main(
      `net os ${served}`,
      `var connection = connect()

func connect() net.Conn {
	address := os.Getenv("DATABASE")
	if address == "" {
		address = "127.0.0.1:1"
	}
	connection, err := net.Dial("tcp", address)
	if err != nil {
		fmt.Fprintln(os.Stderr, "database not found")
		os.Exit(3)
	}
	return connection
}`,
      `\tdefer connection.Close()\n${serve('connects')}`,
    ),
    'cmd/panics/main.go': main(
      `os ${served}`,
      `func init() {
	if os.Getenv("NO_PANIC") == "" {
		panic("in init")
	}
}`,
      serve('panics'),
    ),
    'cmd/exits/main.go': main(
      `os ${served}`,
      `func init() {
	if os.Getenv("NO_EXIT") == "" {
		os.Exit(42)
	}
}`,
      serve('exits'),
    ),
  },
  manifest: allOfCmd,
  explained: { 'bin/panics': ['package-name'] },
  environment: { SLOW_INIT: '20ms' },
};

const logged = (name: string): string => `initlog.Add("${name}")`;

/** Packages that note the order in which they are initialized. */
export const initializationOrder: MulticallCase = {
  files: {
    'go.mod': `${goMod}
require (
	example.com/aaa v0.0.0
	example.com/zzz v0.0.0
	zzz.example/last v0.0.0
)

replace (
	example.com/aaa => ./deps/aaa
	example.com/zzz => ./deps/zzz
	zzz.example/last => ./deps/last
)
`,
    'deps/aaa/go.mod': 'module example.com/aaa\n\ngo 1.21\n',
    'deps/aaa/initlog/initlog.go': `package initlog

var all []string

func Add(name string) bool {
	all = append(all, name)
	return true
}

func All() []string { return all }
`,
    // A dependency that sorts before the module, which only one program needs. Older releases initialize it for all.
    'deps/aaa/only/only.go':
      'package only\n\nvar State = []int{}\n\nfunc init() { State = append(State, 1, 2) }\n',
    'deps/zzz/go.mod': 'module example.com/zzz\n\ngo 1.21\n\nrequire example.com/aaa v0.0.0\n',
    'deps/zzz/zzz.go': `package zzz

import "example.com/aaa/initlog"

var V = ${logged('zzz')}
`,
    'deps/zzz/deep/deep.go': `package deep

import (
	"example.com/aaa/initlog"
	_ "example.com/zzz"
)

func init() { ${logged('zzz/deep')} }
`,
    'deps/last/go.mod': 'module zzz.example/last\n\ngo 1.21\n\nrequire example.com/aaa v0.0.0\n',
    'deps/last/last.go': `package last

import "example.com/aaa/initlog"

var _ = ${logged('last, variable')}

func init() { ${logged('last, init')} }
`,
    'internal/registry/registry.go': `package registry

import "example.com/aaa/initlog"

var names = map[string]bool{}

func init() { ${logged('registry')} }

func Register(name string) {
	initlog.Add("registers " + name)
	names[name] = true
}

func Has(name string) bool { return names[name] }
`,
    ...Object.fromEntries(
      ['one', 'two', 'three'].map((name) => [
        `internal/parts/${name}/${name}.go`,
        `package ${name}\n\nimport "${module}/internal/registry"\n\nfunc init() { registry.Register("${name}") }\n`,
      ]),
    ),
    'internal/chain/a/a.go': `package a

import (
	"example.com/aaa/initlog"
	"${module}/internal/chain/b"
)

var A = b.B + 1
var _ = ${logged('chain a')}
`,
    'internal/chain/b/b.go': `package b

import (
	"example.com/aaa/initlog"
	"${module}/internal/chain/c"
)

var B = c.C() + 1
var _ = ${logged('chain b')}
`,
    'internal/chain/c/c.go': `package c

import "example.com/aaa/initlog"

func init() { ${logged('chain c')}; value = 40 }

var value int

func C() int { return value }
`,
    'cmd/files/b.go': `package main

import "example.com/aaa/initlog"

var first = second + 1
var logged1 = ${logged('b.go variable')}

func init() { ${logged('b.go init 1')} }
func init() { initlog.Add("b.go init 2 " + text()) }
`,
    'cmd/files/a.go': `package main

import (
	"fmt"

	"example.com/aaa/initlog"
)

var second, third = pair()
var logged2 = ${logged('a.go variable')}
var cells = map[string]int{"second": second, "third": third}

func pair() (int, int) { initlog.Add("pair"); return fourth * 2, fourth * 3 }
func text() string     { return fmt.Sprint(first, second, third, fourth, len(cells)) }

func init() { initlog.Add("a.go init " + text()) }
`,
    'cmd/files/z.go': `package main

import (
	"fmt"

	"example.com/aaa/initlog"
	_ "example.com/zzz/deep"
	_ "${module}/internal/parts/two"
	_ "zzz.example/last"
)

var fourth = func() int { initlog.Add("fourth"); return 5 }()

func init() { ${logged('z.go init')} }

func main() {
	for _, name := range initlog.All() {
		fmt.Println(name)
	}
}
`,
    'cmd/chain/main.go': main(
      `fmt example.com/aaa/initlog ${module}/internal/chain/a ${module}/internal/registry _:${module}/internal/parts/one`,
      '',
      '\tfmt.Println(a.A, registry.Has("one"), registry.Has("two"), initlog.All())',
    ),
    'cmd/only/main.go': main(
      `fmt example.com/aaa/initlog example.com/aaa/only`,
      '',
      '\tfmt.Println(only.State, initlog.All())',
    ),
    'cmd/nothing/main.go': main('', '', '\tprintln("nothing")'),
    'cmd/third/main.go': `package main

import (
	"fmt"

	"example.com/aaa/initlog"
	_ "example.com/zzz"
	_ "${module}/internal/parts/three"
	_ "${module}/internal/parts/two"
)

func main() { fmt.Println(initlog.All()) }
`,
  },
  manifest: allOfCmd,
  explained: {},
};

const loops = '\n\tfor i := 0; i < 3; i++ {\n\t\tadded = append(added, func() int { return i })\n\t}\n';

/** What the go command selects and adds: embedded files, values of the linker, files by tag, system and name. */
const selectedSources: MulticallCase = {
  files: {
    'go.mod': goMod,
    'cmd/embed/main.go': `package main

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed text.txt
var text string

//go:embed text.txt
var data []byte

//go:embed all:pages *.json
var pages embed.FS

func main() {
	fmt.Print(text, len(data), "\\n")
	fs.WalkDir(pages, ".", func(path string, entry fs.DirEntry, err error) error {
		content, _ := fs.ReadFile(pages, path)
		fmt.Println(path, entry.IsDir(), string(content), err)
		return nil
	})
}
`,
    'cmd/embed/text.txt': 'embedded\n',
    'cmd/embed/data.json': '{}',
    'cmd/embed/pages/index.html': '<html>',
    'cmd/embed/pages/.hidden': 'hidden',
    'cmd/embed/pages/sub/_page.txt': 'sub',
    'cmd/version/main.go': main(
      `fmt ${module}/internal/build`,
      'var version, text, unset = "dev", "dev", "unset"',
      '\tfmt.Println(version, text, unset, build.Version)',
    ),
    'cmd/version2/main.go': main(
      'fmt',
      'var version string\nvar text string',
      '\tfmt.Println(version, text)',
    ),
    'internal/build/build.go': 'package build\n\nvar Version = "dev"\n',
    'cmd/tags/main.go': main('fmt', '', '\tfmt.Println(tag, system, processor)'),
    'cmd/tags/with.go': '//go:build extra\n\npackage main\n\nconst tag = "with"\n',
    'cmd/tags/without.go': '//go:build !extra\n\npackage main\n\nconst tag = "without"\n',
    'cmd/tags/system_linux.go': 'package main\n\nconst system = "linux"\n',
    'cmd/tags/system_windows.go': 'package main\n\nconst system = "windows"\n',
    'cmd/tags/processor_amd64.go': 'package main\n\nconst processor = "amd64"\n',
    'cmd/tags/processor_arm64.go': 'package main\n\nconst processor = "arm64"\n',
    'cmd/tags/generate.go': '//go:build ignore\n\npackage main\n\nfunc main() { panic("ignored") }\n',
    'cmd/tags/library.go': '//go:build ignore\n\n// Package other is ignored.\npackage other\n',
    'cmd/tags/doc.go': '// The program tags.\npackage documentation\n',
    'cmd/tests/main.go': main('fmt', 'func double(n int) int { return 2 * n }', '\tfmt.Println(double(21))'),
    'cmd/tests/main_test.go':
      'package main\n\nimport "testing"\n\nfunc TestDouble(t *testing.T) {\n\tif double(1) != 2 {\n\t\tt.Fail()\n\t}\n}\n',
    'cmd/tests/external_test.go':
      'package main_test\n\nimport "testing"\n\nfunc TestNothing(*testing.T) {}\n',
    'cmd/generated/main.go':
      '// Code generated by hand. DO NOT EDIT.\n\npackage main\n\nfunc main() { println(text()) }\n',
    'cmd/generated/text.go':
      '// Code generated by hand. DO NOT EDIT.\n\npackage main\n\nfunc text() string { return "generated" }\n',
    'cmd/clause/main.go':
      '\uFEFF// A comment\n/* package other */ /* a */ package /* b */ main // c\n\nfunc main() { println(a, b, c, d) }\n',
    'cmd/clause/a.go': '\n\n/*\npackage other\n*/\npackage\n\n// comment\n\nmain; const a = "a"\n',
    'cmd/clause/b.go': '/**/package/**/main/**/;const b = "b"',
    'cmd/clause/c.go': '// package x\r\npackage main\r\n\r\nconst c = `c\r\n`\r\n',
    'cmd/clause/d.go': '//go:build linux\n\n//usr/bin/env go run "$0"; exit\npackage \tmain\nconst d = "d"\n',
    'cmd/line/main.go': `package main

import (
	"fmt"
	"runtime"
)

func where() string {
	_, file, line, _ := runtime.Caller(1)
	return fmt.Sprint(file, ":", line)
}

func main() {
	fmt.Println(where())
//line template.y:100
	fmt.Println(where())
//line /absolute/template.y:200:5
	fmt.Println(where())
//line sub/other.go:300
	fmt.Println(where())
}
`,
    // The variable of a loop is new in each iteration only since Go 1.22, which a file can select.
    'cmd/language/main.go': main(
      'fmt',
      'var added []func() int',
      '\told()\n\tmodern()\n\tfor _, f := range added {\n\t\tfmt.Print(f(), " ")\n\t}',
    ),
    'cmd/language/old.go': `package main\n\nfunc old() {${loops}}\n`,
    'cmd/language/modern.go': `//go:build go1.22\n\npackage main\n\nfunc modern() {${loops}}\n`,
    'cmd/language/without.go': '//go:build !go1.22\n\npackage main\n\nfunc modern() {}\n',
    'cmd/caller/main.go': main(
      `log os`,
      'var logger = log.New(os.Stdout, "", log.Llongfile)',
      '\tlogger.Print("long")\n\tlog.SetFlags(log.Lshortfile)\n\tlog.Print("short")',
    ),
  },
  manifest: {
    ...allOfCmd,
    variables: { TEXT: 'with spaces, "quotes" and = signs' },
    go: {
      tags: ['extra'],
      ldflags: [
        '-X',
        'main.version=v1.2.3',
        '-X',
        'main.text=${TEXT}',
        '-X',
        `${module}/internal/build.Version=v4`,
      ],
    },
  },
  explained: {},
};

/** Code below Go: assembly, linker names, and what the compiler makes of types. */
export const belowGo: MulticallCase = {
  files: {
    'go.mod': `${goMod}
require example.com/zzz v0.0.0

replace example.com/zzz => ./deps/zzz
`,
    'deps/zzz/go.mod': 'module example.com/zzz\n\ngo 1.21\n',
    ...assembly('deps/zzz/sum', 'sum'),
    'deps/zzz/hidden/hidden.go': `package hidden

import "fmt"

var count = 7

func hidden(text string) string { count++; return fmt.Sprint("hidden ", text, count) }

func init() { count = 41 }
`,
    'deps/zzz/pull/pull.go': `package pull

import (
	_ "unsafe"

	_ "example.com/zzz/hidden"
)

//go:linkname Hidden example.com/zzz/hidden.hidden
func Hidden(text string) string

//go:linkname Count example.com/zzz/hidden.count
var Count int
`,
    'deps/zzz/pull/empty.s': '',
    'cmd/sum/main.go': main('fmt example.com/zzz/sum', '', '\tfmt.Println(sum.Add(40, 2))'),
    ...assembly('cmd/assembly', 'main'),
    'cmd/assembly/main.go': main('fmt', '', '\tfmt.Println(Add(20, 22))'),
    'cmd/linkname/main.go': main(
      'fmt example.com/zzz/pull',
      '',
      '\tfmt.Println(pull.Hidden("x"), pull.Count)',
    ),
    'cmd/runtime-linkname/main.go': `package main

import (
	"fmt"
	_ "unsafe"
)

//go:linkname nanotime runtime.nanotime
func nanotime() int64

func main() { fmt.Println(nanotime() > 0) }
`,
    'cmd/runtime-linkname/empty.s': '',
    'cmd/generics/main.go': main(
      'fmt sort strings',
      `type number interface{ ~int | ~float64 }

type list[T any] struct{ items []T }

func (l *list[T]) add(item T) *list[T] { l.items = append(l.items, item); return l }

func sum[T number](items ...T) (total T) {
	for _, item := range items {
		total += item
	}
	return
}

type celsius float64

func mapped[A, B any](l list[A], f func(A) B) []B {
	var result []B
	for _, item := range l.items {
		result = append(result, f(item))
	}
	return result
}`,
      `\tfmt.Println(sum(1, 2, 3), sum(celsius(1.5), 2))
	names := mapped(*new(list[string]).add("b").add("a"), strings.ToUpper)
	sort.Strings(names)
	fmt.Println(names)`,
    ),
    'cmd/types/main.go': main(
      'encoding/json errors fmt reflect runtime',
      `type local struct{ Name string }

type box[T any] struct{ item T }

type failure struct{}

func (failure) Error() string { return "failed" }

func function() {}`,
      `\tfmt.Printf("%T %T %T %#v %v\\n", local{}, &box[local]{}, failure{}, local{"x"}, errors.As(failure{}, new(failure)))
	t := reflect.TypeOf(local{})
	fmt.Println(t, t.Name(), t.String(), t.PkgPath())
	fmt.Println(json.Unmarshal([]byte("{\\"Name\\": 1}"), &local{}))
	defer func() { fmt.Println(recover()) }()
	fmt.Println(runtime.FuncForPC(reflect.ValueOf(function).Pointer()).Name())
	_ = any(local{}).(failure)`,
    ),
    'cmd/finalizers/main.go': main(
      'fmt runtime sync time',
      '',
      `\tdone := make(chan string, 1)
	func() {
		value := new([64]byte)
		runtime.SetFinalizer(value, func(*[64]byte) { done <- "finalized" })
	}()
	for i := 0; i < 100 && len(done) == 0; i++ {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	fmt.Println(<-done)
	var group sync.WaitGroup
	var total int
	var lock sync.Mutex
	for i := 0; i < 100; i++ {
		group.Add(1)
		go func(n int) { defer group.Done(); lock.Lock(); total += n; lock.Unlock() }(i)
	}
	group.Wait()
	fmt.Println(total)`,
    ),
  },
  manifest: allOfCmd,
  explained: { 'bin/types': ['package-name'] },
};

/** A package with a function Add in assembly. */
function assembly(directory: string, name: string): Readonly<Record<string, string>> {
  return {
    [`${directory}/add.go`]: `package ${name}\n\n// Add is implemented in assembly.\nfunc Add(a, b int64) int64\n`,
    [`${directory}/add_amd64.s`]: `#include "textflag.h"

// func Add(a, b int64) int64
TEXT ·Add(SB), NOSPLIT, $0-24
	MOVQ a+0(FP), AX
	ADDQ b+8(FP), AX
	MOVQ AX, ret+16(FP)
	RET
`,
    [`${directory}/add_arm64.s`]: `#include "textflag.h"

// func Add(a, b int64) int64
TEXT ·Add(SB), NOSPLIT, $0-24
	MOVD a+0(FP), R0
	MOVD b+8(FP), R1
	ADD  R1, R0, R0
	MOVD R0, ret+16(FP)
	RET
`,
  };
}

const printsName = (name: string): string =>
  `package main\n\nvar name string\n\nfunc init() { name = "${name}" }\n\nfunc main() { println(name) }\n`;

/** Import paths that are not names in Go, or that Go treats in a special way. */
const oddPaths = [
  'cmd/func',
  'cmd/type',
  'cmd/2fa',
  'cmd/a.b-c',
  'cmd/a-b-c',
  'cmd/a_b_c',
  'cmd/a.b.c/d.e',
  'cmd/c++',
  'cmd/x~y',
  'cmd/main',
  'cmd/main/main',
  'cmd/_under',
  'cmd/_',
  'cmd/init',
  'cmd/go',
  'cmd/string',
  'cmd/os',
  'cmd/unsafe',
  'cmd/runtime',
  'cmd/gate',
  'cmd/order',
  'cmd/start',
  'cmd/lambdazip',
  'cmd/documentation',
  'cmd/app/v2',
  'cmd/app_test',
  'cmd/x_linux',
  'internal/cmd/x',
  'a/internal/b',
  'a/internal/b/internal/c',
  'a/internal/b/internal/c/internal',
  'a/b/internal/internal/d',
  'deep/er/and/deep/er/still',
];

const importPaths: MulticallCase = {
  files: {
    'go.mod': goMod,
    'main.go': printsName('the root of the module'),
    ...Object.fromEntries(oddPaths.map((path) => [`${path}/main.go`, printsName(path)])),
  },
  manifest: {
    handlers: {
      root: '.',
      ...Object.fromEntries(oddPaths.map((path, index) => [`bin/${index}/${path}`, `./${path}`])),
      // Several handlers of one program.
      'again/func': './cmd/func',
      'again.and.again': './cmd/func',
    },
  },
  explained: {},
};

/** Programs that declare what generated code could use. */
const shadowedNames: MulticallCase = {
  files: {
    'go.mod': goMod,
    'cmd/entry/main.go': main(
      'fmt',
      `func LambdazipMain() string  { return "mine" }
func LambdazipMain_() string { return "mine too" }

var lambdazip, order, gate, start, os, syscall, unsafe, flag = 1, 2, 3, 4, 5, 6, 7, 8`,
      '\tfmt.Println(LambdazipMain(), LambdazipMain_(), lambdazip, order, gate, start, os, syscall, unsafe, flag)',
    ),
    'cmd/entry/lambdazip_main.go': 'package main\n\nfunc init() { println("a file of the user") }\n',
    'cmd/predeclared/main.go': `package main

import "fmt"

type string int
type int float64

const true = 0 == 1

var nil, len, panic, print = 1, 2, 3, 4

func (s string) String() (result interface{}) { return "a string" }

func main() {
	main := "local"
	var s string = 5
	fmt.Println(main, s, true, nil, len, panic, print)
	{
		init := func() { fmt.Println("local init") }
		init()
	}
}
`,
    'cmd/methods/main.go': main(
      'fmt',
      `type program struct{}

func (program) main() { fmt.Println("method main") }
func (program) init() { fmt.Println("method init") }

var run = main_

func main_() { program{}.main(); program{}.init() }`,
      '\trun()',
    ),
    'cmd/recursive/main.go': main(
      'fmt',
      'var depth int\nvar self func()\n\nfunc init() { self = main }',
      '\tdepth++\n\tif depth < 3 {\n\t\tself()\n\t}\n\tfmt.Println(depth)',
    ),
    'cmd/unicode/main.go': main(
      'fmt',
      'type größe int\n\nvar 世界, Ω = "world", größe(3)\n\nfunc é() string { return 世界 }',
      '\tfmt.Println(é(), Ω)',
    ),
    'cmd/imports/main.go': `package main

import (
	. "fmt"
	lambdazip "os"
	main_ "strings"
)

func main() { Println(main_.ToUpper("dot"), lambdazip.Getenv("NOTHING")) }
`,
    'cmd/alias/main.go': `package main

import order "fmt"

func main() { order.Println("alias") }
`,
  },
  manifest: allOfCmd,
  explained: {},
};

/** What programs find out about themselves, and how they end. */
const behaviour: MulticallCase = {
  files: {
    'go.mod': `${goMod}
require example.com/zzz v0.0.0

replace example.com/zzz => ./deps/zzz
`,
    'deps/zzz/go.mod': 'module example.com/zzz\n\ngo 1.21\n',
    'deps/zzz/zzz.go': 'package zzz\n\nfunc Z() {}\n',
    'cmd/arguments/main.go': main(
      'flag fmt os',
      'var early = fmt.Sprint(os.Args)\nvar name = flag.CommandLine.Name()',
      '\tfmt.Println(early, name, os.Args, len(os.Args), flag.CommandLine.Name(), flag.Args())',
    ),
    'cmd/environment/main.go': main(
      'fmt os sort syscall',
      'var early = os.Getenv("_HANDLER")',
      `\tall := os.Environ()
	fmt.Println(early, len(all), len(syscall.Environ()))
	sort.Strings(all)
	for _, each := range all {
		fmt.Println(each)
	}`,
    ),
    'cmd/usage/main.go': main(
      'flag os',
      'var n = flag.Int("n", 1, "a `number`")',
      '\tflag.Bool("verbose", false, "print more")\n\tflag.Parse()\n\tflag.Usage()\n\tos.Exit(*n)',
    ),
    'cmd/wrong-flag/main.go': main('flag', '', '\tflag.CommandLine.Parse([]string{"-none"})'),
    'cmd/executable/main.go': main('fmt os', '', '\tpath, err := os.Executable()\n\tfmt.Println(path, err)'),
    'cmd/build-info/main.go': main(
      'fmt runtime/debug _:example.com/zzz',
      '',
      '\tinfo, ok := debug.ReadBuildInfo()\n\tfmt.Println(ok, info.Main.Path)\n\tfmt.Print(info)',
    ),
    'cmd/main-module/main.go': main(
      'fmt runtime runtime/debug',
      '',
      '\tinfo, _ := debug.ReadBuildInfo()\n\tfmt.Println(info.Main, info.GoVersion == runtime.Version())',
    ),
    'cmd/panic/main.go': main(
      'os',
      'func deeper(n int) {\n\tif n == 0 {\n\t\tpanic("deep " + os.Getenv("AWS_REGION"))\n\t}\n\tdeeper(n - 1)\n}',
      '\tdeeper(3)',
    ),
    'cmd/panic-error/main.go': main('errors', '', '\tpanic(errors.New("an error"))'),
    'cmd/panic-goroutine/main.go': main('', '', '\tgo func() { panic("elsewhere") }()\n\tselect {}'),
    'cmd/nil/main.go': main('', 'var p *int', '\tprintln(*p)'),
    'cmd/deadlock/main.go': main('', '', '\tselect {}'),
    'cmd/throws/main.go': main(
      'sync',
      'var lock sync.Mutex',
      '\tdefer println("not printed")\n\tlock.Unlock()',
    ),
    'cmd/recovers/main.go': main(
      'fmt',
      '',
      '\tdefer func() { fmt.Println("recovered", recover()) }()\n\tvar list []int\n\tfmt.Println(list[len(list)])',
    ),
    'cmd/exit/main.go': main(
      'fmt os',
      '',
      '\tdefer fmt.Println("not printed")\n\tfmt.Println("exits")\n\tos.Exit(42)',
    ),
    'cmd/goexit/main.go': main(
      'runtime time',
      '',
      '\tgo func() { time.Sleep(time.Millisecond); println("last") }()\n\truntime.Goexit()',
    ),
    'cmd/fatal/main.go': main('log', '', '\tlog.SetPrefix("fatal: ")\n\tlog.Fatal("ends")'),
    'cmd/fatal-panic/main.go': main('log', '', '\tlog.Panicln("panics", 1)'),
    'cmd/signal/main.go': main(
      'os syscall time',
      '',
      '\tsyscall.Kill(os.Getpid(), syscall.SIGKILL)\n\ttime.Sleep(time.Second)',
    ),
    'cmd/input/main.go': main(
      'bufio fmt os',
      '',
      '\tscanner := bufio.NewScanner(os.Stdin)\n\tfor scanner.Scan() {\n\t\tfmt.Printf("%q\\n", scanner.Text())\n\t}',
    ),
    'cmd/home/main.go': main(
      'fmt os',
      '',
      '\thome, err := os.UserHomeDir()\n\tcache, err2 := os.UserCacheDir()\n\tfmt.Println(home, err, cache, err2, os.TempDir())',
    ),
    'cmd/files/main.go': main(
      'fmt os',
      '',
      '\twd, _ := os.Getwd()\n\tfmt.Println(wd)\n\tos.MkdirAll("written/deep", 0o755)\n\tos.WriteFile("written/deep/file", []byte("content"), 0o644)',
    ),
    'cmd/maximum/main.go': main(
      'fmt runtime runtime/debug',
      '',
      '\tfmt.Println(runtime.GOMAXPROCS(0), runtime.NumGoroutine(), debug.SetGCPercent(100), runtime.GOOS)',
    ),
  },
  manifest: allOfCmd,
  explained: {
    'bin/executable': ['executable'],
    'bin/build-info': ['build-info'],
    'bin/panic': ['package-name', 'stack'],
    'bin/panic-error': ['package-name', 'stack'],
    'bin/panic-goroutine': ['package-name'],
    'bin/nil': ['package-name', 'stack'],
    'bin/deadlock': ['package-name', 'stack'],
    'bin/throws': ['package-name', 'stack'],
    'bin/fatal-panic': ['package-name', 'stack'],
  },
};

const prints = main(
  'fmt time',
  '',
  `\tdefer func() { fmt.Println("panic(nil) is", recover()) }()
	fmt.Println(cap(time.NewTimer(time.Hour).C))
	panic(nil)`,
);

/** Settings of GODEBUG in source files. */
const debugLines: MulticallCase = {
  files: {
    'go.mod': goMod,
    ...Object.fromEntries(
      ['a', 'b'].map((name) => [
        `cmd/${name}/main.go`,
        `// Program ${name}.\n\n//go:debug panicnil=1\n//go:debug asynctimerchan=1\n//go:debug http2client=0\n${prints}`,
      ]),
    ),
  },
  manifest: allOfCmd,
  explained: {},
};

/** Settings of GODEBUG that follow from an old `go` line. */
const debugOfOldModule: MulticallCase = {
  files: {
    'go.mod': `module ${module}\n\ngo 1.20\n`,
    'cmd/a/main.go': prints,
    'cmd/b/main.go': main('fmt math/rand', '', '\trand.Seed(1)\n\tfmt.Println(rand.Intn(1000))'),
  },
  manifest: allOfCmd,
  explained: {},
};

/** Settings of GODEBUG in go.mod. */
const debugInModule: MulticallCase = {
  files: {
    'go.mod': `module ${module}\n\ngo 1.23\n\ngodebug (\n\tdefault=go1.21\n\tpanicnil=1\n)\n`,
    'cmd/a/main.go': prints,
    'cmd/b/main.go': prints,
  },
  manifest: allOfCmd,
  explained: {},
};

const libraryOf = (path: string): string =>
  `package lib\n\nvar Names []string\n\nfunc init() { Names = append(Names, "${path}") }\n`;

/** A workspace of two modules, one of which replaces a third. */
const workspace: MulticallCase = {
  files: {
    'go.work': 'go 1.21\n\nuse (\n\t./\n\t./shared\n)\n',
    'go.mod': `${goMod}\nrequire example.com/zzz v0.0.0\n\nreplace example.com/zzz => ./zzz\n`,
    'shared/go.mod': 'module example.com/shared\n\ngo 1.21\n',
    'shared/lib/lib.go': libraryOf('shared'),
    'shared/cmd/tool/main.go': main('fmt example.com/shared/lib', '', '\tfmt.Println("tool", lib.Names)'),
    'zzz/go.mod': 'module example.com/zzz\n\ngo 1.21\n',
    'zzz/lib/lib.go': libraryOf('zzz'),
    'zzz/cmd/replaced/main.go': main('fmt example.com/zzz/lib', '', '\tfmt.Println("replaced", lib.Names)'),
    'cmd/a/main.go': main('fmt example.com/shared/lib', '', '\tfmt.Println("a", lib.Names)'),
    'cmd/b/main.go': main('fmt example.com/zzz/lib', '', '\tfmt.Println("b", lib.Names)'),
  },
  manifest: {
    handlers: {
      'bin/*': './cmd/*',
      'bin/tool': { package: 'example.com/shared/cmd/tool', module: '.' },
      'bin/replaced': { package: 'example.com/zzz/cmd/replaced', module: '.' },
    },
    go: { work: true },
  },
  explained: {},
};

/** A module with vendored dependencies. */
const vendored: MulticallCase = {
  files: {
    'go.mod': `${goMod}\nrequire example.com/zzz v1.0.0\n`,
    'vendor/modules.txt': '# example.com/zzz v1.0.0\n## explicit; go 1.21\nexample.com/zzz/lib\n',
    'vendor/example.com/zzz/lib/lib.go': libraryOf('vendored'),
    'cmd/a/main.go': main('fmt example.com/zzz/lib', '', '\tfmt.Println("a", lib.Names)'),
    'cmd/b/main.go': main('fmt', '', '\tfmt.Println("b")'),
  },
  manifest: allOfCmd,
  explained: {},
};

/** A handler that finds out which packages of the standard library are initialized. */
export const standardLibrary: MulticallCase = {
  files: {
    'go.mod': goMod,
    'cmd/imports/main.go': main(
      'crypto fmt _:crypto/sha512',
      '',
      '\tfmt.Println("SHA-384", crypto.SHA384.Available())',
    ),
    'cmd/registered/main.go': main('crypto fmt', '', '\tfmt.Println("SHA-384", crypto.SHA384.Available())'),
  },
  manifest: allOfCmd,
  explained: {},
  situations: [plainly],
};

/** Many handlers, each with packages and flags of its own. */
function manyHandlers(count: number): MulticallCase {
  const names = Array.from({ length: count }, (_, index) => `h${index}`);
  return {
    files: {
      'go.mod': goMod,
      'internal/registry/registry.go':
        'package registry\n\nvar all []string\n\nfunc Register(name string) { all = append(all, name) }\n\nfunc All() []string { return all }\n',
      ...Object.fromEntries(
        names.flatMap((name, index) => [
          [
            `internal/of/${name}/${name}.go`,
            `package ${name}\n\nimport "${module}/internal/registry"\n\nvar Value = ${index}\n\nfunc init() { registry.Register("${name}") }\n`,
          ],
          [
            `cmd/${name}/main.go`,
            `package main

import (
	"flag"
	"fmt"
	"os"

	"${module}/internal/of/${name}"
	"${module}/internal/of/${names[(index * 7 + 3) % count]}"
	"${module}/internal/registry"
)

var verbose = flag.Bool("verbose", false, "print more")

func init() {
	if len(registry.All()) > 2 {
		panic("too many packages")
	}
}

func main() {
	fmt.Println(${name}.Value, ${names[(index * 7 + 3) % count]}.Value, registry.All(), *verbose, os.Args)
	os.Exit(${index % 5})
}
`.replace(
              // A package may be its own neighbour.
              new RegExp(`(\t"${module}/internal/of/${name}"\n)\\1`),
              '$1',
            ),
          ],
        ]),
      ),
    },
    manifest: allOfCmd,
    explained: {},
    situations: [plainly, traced],
  };
}

/** All projects by title. */
export const multicallCases: readonly (readonly [string, MulticallCase])[] = [
  ['handlers whose initialization would break the others', conflictingInits],
  ['the order of initialization', initializationOrder],
  ['sources that go selects', selectedSources],
  ['code below Go', belowGo],
  ['import paths', importPaths],
  ['names that generated code could use', shadowedNames],
  ['what programs find out about themselves, and how they end', behaviour],
  ['GODEBUG in source files', debugLines],
  ['GODEBUG of an old module', debugOfOldModule],
  ['GODEBUG in go.mod', debugInModule],
  ['a workspace', workspace],
  ['vendored modules', vendored],
  ['200 handlers', manyHandlers(200)],
];

/**
 * Writes a project into a temporary directory, which the caller removes.
 *
 * @param name the beginning of the directory's name
 */
export function writtenCase({ files }: MulticallCase, name = 'lambdazip-multicall-'): string {
  const directory = mkdtempSync(join(tmpdir(), name));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

/** Removes it. */
export function removeCase(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}
