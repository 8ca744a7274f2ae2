import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A directory of Go sources, removed at the end of the test file. */
export interface GoModule {
  readonly directory: string;
  /** The text of `cmd/hello/main.go`. */
  readonly mainSource: string;
  readonly write: (path: string, text: string) => void;
  /** Runs go in the directory, without user settings and without network access. */
  readonly go: (argv: readonly string[], variables?: Readonly<Record<string, string>>) => string;
  /** Builds `./cmd/hello` for Linux, like lambdazip except for the given flags, and reads the program. */
  readonly build: (goarch: 'amd64' | 'arm64', flags?: readonly string[]) => Uint8Array;
  readonly remove: () => void;
}

const hello = `package main

import "github.com/aws/aws-lambda-go/lambda"

func main() { println(lambda.Greeting) }
`;

/**
 * A module with a main package that imports a stand-in for aws-lambda-go.
 *
 * @param library where the stand-in is: vendored as that version, or at that path by a `replace`
 */
export function helloModule(
  library: { readonly vendored: string } | { readonly replacedBy: './lambda-go' | 'absolute path' },
): GoModule {
  const directory = mkdtempSync(join(tmpdir(), 'lambdazip-go-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  const go: GoModule['go'] = (argv, variables = {}) =>
    execFileSync('go', argv, {
      cwd: directory,
      encoding: 'utf8',
      env: {
        ...process.env,
        GOENV: 'off',
        GOFLAGS: '',
        GOWORK: 'off',
        GOPROXY: 'off',
        GOTOOLCHAIN: 'local',
        CGO_ENABLED: '0',
        ...variables,
      },
    });
  const build: GoModule['build'] = (
    goarch,
    flags = ['-tags', 'lambda.norpc', '-ldflags', '-s -w -B none'],
  ) => {
    const common = ['build', '-o', `hello-${goarch}`, '-trimpath', '-buildvcs=false', '-pgo=off'];
    go([...common, ...flags, './cmd/hello'], { GOOS: 'linux', GOARCH: goarch });
    return new Uint8Array(readFileSync(join(directory, `hello-${goarch}`)));
  };
  const version = 'vendored' in library ? library.vendored : 'v1.55.1';
  const path = 'github.com/aws/aws-lambda-go';
  write('cmd/hello/main.go', hello);
  const goMod = `module example.com/hello\n\ngo 1.21\n\nrequire ${path} ${version}\n`;
  const greeting = 'package lambda\n\nconst Greeting = "hello from lambda"\n';
  if ('vendored' in library) {
    write('go.mod', goMod);
    write('vendor/modules.txt', `# ${path} ${version}\n## explicit\n${path}/lambda\n`);
    write(`vendor/${path}/lambda/lambda.go`, greeting);
  } else {
    const target = library.replacedBy === 'absolute path' ? join(directory, 'lambda-go') : library.replacedBy;
    write('go.mod', `${goMod}\nreplace ${path} => ${target}\n`);
    write('lambda-go/go.mod', `module ${path}\n\ngo 1.21\n`);
    write('lambda-go/lambda/lambda.go', greeting);
  }
  return {
    directory,
    mainSource: hello,
    write,
    go,
    build,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
