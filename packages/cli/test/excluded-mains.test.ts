import { describe, expect, test } from 'vitest';
import { goMod, mainGo, type Project, project } from './project.js';

const lambda =
  'package main\n\nimport "github.com/aws/aws-lambda-go/lambda"\n\nfunc main() { lambda.Start(nil) }\n';
const files: Readonly<Record<string, string>> = {
  'go.mod': `${goMod}\nrequire github.com/aws/aws-lambda-go v1.0.0\n\nreplace github.com/aws/aws-lambda-go => ./lambda-go\n`,
  'lambda-go/go.mod': 'module github.com/aws/aws-lambda-go\n\ngo 1.21\n',
  'lambda-go/lambda/lambda.go': 'package lambda\n\nfunc Start(any) {}\n',
  'cmd/built/main.go': lambda,
  'cmd/suffix/main_amd64.go': lambda,
  'cmd/tag/main.go': `//go:build aws\n\n${lambda}`,
  'cmd/old/main.go': `//go:build !go1.20\n\n${lambda}`,
  'cmd/cgo/main.go': lambda.replace('import ', 'import "C"\nimport '),
  'cmd/hidden/_main.go': lambda,
  'cmd/library/library.go': 'package library\n',
  'cmd/library/generate.go': `//go:build ignore\n\n${mainGo}`,
  'cmd/tests/main_test.go': mainGo,
  'lambdazip.json': '{ "handlers": { "bin/*": "./cmd/*" } }\n',
};
const left = [
  ['./cmd/cgo', { name: 'main.go', by: 'cgo', value: null }],
  ['./cmd/hidden', { name: '_main.go', by: 'prefix', value: '_' }],
  ['./cmd/old', { name: 'main.go', by: 'constraint', value: '//go:build !go1.20' }],
  ['./cmd/suffix', { name: 'main_amd64.go', by: 'architecture', value: 'amd64' }],
  ['./cmd/tag', { name: 'main.go', by: 'constraint', value: '//go:build aws' }],
] as const;

interface Warning {
  readonly code: string;
  readonly args: { readonly path: string };
}

const argsOf = (warnings: readonly Warning[], code: string): readonly Warning['args'][] =>
  warnings
    .filter((each) => each.code === code)
    .map(({ args }) => args)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
const matched = (pattern: string, prefix = './') =>
  left.map(([path, why]) => ({
    path: path.replace('./', prefix),
    pattern,
    target: 'linux/arm64',
    excluded: [why],
  }));

describe('a wildcard that matches main packages which go excludes', () => {
  let given: Project;
  const run = async (...args: readonly string[]) => {
    const { status, stdout } = await given.run([...args, '--json']);
    return { status, document: JSON.parse(stdout) as { warnings: Warning[]; findings: Warning[] } };
  };

  test('is reported by build, plan, check and init', async () => {
    given = project(files);
    for (const command of ['plan', 'build']) {
      const { status, document } = await run(command);
      expect(status, command).toBe(0);
      expect(argsOf(document.warnings, 'wildcard-excludes'), command).toMatchObject(matched('./cmd/*'));
    }
    given.write(
      'template.yaml',
      [
        'Transform: AWS::Serverless-2016-10-31',
        'Resources:',
        '  Built:',
        '    Type: AWS::Serverless::Function',
        '    Properties:',
        '      Handler: bin/built',
        '      CodeUri: dist/lambda.zip',
        '      Runtime: provided.al2023',
        '      Architectures: [arm64]',
        '',
      ].join('\n'),
    );
    const checked = await run('check');
    expect(checked.status).toBe(0);
    expect(argsOf(checked.document.findings, 'wildcard-excludes')).toMatchObject(matched('./cmd/*'));
    const { status, document } = await run('init', 'other.json');
    expect(status).toBe(0);
    expect(argsOf(document.warnings, 'init-excludes')).toMatchObject(
      left.map(([path, why]) => ({ path, target: 'linux/arm64', excluded: [why] })),
    );
  });

  test('is also reported for import paths', async () => {
    given = project({ ...files, 'lambdazip.json': '{ "handlers": { "bin/*": "example.com/p/cmd/*" } }' });
    const { status, document } = await run('plan');
    expect(status).toBe(0);
    expect(argsOf(document.warnings, 'wildcard-excludes')).toMatchObject(
      matched('example.com/p/cmd/*', 'example.com/p/'),
    );
  });
});

test('a package without included files is refused, with the file and the setting that excludes it', async () => {
  const given = project({
    ...files,
    'lambdazip.json': '{ "handlers": { "bin/a": "./cmd/suffix", "bin/b": "example.com/p/cmd/tag" } }',
  });
  const { status, stderr } = await given.run(['plan']);
  expect(status).toBe(2);
  expect(stderr).toContain(
    'error[package-not-found]: package "./cmd/suffix" not found: for linux/arm64, go excludes main_amd64.go (its name ends in `_amd64`)',
  );
  expect(stderr).toContain(
    'help: If it is a handler, set `"architecture": "x86_64"`, or remove the constraint that excludes the file.',
  );
  expect(stderr).toContain(
    'help: If it is a handler, set `"go": { "tags": ["aws"] }`, or remove the constraint that excludes the file.',
  );
});

test('init names the excluded handlers if it finds no others', async () => {
  const given = project(
    Object.fromEntries(Object.entries(files).filter(([path]) => !/built|lambdazip\.json/.test(path))),
  );
  const { status, stderr } = await given.run(['init']);
  expect(status).toBe(2);
  expect(stderr).toContain('init-no-handlers');
  expect(stderr).toContain('"./cmd/suffix" uses aws-lambda-go but is not in the manifest');
});

test('a wildcard match outside every module is reported', async () => {
  const given = project({
    'services/a/go.mod': goMod,
    'services/a/main.go': mainGo,
    'services/b/main.go': mainGo,
    'lambdazip.json': '{ "handlers": { "bin/*": "./services/*" } }',
  });
  const { status, stderr } = await given.run(['plan']);
  expect(status).toBe(0);
  expect(stderr).toContain(
    '"./services/b" matches "./services/*" but is not built: it is not in a Go module',
  );
});
