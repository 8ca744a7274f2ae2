import { describe, expect, test } from 'vitest';
import { findGo } from '../../../core/src/go/toolchain.js';
import type { Layout } from '../../../core/src/manifest/layouts.js';
import type { Host } from '../../../core/src/ports/host.js';
import { fakeGo } from '../../../core/test/fake-go.js';
import { memoryHost } from '../../../core/test/memory-host.js';
import { type MovedProjectOptions, movedProject } from '../../test/moved-project.js';
import { findObstacles } from './find-obstacles.js';

const goMod = 'module example.com/shop\n\ngo 1.21\n\nrequire github.com/aws/aws-lambda-go v1.54.0\n';
const mainGo =
  'package main\n\nimport "github.com/aws/aws-lambda-go/lambda"\n\nfunc main() { lambda.Start(nil) }\n';
const shop = { 'go.mod': goMod, 'cmd/create/main.go': mainGo, 'cmd/delete/main.go': mainGo };
const create = { functions: [{ handler: 'bin/create' }] };

interface Machine {
  readonly go?: string | null;
  readonly layout?: Layout | null;
}

/** Finds obstacles in a project in memory, with a go that reports no errors. */
async function found(
  files: Readonly<Record<string, string>>,
  options: MovedProjectOptions,
  { go = '1.26.8', layout = null }: Machine = {},
) {
  const absolute = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.startsWith('/') ? path : `/project/${path}`, text]),
  );
  const host: Host = memoryHost(
    { '/bin/go': '', ...absolute },
    {
      environment: { PATH: '/bin' },
      processes: fakeGo(() => host.fileSystem, {
        ...(go === null ? {} : { version: go }),
        answer: ({ argv }) => (argv[1] === 'list' ? { standardOutput: '' } : undefined),
      }),
    },
  );
  const input = await movedProject(host, '/project', options);
  return findObstacles({ ...input, go: go === null ? null : await findGo(host), layout }, host);
}

const codes = async (...call: Parameters<typeof found>) =>
  (await found(...call)).diagnostics.map(({ code }) => code);

test('a tidy project has no obstacles', async () => {
  expect(await found(shop, create)).toEqual({ diagnostics: [], workspaces: [], files: {} });
});

describe('the go line', () => {
  test.each([
    ['1.99', '1.99.0'],
    ['1.27.1', '1.27.1'],
    ['1.27rc1', '1.27rc1'],
  ])('%s is newer than the installed go: the release to set is suggested', async (wanted, version) => {
    const files = { ...shop, 'go.mod': goMod.replace('1.21', wanted) };
    const { diagnostics } = await found(files, create);
    expect(diagnostics).toMatchObject([
      {
        code: 'migrate-go-too-new',
        severity: 'warning',
        location: { file: 'go.mod', line: 3 },
        handlers: ['bin/create'],
      },
    ]);
    expect(diagnostics[0]?.args).toMatchObject({ version });
  });

  test('is missing', async () => {
    const files = { ...shop, 'go.mod': goMod.replace('go 1.21\n', '') };
    expect(await codes(files, create)).toEqual(['migrate-go-line-missing']);
  });

  test('is as new as the installed go', async () => {
    expect(await codes({ ...shop, 'go.mod': goMod.replace('1.21', '1.26.8') }, create)).toEqual([]);
  });
});

test('without go, requirements are reported as unchecked', async () => {
  expect((await found(shop, create, { go: null })).diagnostics).toMatchObject([
    {
      code: 'migrate-unchecked',
      severity: 'warning',
      args: { reason: expect.stringContaining('not found') },
    },
  ]);
});

describe('aws-lambda-go', () => {
  const withVersion = (version: string, more = '') => ({
    ...shop,
    'go.mod': `${goMod.replace('v1.54.0', version)}${more}`,
  });

  test.each([
    ['v1.17.0', ''],
    ['v1.6.0 // indirect', ''],
    ['v0.0.0-20180827181652-1f4feebfeea4', ''],
    ['v1.17.0+incompatible', ''],
    ['v1.54.0', 'replace github.com/aws/aws-lambda-go => github.com/aws/aws-lambda-go v1.13.3\n'],
    [
      'v1.54.0',
      'replace (\n\tgithub.com/aws/aws-lambda-go v1.54.0 => github.com/aws/aws-lambda-go v1.13.3\n)\n',
    ],
  ])('%s is too old %s', async (version, more) => {
    const { diagnostics } = await found(withVersion(version, more), create);
    expect(diagnostics).toMatchObject([
      {
        code: 'migrate-lambda-library-too-old',
        severity: 'error',
        location: { file: 'go.mod' },
        handlers: ['bin/create'],
      },
    ]);
    expect(diagnostics[0]?.location.line).toBe(more === '' ? 5 : more.includes('(') ? 7 : 6);
  });

  test.each([
    ['v1.18.0', ''],
    ['v1.17.1-0.20200730232222-aaaaaaaaaaaa', ''],
    ['v1.6.0', 'replace github.com/aws/aws-lambda-go => ./fork\n'],
    ['v1.6.0', 'replace github.com/aws/aws-lambda-go => example.com/fork v0.1.0\n'],
    ['v1.6.0', 'replace github.com/aws/aws-lambda-go v1.6.0 => github.com/aws/aws-lambda-go v1.54.0\n'],
  ])('%s may respond %s', async (version, more) => {
    expect(await codes(withVersion(version, more), create)).toEqual([]);
  });

  test('is looked up in the module of the program', async () => {
    const files = { ...shop, 'pay/go.mod': goMod.replace('v1.54.0', 'v1.9.0'), 'pay/main.go': mainGo };
    const functions = [{ handler: 'bin/create' }, { handler: 'bin/pay', package: 'pay' }];
    const { diagnostics } = await found(files, { functions });
    expect(diagnostics).toMatchObject([
      { location: { file: 'pay/go.mod' }, args: { directory: 'pay' }, handlers: ['bin/pay'] },
    ]);
  });
});

describe('code that only works on go1.x', () => {
  const withCode = (code: string, imports = '') => ({
    ...shop,
    'cmd/create/main.go': `package main\n\nimport (\n\t"example.com/shop/start"\n${imports})\n\nfunc main() { start.It() }\n`,
    'start/start.go': `package start\n\nimport (\n\t"os"\n${imports})\n\nfunc It() {\n\t${code}\n}\n`,
  });

  test.each([
    ['_ = os.Getenv("_LAMBDA_SERVER_PORT")', '', '_LAMBDA_SERVER_PORT'],
    ['_ = os.Getenv(`AWS_EXECUTION_ENV`)', '', 'AWS_EXECUTION_ENV'],
    ['_ = lambda.NewFunction(nil)', '\t"github.com/aws/aws-lambda-go/lambda"\n', 'lambda.NewFunction'],
    [
      '_ = messages.InvokeRequest{}',
      '\t"github.com/aws/aws-lambda-go/lambda/messages"\n',
      'calling a function through net/rpc',
    ],
  ])('%s is found if a handler needs it', async (code, imports, what) => {
    const { diagnostics } = await found(withCode(code, imports), create);
    const line = 8 + (imports === '' ? 0 : 1);
    expect(diagnostics).toMatchObject([
      {
        code: 'migrate-go1x-code',
        location: { file: 'start/start.go', line },
        args: { what: expect.stringContaining(what) },
      },
    ]);
  });

  test.each([
    ['// os.Getenv("_LAMBDA_SERVER_PORT")', ''],
    ['_ = messages.InvokeResponse_Error{}', '\t"github.com/aws/aws-lambda-go/lambda/messages"\n'],
    ['_ = messages.InvokeRequest{}', '\t"example.com/shop/messages"\n'],
    ['_ = "see _LAMBDA_SERVER_PORT"', ''],
  ])('%s is not', async (code, imports) => {
    expect(await codes(withCode(code, imports), create)).toEqual([]);
  });

  test('that no handler needs, or that is a test, is not reported', async () => {
    const code = 'package other\n\nvar port = "_LAMBDA_SERVER_PORT"\n';
    const files = { ...shop, 'other/other.go': code, 'cmd/create/main_test.go': code };
    expect(await codes(files, create)).toEqual([]);
  });
});

describe('a workspace', () => {
  const files = {
    'go.work': 'go 1.21\n\nuse (\n\t./shop // handlers\n\t./shared\n)\n',
    'shop/go.mod': goMod,
    'shop/cmd/create/main.go': mainGo.replace('import ', 'import _ "example.com/shared/log"\nimport '),
    'shared/go.mod': 'module example.com/shared\n\ngo 1.21\n',
    'shared/log/log.go': 'package log\n\nvar x = "_LAMBDA_SERVER_PORT"\n',
  };
  const functions = [{ handler: 'bin/create', package: 'shop/cmd/create' }];

  test('that a module needs for its imports is set in the manifest', async () => {
    const { diagnostics, workspaces } = await found(files, { functions });
    expect(workspaces).toEqual(['shop']);
    expect(diagnostics).toMatchObject([
      {
        code: 'migrate-workspace',
        location: { file: 'shop/go.mod' },
        args: { module: expect.stringContaining('example.com/shared') },
      },
      { code: 'migrate-go1x-code', location: { file: 'shared/log/log.go' } },
    ]);
  });

  test.each([
    ['a replace has the same effect', { 'shop/go.mod': `${goMod}replace example.com/shared => ../shared\n` }],
    ['it does not use the module', { 'go.work': 'go 1.21\n\nuse ./shared\n' }],
    ['nothing of it is imported', { 'shop/cmd/create/main.go': mainGo }],
  ])('is not needed if %s', async (_, instead) => {
    expect((await found({ ...files, ...instead }, { functions })).workspaces).toEqual([]);
  });
});

describe('cgo', () => {
  const files = {
    ...shop,
    'cmd/create/main.go': mainGo.replace('import ', 'import _ "example.com/shop/native"\nimport '),
    'native/native.go': 'package native\n\n// #include <math.h>\nimport "C"\n',
  };

  test("is found in the user's own files without go", async () => {
    const { diagnostics } = await found(files, create, { go: null });
    expect(diagnostics).toMatchObject([
      { code: 'migrate-unchecked' },
      {
        code: 'migrate-cgo',
        severity: 'warning',
        args: { packages: [expect.stringContaining('native')], needed: false },
      },
    ]);
  });

  test.each(['0', '1'])('is decided if the build line sets CGO_ENABLED=%s', async (CGO_ENABLED) => {
    const functions = [{ handler: 'bin/create', command: { environment: { CGO_ENABLED } } }];
    expect(await codes(files, { functions }, { go: null })).toEqual(['migrate-unchecked']);
  });
});

describe('functions', () => {
  const apart = [
    { handler: 'create', package: 'cmd/create', code: 'dist/create' },
    { handler: 'delete', package: 'cmd/delete', code: 'dist/delete' },
  ];

  test('with packages of their own may share one archive or have one each', async () => {
    const { diagnostics } = await found(shop, { functions: apart });
    expect(diagnostics).toMatchObject([
      {
        code: 'migrate-code-paths',
        location: { line: 10 },
        args: { count: 2, examples: ['dist/create', 'dist/delete'] },
      },
    ]);
  });

  test.each([
    ['the layout was chosen', { functions: apart }, 'per-handler'],
    ['the layout was chosen', { functions: apart }, 'binaries'],
    [
      'they cannot share an archive',
      { functions: apart.map((each) => ({ ...each, handler: 'bootstrap' })) },
      null,
    ],
    ['they have one CodeUri', { functions: apart.map((each) => ({ ...each, code: './dist' })) }, null],
  ] as const)('are not reported if %s', async (_, options, layout) => {
    expect(await codes(shop, options, { layout })).toEqual([]);
  });

  test('of a service with `individually: true` have the same choice', async () => {
    const options = {
      format: 'serverless',
      template: 'serverless.yml',
      functions: apart.map((each) => ({ ...each, code: null })),
    } as const;
    const text = 'package:\n  individually: true\n';
    expect(await codes(shop, { ...options, text })).toEqual(['migrate-code-paths']);
    expect(await codes(shop, { ...options, text: text.replace('true', 'false') })).toEqual([]);
  });

  test('with layers and with architectures in two places are reported', async () => {
    const functions = [
      { handler: 'bin/create', layers: 2, architectures: true, inheritedArchitectures: true },
      { handler: 'bin/delete', architectures: true },
    ];
    expect((await found(shop, { functions })).diagnostics).toMatchObject([
      { code: 'migrate-architectures-joined', location: { line: 10 }, handlers: ['bin/create'] },
      {
        code: 'migrate-layers',
        location: { line: 10 },
        args: { ids: ['createFunction'] },
      },
    ]);
    expect(await codes(shop, { functions, format: 'serverless' })).toEqual(['migrate-layers']);
  });

  test('of more than 25 programs are near the limit of one archive, unless they become one program', async () => {
    const names = Array.from({ length: 26 }, (_, index) => `p${index}`);
    const files = {
      'go.mod': goMod,
      ...Object.fromEntries(names.map((name) => [`cmd/${name}/main.go`, mainGo])),
    };
    const functions = names.map((name) => ({ handler: `bin/${name}` }));
    const { diagnostics } = await found(files, { functions });
    expect(diagnostics).toMatchObject([{ code: 'migrate-size', args: { programs: 26, least: 146 } }]);
    expect(await codes(files, { functions: functions.slice(1) })).toEqual([]);
    expect(await codes(files, { functions }, { layout: 'per-handler' })).toEqual([]);
    expect(await codes(files, { functions }, { layout: 'multicall' })).toEqual([]);
    const shared = functions.map((each) => ({ ...each, package: 'cmd/p1' }));
    expect(await codes(files, { functions: shared })).toEqual([]);
  });
});

test('go is run as in a build, and is stopped by the signal', async () => {
  const calls: string[][] = [];
  const host: Host = memoryHost(
    {
      '/bin/go': '',
      ...Object.fromEntries(Object.entries(shop).map(([path, text]) => [`/project/${path}`, text])),
    },
    {
      environment: { PATH: '/bin', GOFLAGS: '-mod=mod', AWS_SECRET_ACCESS_KEY: 'x' },
      processes: fakeGo(() => host.fileSystem, {
        answer: ({ argv, environment }) => {
          if (argv[1] !== 'list') return undefined;
          calls.push([...argv]);
          expect(environment).toMatchObject({
            GOFLAGS: '',
            GOOS: 'linux',
            GOWORK: 'off',
            GOTOOLCHAIN: 'local',
          });
          expect(environment).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
          return { standardOutput: '' };
        },
      }),
    },
  );
  const command = { flags: { tags: 'prod lambda.norpc', mod: 'mod' } };
  const input = await movedProject(host, '/project', { functions: [{ handler: 'bin/create', command }] });
  const go = await findGo(host);
  await findObstacles({ ...input, go }, host);
  expect(calls[0]).toEqual(
    expect.arrayContaining(['-deps', '-mod=mod', 'lambda.norpc,prod', './cmd/create']),
  );
  const stopped = AbortSignal.abort(new Error('stopped'));
  await expect(findObstacles({ ...input, go }, host, stopped)).rejects.toThrow('stopped');
});
