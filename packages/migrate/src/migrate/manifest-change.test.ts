import { describe, expect, test } from 'vitest';
import { madeProject } from '../../../core/test/made-project.js';
import { decide, type Project } from '../../test/made-decisions.js';
import { build } from '../../test/made-templates.js';
import { layOutArchives } from '../decide/archive-layout.js';
import type { Decided } from '../decide/handler-keys.js';
import type { Obstacles } from '../obstacles/find-obstacles.js';
import { archiveNames, readKnownManifest } from './known-manifest.js';
import { manifestChange } from './manifest-change.js';
import { targetOf, type WantedTarget } from './move-target.js';

interface Case extends Project {
  readonly path?: string;
  /** The existing manifest. */
  readonly present?: object;
  readonly wanted?: WantedTarget;
  readonly obstacles?: Partial<Obstacles>;
}

async function change({ path = 'lambdazip.json', present, wanted = {}, obstacles = {}, ...project }: Case) {
  const decided = decide(project).filter((each): each is Decided => each.kind === 'decided');
  const files = present === undefined ? {} : { [path]: JSON.stringify(present) };
  const known = await readKnownManifest(madeProject(files), path);
  const manifestDirectory = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  const names = known === undefined ? {} : archiveNames(known);
  const { changes, findings } = manifestChange({
    manifest: path,
    known,
    decided,
    layout: layOutArchives(decided, { layout: null, manifestDirectory, ...names }),
    obstacles: { diagnostics: [], workspaces: [], files: {}, ...obstacles },
    manifestDirectory,
    targetOf: (archive) => targetOf(wanted, known, archive),
    display: (file) => file,
  });
  return {
    texts: changes.map(({ after }) => after),
    conflicts: findings.map(({ args }) => args),
    json: (): unknown => JSON.parse(changes[0]?.after ?? 'null'),
  };
}

const shop = { functions: [{ handler: 'bin/create' }], mains: ['cmd/create'] };
const two = {
  functions: [{ handler: 'bin/create' }, { id: 'Report', handler: 'bootstrap', code: 'cmd/report' }],
  mains: ['cmd/create', 'cmd/report'],
};

describe('a new manifest', () => {
  test('is JSON, or YAML by its extension', async () => {
    expect((await change(shop)).texts).toEqual([
      '{\n  "handlers": {\n    "bin/create": "./cmd/create"\n  }\n}\n',
    ]);
    expect((await change({ ...shop, path: 'm.yml' })).texts).toEqual([
      'handlers:\n  bin/create: ./cmd/create\n',
    ]);
  });

  test('has paths relative to its own directory', async () => {
    const lines = [build('Makefile:2', 'bin/create', './cmd/create', { flags: { pgo: 'cpu.pgo' } })];
    const files = { 'a.txt': 'static/a.txt', 'b/': 'static/b/**' };
    const made = await change({ ...shop, lines, path: 'deploy/m.json', obstacles: { files } });
    expect(made.json()).toEqual({
      go: { pgo: '../cpu.pgo' },
      handlers: { 'bin/create': '../cmd/create' },
      files: { 'a.txt': '../static/a.txt', 'b/': '../static/b/**' },
    });
  });

  test('is not written if no function is migrated', async () => {
    expect((await change({ ...shop, mains: [] })).texts).toEqual([]);
  });

  test('has files in each archive, and `work` if a module needs it', async () => {
    const obstacles = { files: { 'a.txt': 'a.txt' }, workspaces: ['cmd/report'] };
    expect((await change({ ...two, obstacles })).json()).toEqual({
      archives: {
        lambda: { handlers: { 'bin/create': './cmd/create' }, files: { 'a.txt': './a.txt' } },
        functions: {
          layout: 'per-handler',
          handlers: { Report: { package: './cmd/report', go: { work: true } } },
          files: { 'a.txt': './a.txt' },
        },
      },
    });
    expect((await change({ ...shop, obstacles: { workspaces: ['.'] } })).json()).toMatchObject({
      go: { work: true },
    });
  });

  test('also supports go1.x with --two-step', async () => {
    expect((await change({ ...shop, wanted: { twoStep: true } })).json()).toEqual({
      architecture: 'x86_64',
      go: { norpc: false },
      handlers: { 'bin/create': './cmd/create' },
    });
  });
});

describe('an existing manifest', () => {
  test('is not changed if nothing is missing', async () => {
    expect(await change({ ...shop, present: { handlers: { 'bin/create': './cmd/create' } } })).toMatchObject({
      texts: [],
      conflicts: [],
    });
  });

  test('gets an archive for the target of the template, whatever its other archives are for', async () => {
    const lambda = {
      architecture: 'x86_64',
      runtime: 'provided.al2',
      handlers: { 'bin/create': './cmd/create' },
    };
    const { json } = await change({ ...two, present: { archives: { lambda } } });
    expect(json()).toEqual({
      archives: { lambda, functions: { layout: 'per-handler', handlers: { Report: './cmd/report' } } },
    });
  });

  test.each<[string, WantedTarget, readonly object[]]>([
    ['nothing', {}, []],
    [
      'a different architecture and runtime',
      { architecture: 'x86_64', runtime: 'provided.al2' },
      [
        { what: 'architecture of archive lambda', present: 'arm64', found: 'x86_64' },
        { what: 'runtime of archive lambda', present: 'provided.al2023', found: 'provided.al2' },
      ],
    ],
    [
      '--two-step',
      { twoStep: true },
      [
        { what: 'architecture of archive lambda', present: 'arm64', found: 'x86_64' },
        { what: '`norpc` of handler bin/*', present: 'true', found: 'false' },
      ],
    ],
  ])('conflicts with %s', async (_, wanted, expected) => {
    const present = { handlers: { 'bin/*': './cmd/*', other: './other' } };
    expect((await change({ ...shop, present, wanted })).conflicts).toEqual(expected);
  });

  test('gets more handlers in stage 2 of a two-stage migration', async () => {
    const present = { architecture: 'x86_64', go: { norpc: false }, handlers: { other: './other' } };
    const made = await change({ ...shop, present, wanted: { twoStep: true } });
    expect(made.conflicts).toEqual([]);
    expect(made.json()).toEqual({ ...present, handlers: { other: './other', 'bin/create': './cmd/create' } });
  });
});
