import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BuiltProject, builtProject } from '../../test/built-project.js';
import { planParts } from '../affected/plan-parts.js';
import type { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { withCodes } from '../diagnostics/with-codes.js';
import { plan } from '../plan/plan.js';
import { build, buildKeptPlan } from './build.js';
import { context } from './context.js';

const write = async (host: BuiltProject, path: string, text: string): Promise<void> => {
  await host.fileSystem.makeDirectory(`/project/${path.replace(/\/?[^/]*$/, '')}`);
  await host.fileSystem.writeFile(`/project/${path}`, new TextEncoder().encode(text));
};
const manifest = (more: object = {}): string =>
  JSON.stringify({ handlers: { 'bin/*': './cmd/*' }, files: { 'assets/': './assets' }, ...more });
const listings = ({ calls }: BuiltProject): number =>
  calls.filter(({ argv }) => argv[1] === 'list' && argv.includes('-find')).length;

interface Change {
  readonly make: (host: BuiltProject) => Promise<void>;
  /** Whether go must list the packages again. */
  readonly replans: boolean;
}

/** Changes to a project; after each of them the project still builds, or does not. */
const changes: Readonly<Record<string, Change>> = {
  nothing: { make: async () => undefined, replans: false },
  'a function body': {
    make: (host) => write(host, 'cmd/a/main.go', 'package main\n\nfunc main() { println(1) }\n'),
    replans: false,
  },
  'the content of an asset': { make: (host) => write(host, 'assets/x.txt', 'other'), replans: false },
  'an import': {
    make: (host) => write(host, 'cmd/a/main.go', 'package main\n\nimport "fmt"\n'),
    replans: true,
  },
  'a constraint': {
    make: (host) => write(host, 'cmd/b/main.go', '//go:build linux\n\npackage main\n'),
    replans: true,
  },
  'a package that is no longer main': {
    make: (host) => write(host, 'cmd/b/main.go', 'package b\n'),
    replans: true,
  },
  'a new source': { make: (host) => write(host, 'cmd/a/other.go', 'package main\n'), replans: true },
  'a new handler': { make: (host) => write(host, 'cmd/c/main.go', 'package main\n'), replans: true },
  'a removed handler': { make: (host) => host.fileSystem.remove('/project/cmd/b'), replans: true },
  'a new asset': { make: (host) => write(host, 'assets/y.txt', 'y'), replans: true },
  'the architecture': {
    make: (host) => write(host, 'lambdazip.json', manifest({ architecture: 'x86_64' })),
    replans: true,
  },
  'an unreadable manifest': { make: (host) => write(host, 'lambdazip.json', '{'), replans: true },
  'the restored manifest': { make: (host) => write(host, 'lambdazip.json', manifest()), replans: true },
  'a second manifest': { make: (host) => write(host, 'lambdazip.yaml', 'handlers: {}\n'), replans: true },
  'removal of the second manifest': {
    make: (host) => host.fileSystem.remove('/project/lambdazip.yaml'),
    replans: true,
  },
  'go.mod': {
    make: (host) => write(host, 'go.mod', 'module example.com/other\n\ngo 1.22\n'),
    replans: true,
  },
  'a separate module': {
    make: (host) => write(host, 'cmd/a/go.mod', 'module example.com/a\n'),
    replans: true,
  },
  'a workspace': { make: (host) => write(host, 'go.work', 'go 1.21\n\nuse .\n'), replans: true },
};

/** The content of the output directory, or the code of the error that prevented the build. */
async function outcome(host: BuiltProject, outDir: string, work: () => Promise<unknown>) {
  const error = await work().then(
    () => undefined,
    (thrown: LambdazipError) => thrown,
  );
  if (error !== undefined) return { code: error.code };
  const files = Object.entries(host.files()).filter(([path]) => path.startsWith(`/project/${outDir}/`));
  return Object.fromEntries(files.map(([path, text]) => [path.replace(`/${outDir}/`, '/'), text]));
}

/** The result of a build in a different directory with a different cache. */
async function fresh(host: BuiltProject) {
  await host.fileSystem.remove('/project/fresh');
  const options = { outDir: 'fresh', cache: false } as const;
  return await outcome(host, 'fresh', () => withCodes(() => build(options, host, planParts)));
}

describe('a context', () => {
  test.each(Object.entries(changes))(
    'after a change of %s, a rebuild equals a fresh build',
    async (_, change) => {
      const host = builtProject();
      const { rebuild } = await context({}, host, planParts);
      await rebuild();
      // The plan has not seen the output directory yet.
      await rebuild();
      const before = listings(host);
      await change.make(host);
      const rebuilt = await outcome(host, 'dist', rebuild);
      if (!change.replans) expect(listings(host)).toBe(before);
      expect(rebuilt).toEqual(await fresh(host));
    },
  );

  test('builds the same bytes as a fresh build, after any sequence of changes', async () => {
    const names = fc.constantFrom(...Object.keys(changes));
    await fc.assert(
      fc.asyncProperty(fc.array(names, { minLength: 1, maxLength: 6 }), async (made) => {
        const host = builtProject();
        const { rebuild } = await context({}, host, planParts);
        for (const name of made) {
          await changes[name]?.make(host);
          const rebuilt = await outcome(host, 'dist', rebuild);
          expect(rebuilt, made.join(', ')).toEqual(await fresh(host));
        }
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  test('plans again after go was replaced', async () => {
    let version = 'go1.26.8';
    const host = builtProject({}, {}, (command) =>
      command.argv[1] === 'env'
        ? { standardOutput: JSON.stringify({ GOVERSION: version, GOPROXY: 'proxy' }) }
        : undefined,
    );
    const { rebuild } = await context({}, host, planParts);
    await rebuild();
    version = 'go1.27.0';
    expect(await outcome(host, 'dist', rebuild)).toEqual(await fresh(host));
    expect(host.files()['/project/dist/lambda.zip.provenance.json']).toContain('1.27.0');
  });

  test('reports an invalid manifest, and can be used again', async () => {
    const host = builtProject();
    const { rebuild } = await context({}, host, planParts);
    await write(host, 'lambdazip.json', '{');
    await expect(rebuild()).rejects.toMatchObject({ code: 'manifest-invalid' });
    await write(host, 'lambdazip.json', manifest());
    expect((await rebuild()).archives).toHaveLength(1);
  });

  test('shows the plan of its last build', async () => {
    const host = builtProject();
    const made = await context({}, host, planParts);
    const before = made.plan;
    await made.rebuild();
    expect(made.plan).toBe(before);
    await write(host, 'cmd/c/main.go', 'package main\n');
    await made.rebuild();
    expect(made.plan.archives[0]?.handlers).toHaveLength(3);
  });

  test('runs builds one after another when they start at the same time', async () => {
    const host = builtProject();
    const { rebuild } = await context({}, host, planParts);
    const [first, second] = await Promise.all([rebuild(), rebuild()]);
    expect(first).toEqual(second);
  });

  test('throws the errors in the manifest on creation', async () => {
    const host = builtProject({ '/project/lambdazip.json': '{' });
    await expect(context({}, host, planParts)).rejects.toMatchObject({ code: 'manifest-invalid' });
  });

  test('watches until it is disposed', async () => {
    const host = builtProject();
    const made = await context({}, host, planParts);
    const builds: number[] = [];
    const watching = made.watch({
      onBuild: async ({ report }) => {
        builds.push(report?.archives[0]?.handlers.length ?? 0);
        if (builds.length === 1) await write(host, 'cmd/c/main.go', 'package main\n');
        else void made.dispose();
      },
    });
    await watching;
    expect(builds).toEqual([2, 3]);
    await expect(made.rebuild()).rejects.toMatchObject({ code: 'context-disposed' });
    await expect(made.watch({ onBuild: () => undefined })).rejects.toMatchObject({
      code: 'context-disposed',
    });
  });

  test('stops a running build on disposal, without writing anything', async () => {
    const host = builtProject();
    const { rebuild, dispose } = await context({}, host, planParts);
    const building = rebuild();
    const refused = expect(building).rejects.toMatchObject({ code: 'context-disposed' });
    await dispose();
    await refused;
    expect(host.paths().filter((path) => path.startsWith('/project/dist'))).toEqual([]);
  });
});

describe('a plan passed to build', () => {
  test('is built without listing packages again', async () => {
    const host = builtProject();
    const planned = await plan({ sbom: true }, host, planParts);
    const before = listings(host);
    const report = await buildKeptPlan({ plan: planned, report: 'r.json' }, planParts);
    expect(listings(host)).toBe(before);
    expect(report.archives[0]?.documents).toEqual(planned.archives[0]?.documents);
    expect(host.files()).toHaveProperty('/project/r.json');
  });

  test.each(Object.entries(changes))(
    'is refused after a change of %s if the plan would now differ',
    async (_, change) => {
      const host = builtProject();
      const planned = await plan({}, host, planParts);
      await change.make(host);
      const again = await plan({}, host, planParts).catch((error: LambdazipError) => error.code);
      const expected =
        typeof again === 'string'
          ? { code: again }
          : JSON.stringify(again) === JSON.stringify(planned)
            ? await fresh(host)
            : { code: 'plan-stale' };
      const built = await outcome(host, 'dist', () => buildKeptPlan({ plan: planned }, planParts));
      expect(built).toEqual(expected);
    },
  );

  test('names what changed', async () => {
    const host = builtProject();
    const planned = await plan({}, host, planParts);
    await write(host, 'lambdazip.json', manifest({ architecture: 'x86_64' }));
    await expect(buildKeptPlan({ plan: planned }, planParts)).rejects.toMatchObject({
      diagnostics: [{ code: 'plan-stale', args: { manifest: 'lambdazip.json', paths: ['lambdazip.json'] } }],
    });
  });

  test('is refused if it is a copy', async () => {
    const copy = { ...(await plan({}, builtProject(), planParts)) };
    await expect(buildKeptPlan({ plan: copy }, planParts)).rejects.toMatchObject({ code: 'plan-unknown' });
  });
});
