import { describe, expect, test } from 'vitest';
import { madeProject } from '../../test/made-project.js';
import { memoryHost } from '../../test/memory-host.js';
import { listProject } from '../project/project-files.js';
import { findMainPackages } from './main-packages.js';

const main =
  'package main\n\nimport "github.com/aws/aws-lambda-go/lambda"\n\nfunc main() { lambda.Start(nil) }\n';

async function found(files: Readonly<Record<string, string>>) {
  return await findMainPackages(madeProject(files));
}

describe('findMainPackages', () => {
  test('finds programs with their files, modules and import paths', async () => {
    const packages = await found({
      'go.mod': '// the shop\nmodule example.com/shop // shop\n\ngo 1.22\n',
      'main.go': main,
      'cmd/create/main.go': main,
      'cmd/create/wire.go': 'package main\n\nfunc helper() {}\n',
      'cmd/create/main_test.go': 'package main\n',
      'tools/go.mod': 'module (\n\t"example.com/tools"\n)\n',
      'tools/gen/gen.go': 'package main\n\nfunc main() {}\n',
      'store/store.go': 'package store\n',
      'lib/lib.go': 'package main\n',
    });
    expect(packages).toEqual([
      {
        directory: '.',
        mains: ['main.go'],
        files: ['main.go'],
        module: '.',
        importPath: 'example.com/shop',
        importsLambda: true,
      },
      {
        directory: 'cmd/create',
        mains: ['main.go'],
        files: ['main.go', 'wire.go'],
        module: '.',
        importPath: 'example.com/shop/cmd/create',
        importsLambda: true,
      },
      {
        directory: 'tools/gen',
        mains: ['gen.go'],
        files: ['gen.go'],
        module: 'tools',
        importPath: 'example.com/tools/gen',
        importsLambda: false,
      },
    ]);
  });

  test('finds several programs in one directory without a module', async () => {
    expect(
      await found({ 'todos/a.go': main, 'todos/b.go': main, 'todos/c.go': 'package main\n' }),
    ).toMatchObject([
      {
        directory: 'todos',
        mains: ['a.go', 'b.go'],
        files: ['a.go', 'b.go', 'c.go'],
        module: null,
        importPath: null,
      },
    ]);
  });

  test.each([
    [
      'a byte order mark and comments',
      '\uFEFF// package other\n/* package third\n*/ package main\r\n\r\nfunc  main ( ) {\r\n}\r\n',
      true,
    ],
    [
      'main after another brace',
      'package main\n\nvar x = `func main()`\n\nfunc other() {}; func main() {}\n',
      true,
    ],
    ['main in a comment', 'package main\n\n// func main() {}\n/*\nfunc main() {}\n*/\n', false],
    [
      'main in a string',
      'package main\n\nvar x = `\nfunc main() {}\n`\nvar y = "\\"; func main() {}"\n',
      false,
    ],
    ['a method named main', 'package main\n\nfunc (s server) main() {}\n', false],
    ['a rune that is a quote', "package main\n\nvar q = '\"'\n\nfunc main() {}\n", true],
    ['another package', 'package mainly\n\nfunc main() {}\n', false],
    ['no package', 'func main() {}\n', false],
  ])('reads %s', async (_, text, isMain) => {
    expect((await found({ 'a/a.go': text })).length).toBe(isMain ? 1 : 0);
  });

  test.each([
    ['//go:build linux', true],
    ['//go:build ignore', false],
    ['//go:build tools', false],
    ['//go:build windows || darwin', false],
    ['//go:build windows || linux', true],
    ['//go:build !windows', true],
    ['//go:build !linux', false],
    ['//go:build unix && arm64', true],
    ['//go:build linux && 386', false],
    ['//go:build (lambda || local) && !js', true],
    ['//go:build !lambda', true],
    ['//go:build go1.18 // from generics on', true],
    ['//go:build (', true],
    ['// +build ignore', false],
    ['// +build linux darwin\n// +build amd64', true],
    ['// +build windows,amd64', false],
    ['// go:build ignore', true],
  ])('classifies %s', async (constraint, isBuilt) => {
    expect((await found({ 'a/a.go': `${constraint}\n\n${main}` })).length).toBe(isBuilt ? 1 : 0);
  });

  test.each([
    ['a/main_linux.go', true],
    ['a/main_windows.go', false],
    // go reads a name up to its first dot.
    ['a/main.pb_windows.go', true],
    ['a/main_darwin_arm64.go', false],
    ['a/main_linux_arm64.go', true],
    ['a/main_386.go', false],
    ['a/windows.go', true],
    ['a/_main.go', false],
    ['_a/main.go', false],
    ['.a/main.go', false],
    ['a/main_test.go', false],
  ])('classifies files by the name %s', async (name, isBuilt) => {
    expect((await found({ [name]: main })).length).toBe(isBuilt ? 1 : 0);
  });

  test.each([
    ['import "github.com/aws/aws-lambda-go/lambda"', true],
    ['import (\n\t"fmt"\n\tl "github.com/aws/aws-lambda-go/lambdaurl" // URL\n)', true],
    ['import "github.com/aws/aws-lambda-go/events"', false],
    ['import "github.com/aws/aws-lambda-go/lambdacontext"', false],
    ['import "github.com/aws/aws-cdk-go/awscdklambdagoalpha/v2"\nimport "example.com/x"', null],
    [
      'import "github.com/aws/aws-cdk-go/awscdk/v2/awslambda"\nimport "github.com/aws/aws-lambda-go/lambda"',
      null,
    ],
    ['import "github.com/aws/jsii-runtime-go"', null],
    ['import "fmt"\nimport . `github.com/aws/aws-lambda-go/lambda`', true],
    ['import "github.com/aws/aws-lambda-go-api-proxy/core"', false],
    ['// import "github.com/aws/aws-lambda-go/lambda"', false],
    ['var x = "github.com/aws/aws-lambda-go/lambda"', false],
  ])('detects imports by %s', async (imports, isLambda) => {
    const [program] = await found({ 'a/a.go': `package main\n\n${imports}\n\nfunc main() {}\n` });
    // A program that defines infrastructure is not listed.
    expect(program?.importsLambda ?? null).toBe(isLambda);
  });

  const withStart = {
    'go.mod': 'module example.com/shop\n',
    'internal/start/start.go':
      'package start\n\nimport "example.com/shop/internal/run"\n\nfunc Run() { run.Run() }\n',
    'internal/run/run.go': 'package run\n\nimport "github.com/aws/aws-lambda-go/lambda"\n',
    'internal/names/names.go': 'package names\n',
  };
  const importing = (...paths: readonly string[]) =>
    `package main\n\nimport (\n${paths.map((path) => `\t"${path}"\n`).join('')})\n\nfunc main() {}\n`;

  test("follows the project's own packages in any of its modules", async () => {
    const packages = await found({
      ...withStart,
      'cmd/create/main.go': importing('example.com/shop/internal/start'),
      'cmd/tool/main.go': importing('example.com/shop/internal/names', 'example.com/other/internal/start'),
      'jobs/go.mod': 'module example.com/jobs\n',
      'jobs/main.go': importing('example.com/shop/internal/start'),
    });
    expect(packages.map(({ directory, importsLambda }) => [directory, importsLambda])).toEqual([
      ['cmd/create', true],
      ['cmd/tool', false],
      ['jobs', true],
    ]);
  });

  test('follows circular imports only once', async () => {
    const packages = await found({
      'go.mod': 'module example.com/p\n',
      'a/a.go': 'package a\n\nimport "example.com/p/b"\n',
      'b/b.go': 'package b\n\nimport "example.com/p/a"\n',
      'main.go': importing('example.com/p/a'),
    });
    expect(packages).toMatchObject([{ directory: '.', importsLambda: false }]);
  });

  test('does not follow files that are not part of a build for Lambda', async () => {
    const packages = await found({
      'go.mod': 'module example.com/p\n',
      'a/a.go': 'package a\n',
      'a/a_windows.go': 'package a\n\nimport "github.com/aws/aws-lambda-go/lambda"\n',
      'a/a_test.go': 'package a\n\nimport "github.com/aws/aws-lambda-go/lambda"\n',
      'main.go': importing('example.com/p/a'),
    });
    expect(packages).toMatchObject([{ importsLambda: false }]);
  });

  test('leaves out an app that imports the CDK through one of its own packages', async () => {
    const packages = await found({
      ...withStart,
      'infra/stack/stack.go':
        'package stack\n\nimport (\n\t"github.com/aws/aws-cdk-go/awscdk/v2"\n\t"example.com/shop/internal/run"\n)\n',
      'infra/main.go': importing('example.com/shop/infra/stack'),
    });
    expect(packages).toEqual([]);
  });

  test.each([
    ['go run ./infra', 'cdk.json', 'infra'],
    ['go mod download && go run app.go', 'infra/cdk.json', 'infra'],
    ['cd infra && go run .', 'cdk.json', 'infra'],
    ['go -C infra run -tags x .', 'cdk.json', 'infra'],
    ['go build -o ./app ./infra && ./app', 'cdk.json', 'infra'],
    ['go run -mod=mod ../infra', 'cdk/cdk.json', 'infra'],
    ['go run', 'infra/cdk.json', 'infra'],
    ['go run example.com/shop/infra', 'cdk.json', 'infra'],
  ])('leaves out the program run by %s of %s', async (app, file, directory) => {
    const packages = await found({
      ...withStart,
      [file]: JSON.stringify({ app }),
      [`${directory}/app.go`]: importing('example.com/shop/internal/start'),
      'cmd/create/main.go': importing('example.com/shop/internal/start'),
    });
    expect(packages.map((each) => each.directory)).toEqual(['cmd/create']);
  });

  test.each([
    ['replace example.com/lib => ../../lib', true],
    ['replace (\n\texample.com/lib v1.0.0 => ../../lib // ours\n)', true],
    ['replace example.com/lib => ../../../outside/lib', false],
    ['', false],
  ])('follows modules of the repository above the root: %s', async (replace, isLambda) => {
    const library = 'package start\n\nimport "github.com/aws/aws-lambda-go/lambda"\n';
    const host = memoryHost(
      {
        '/repo/.git/HEAD': '',
        '/repo/services/a/go.mod': `module example.com/a\n\n${replace}\n`,
        '/repo/services/a/main.go': importing('example.com/lib/start'),
        '/repo/lib/start/start.go': library,
        '/outside/lib/start/start.go': library,
      },
      { workingDirectory: '/repo/services/a' },
    );
    const packages = await findMainPackages(await listProject(host, '/repo/services/a'));
    expect(packages).toMatchObject([{ directory: '.', importsLambda: isLambda }]);
  });
});
