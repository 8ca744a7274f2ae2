import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { InitReport } from '@lambdazip/core';
import type { MigrateReport } from '@lambdazip/migrate';
import { describe, expect, test } from 'vitest';
import { goMod, mainGo, type Project, project, projectIn } from './project.js';

const migrate = async (made: Project, ...args: readonly string[]) => {
  const { status, stdout, stderr } = await made.run(['migrate', '--json', ...args]);
  const report = JSON.parse(stdout) as MigrateReport & { readonly diagnostics?: MigrateReport['findings'] };
  return { status, stderr, ...report };
};

const importing = (path: string) => `package main\n\nimport _ "${path}"\n\nfunc main() {}\n`;

/** Two handlers that start through a package of the project, a tool, and an app of the CDK. */
const shop: Readonly<Record<string, string>> = {
  'go.mod': `${goMod}\nrequire github.com/aws/aws-lambda-go v1.47.0\n\nreplace github.com/aws/aws-lambda-go => ./library\n`,
  'library/go.mod': 'module github.com/aws/aws-lambda-go\n\ngo 1.21\n',
  'library/lambda/lambda.go': 'package lambda\n',
  'library/events/events.go': 'package events\n',
  'internal/start/start.go': 'package start\n\nimport _ "github.com/aws/aws-lambda-go/lambda"\n',
  'cmd/create/main.go': importing('example.com/p/internal/start'),
  'cmd/report/main.go': importing('example.com/p/internal/start'),
  'cmd/tool/main.go': importing('github.com/aws/aws-lambda-go/events'),
  'infra/main.go': importing('example.com/p/internal/start'),
  'cdk.json': '{ "app": "go run ./infra" }',
};
const handlers = { 'bin/create': './cmd/create', 'bin/report': './cmd/report' };

describe('handlers of a CDK app', () => {
  test('are those that start through the project’s own packages, and not the app', async () => {
    const { status, functions, cdk } = await migrate(project(shop));
    expect(status).toBe(0);
    expect(Object.fromEntries(functions.map(({ handler, package: main }) => [handler, main]))).toEqual(
      handlers,
    );
    expect(cdk.join('\n')).toContain('awslambda.NewFunction(stack, jsii.String("Create")');
  });

  test('share one archive with --layout multicall', async () => {
    const made = project(shop);
    const { status, cdk } = await migrate(made, '--write', '--layout', 'multicall');
    expect(status).toBe(0);
    expect(JSON.parse(made.read('lambdazip.json'))).toEqual({ layout: 'multicall', handlers });
    expect(cdk.filter((line) => /Handler:|Code:/.test(line))).toEqual(
      Object.keys(handlers).flatMap((handler) => [
        `\tHandler:      jsii.String("${handler}"),`,
        '\tCode:         awslambda.Code_FromAsset(jsii.String("dist/lambda.zip"), nil),',
      ]),
    );
  });

  test('are the same for init, so that nothing is left to add', async () => {
    const made = project(shop);
    expect((JSON.parse((await made.run(['init', '--json'])).stdout) as InitReport).handlers).toEqual(
      handlers,
    );
    expect(await migrate(made)).toMatchObject({ status: 0, functions: [], changes: [] });
  });

  test('are not found in the module of the app only, and the modules above are named', async () => {
    const made = project({
      ...shop,
      'cdk/go.mod': 'module cdk\n',
      'cdk/cdk.go': mainGo,
      'cdk/cdk.json': '{}',
    });
    const { status, findings } = await migrate(projectIn(join(made.directory, 'cdk')));
    expect(status).toBe(1);
    expect(findings).toMatchObject([
      { code: 'migrate-cdk-no-handlers', help: 'Run `cd .. && lambdazip migrate cdk`.' },
    ]);
    expect((await migrate(made, 'cdk')).cdk.join('\n')).toContain(
      "code: lambda.Code.fromAsset('../dist/lambda.zip')",
    );
  });
});

test('init reports why go cannot list a module with handlers', async () => {
  const made = project({
    'go.mod': 'module example.com/p\n\ngo 1.12\n\nrequire example.invalid/gone v1.0.0\n',
    'cmd/a/main.go': importing('github.com/aws/aws-lambda-go/lambda'),
  });
  const { status, stderr } = await made.run(['init'], { GOPROXY: 'off', GOFLAGS: '' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('error[go-sum-missing]: go failed to list the packages in');
  expect(stderr).toContain('example.invalid/gone@v1.0.0');
});

describe('a Terraform resource with for_each', () => {
  const files = {
    'go.mod': goMod,
    'cmd/create/main.go': mainGo,
    'cmd/delete/main.go': mainGo,
    'infra/main.tf': [
      'resource "aws_lambda_function" "fn" {',
      '  for_each = toset(["create", "delete"])',
      '  filename = "../bin/${each.key}.zip"',
      '  handler  = "main"',
      '  runtime  = "go1.x"',
      '}',
      '',
    ].join('\n'),
  };

  test('stays unchanged and does not prevent the migration of other functions', async () => {
    const other = 'resource "aws_lambda_function" "delete" {\n  handler = "delete"\n  runtime = "go1.x"\n}\n';
    const { status, functions, findings } = await migrate(
      project({ ...files, 'infra/other.tf': other }),
      'infra',
    );
    expect(status).toBe(0);
    expect(functions.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['fn', 'left'],
      ['delete', 'moved'],
    ]);
    expect(findings).toMatchObject([{ code: 'terraform-repeated', severity: 'warning' }]);
  });

  test.each(['fn', 'main', 'fn["create"]'])('does not get one program for all by --map %s', async (key) => {
    const { status, diagnostics } = await migrate(project(files), 'infra', '--map', `${key}=./cmd/create`);
    expect(status).toBe(2);
    expect(diagnostics).toMatchObject([{ code: 'migrate-map-repeated' }]);
  });
});

describe('what is outside the project', () => {
  const template = (more: string) =>
    `Resources:\n  Create:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: go1.x, Handler: create, CodeUri: . }\n${more}`;
  const nested =
    '  Nested:\n    Type: AWS::Serverless::Application\n    Properties: { Location: ../outside/n.yaml }\n';

  /** A project next to files that are not part of it. */
  function made(): Project {
    const { directory, write } = project({
      'p/go.mod': goMod,
      'p/cmd/create/main.go': mainGo,
      'p/template.yaml': template(nested),
      'p/build.sh': '#!/bin/sh\n. ../outside/build.sh\n',
      'p/more.mk': 'include ../outside/more.mk\n',
      'outside/Makefile': 'build:\n\tgo build -tags stolen -o create ./cmd/create\n',
      'outside/build.sh': 'go build -tags stolen -o create ./cmd/create\n',
      'outside/more.mk': '',
      'outside/n.yaml': template(''),
    });
    write('p/.git/HEAD', '');
    symlinkSync('../outside/Makefile', join(directory, 'p/Makefile'));
    return projectIn(join(directory, 'p'));
  }

  test('is not read, neither through links nor by paths, and is named', async () => {
    const { findings, functions, changes } = await migrate(made());
    expect(
      findings.filter(({ code }) => code === 'migrate-outside-project').map(({ location }) => location.file),
    ).toEqual(['../outside/build.sh', '../outside/more.mk', '../outside/n.yaml', 'Makefile'].sort());
    expect(functions.map(({ id }) => id)).toEqual(['Create']);
    expect(JSON.stringify(changes)).not.toContain('stolen');
  });

  test('is not written', async () => {
    const here = made();
    mkdirSync(join(here.directory, '../outside/directory'));
    symlinkSync('../outside/directory', join(here.directory, 'linked'));
    const around = projectIn(join(here.directory, '..'));
    const before = around.snapshot();
    const { status, diagnostics } = await migrate(
      here,
      '--write',
      '--force',
      '--manifest',
      'linked/lambdazip.json',
    );
    expect(status).toBe(2);
    expect(diagnostics?.[0]?.message).toBe(
      'linked/lambdazip.json is outside the project (.); nothing was written',
    );
    expect(around.snapshot()).toEqual(before);
  });
});
