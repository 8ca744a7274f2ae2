import { describe, expect, test } from 'vitest';
import { madeProject } from '../../../core/test/made-project.js';
import {
  archiveNames,
  archivesOfLayout,
  buildsPackage,
  hasPrograms,
  type KnownManifest,
  knownPackages,
  readKnownManifest,
} from './known-manifest.js';

async function known(manifest: object, file = 'lambdazip.json'): Promise<KnownManifest> {
  const found = await readKnownManifest(madeProject({ [file]: JSON.stringify(manifest) }), file);
  if (found === undefined) throw new Error('it is there');
  return found;
}

const directory = (path: string) => ({ kind: 'directory', path }) as const;

describe('an existing manifest', () => {
  test('is read, or refused with its errors', async () => {
    expect(await readKnownManifest(madeProject({}), 'lambdazip.json')).toBeUndefined();
    await expect(known({ handlers: { a: 1 } })).rejects.toMatchObject({ code: 'manifest-invalid' });
  });

  test('has main packages by handler, relative to the root, if all of its archives agree', async () => {
    const handlers = { 'bin/a': '../cmd/a', 'bin/b': ['../b/x.go', '../b/y.go'], 'bin/*': '../cmd/*' };
    const more = { 'bin/a': '../cmd/a', 'bin/c': 'example.com/shop/c' };
    const manifest = await known(
      {
        archives: {
          one: { handlers: { ...handlers, d: '../d' } },
          two: { handlers: { ...more, d: '../e' } },
        },
      },
      'deploy/lambdazip.json',
    );
    expect(knownPackages(manifest)).toEqual({
      'bin/a': 'cmd/a',
      'bin/b': 'b/x.go,b/y.go',
      'bin/c': 'example.com/shop/c',
    });
  });

  test.each([
    ['its zip, with its handlers', 'out/app.zip', ['bin/a'], true],
    ['its zip, with a handler of a wildcard', 'out/app.zip', ['bin/a', 'jobs/x'], true],
    ['its zip, with a handler it does not have', 'out/app.zip', ['bin/a', 'bin/new'], false],
    ['its zip, with an unknown handler', 'out/app.zip', [], true],
    ['the zip of one function', 'out/Report.zip', ['bootstrap'], true],
    ['a zip with a different name', 'out/other.zip', ['bin/a'], false],
    ['a zip in a different directory', 'app.zip', ['bin/a'], false],
    ['no zip', 'out/app', ['bin/a'], false],
  ])('has the programs of %s: %s', async (_, path, handlers, expected) => {
    const archives = {
      app: { handlers: { 'bin/a': './a', 'jobs/*': './jobs/*' } },
      own: { layout: 'per-handler', handlers: { Report: './report' } },
    };
    for (const outDir of ['out', '/work/shop/out']) {
      expect(hasPrograms(await known({ outDir, archives }), path, handlers)).toBe(expected);
    }
  });

  test('builds packages by name, file or wildcard', async () => {
    const manifest = await known(
      { handlers: { a: '../cmd/a', b: ['../b/x.go'], 'jobs/*': '../jobs/*' } },
      'deploy/lambdazip.json',
    );
    const built = ['cmd/a', 'jobs/x', 'cmd/b', 'b'].filter((path) =>
      buildsPackage(manifest, directory(path)),
    );
    expect(built).toEqual(['cmd/a', 'jobs/x']);
    expect(buildsPackage(manifest, { kind: 'files', files: ['b/x.go'] })).toBe(true);
  });

  test('has the programs of functions whose names select the handlers', async () => {
    const manifest = { layout: 'multicall', handlers: { a: './a' }, functions: { 'orders-*': 'a' } };
    expect(hasPrograms(await known(manifest), 'dist/lambda.zip', ['bootstrap'])).toBe(true);
    expect(hasPrograms(await known({ ...manifest, functions: {} }), 'dist/lambda.zip', ['bootstrap'])).toBe(
      false,
    );
  });

  test('has the archives of a layout with the directories of their packages', async () => {
    const manifest = { layout: 'multicall', handlers: { 'a/*': '../cmd/a-*', b: '../b' } };
    expect(archivesOfLayout(await known(manifest, 'deploy/lambdazip.json'), 'multicall')).toEqual([
      { name: 'lambda', directories: ['cmd/', 'b'] },
    ]);
    expect(archivesOfLayout(await known(manifest), 'binaries')).toEqual([]);
  });

  test('has the names of its archives', async () => {
    expect(archiveNames(await known({ name: 'app', handlers: { a: './a' } }))).toEqual({ shared: 'app' });
    const own = { mine: { layout: 'per-handler', handlers: { a: './a' } } };
    expect(archiveNames(await known({ archives: own }))).toEqual({ own: 'mine' });
  });
});
