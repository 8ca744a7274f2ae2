import { describe, expect, test } from 'vitest';
import { archiveDefaults } from '../manifest/defaults.js';
import { defaultLayout } from '../manifest/layouts.js';
import type { ArchiveSpec } from '../manifest/manifest.js';
import { readManifest } from '../manifest/read-manifest.js';
import { manifestChanges } from './manifest-changes.js';

const usual = {
  handlers: { 'bin/a': './cmd/a', 'jobs/*': './jobs/*' } as Record<string, unknown>,
  files: { 'x.txt': './x.txt' } as Record<string, unknown>,
};

async function specOf(manifest: object, indent = 0): Promise<ArchiveSpec> {
  const text = JSON.stringify(manifest, null, indent);
  const reading = await readManifest(text, { file: 'lambdazip.json', set: {}, overrides: {} });
  const [spec] = reading.manifest.archives;
  if (spec === undefined) throw new Error('the manifest has no archive');
  return spec;
}

/** The changes since the usual manifest: of the archive, and of the handlers bin/a and jobs/nightly. */
async function changes(manifest: object, was: object = usual): Promise<(string | null)[]> {
  const { archive, handler } = manifestChanges(await specOf(manifest), await specOf(was));
  return [archive, handler('bin/a'), handler('jobs/nightly')];
}

const none = [null, null, null];

describe('the changes of a manifest', () => {
  test('are none if only its formatting differs', async () => {
    const { archive, handler } = manifestChanges(await specOf(usual, 4), await specOf(usual));
    expect([archive, handler('bin/a')]).toEqual([null, null]);
  });

  test('are none if a default is written out', async () => {
    expect(
      await changes({ ...usual, compression: archiveDefaults.compression, layout: defaultLayout }),
    ).toEqual(none);
  });

  test('of an archive name its settings', async () => {
    const settings = { compression: 1, architecture: 'x86_64' };
    expect(await changes({ ...usual, ...settings })).toEqual([
      'architecture, compression',
      'architecture',
      'architecture',
    ]);
  });

  test('of a file affect the archive', async () => {
    expect(await changes({ ...usual, files: {} })).toEqual(['files', null, null]);
    const other = { 'x.txt': { source: './x.txt', mode: '0755' } };
    expect(await changes({ ...usual, files: other })).toEqual(['files', null, null]);
  });

  test('of a go setting of all handlers affect each handler', async () => {
    expect(await changes({ ...usual, go: { tags: ['x'], strip: false } })).toEqual([
      null,
      'go.tags, go.strip',
      'go.tags, go.strip',
    ]);
  });

  test('of one handler affect only that handler', async () => {
    const handlers = { ...usual.handlers, 'bin/a': { package: './cmd/a', go: { ldflags: '-X main.v=1' } } };
    expect(await changes({ ...usual, handlers })).toEqual([null, 'go.ldflags', null]);
  });

  test('of a wildcard affect the handlers that it matches', async () => {
    const handlers = { ...usual.handlers, 'jobs/*': './other/*' };
    expect(await changes({ ...usual, handlers })).toEqual([null, null, 'target']);
  });

  test('include a new handler', async () => {
    const { 'bin/a': _, ...handlers } = usual.handlers;
    expect(await changes(usual, { ...usual, handlers })).toEqual([null, 'the handler is new', null]);
  });

  test('include a handler that is gone, which affects the archive that it was in', async () => {
    const { 'jobs/*': _, ...handlers } = usual.handlers;
    expect(await changes({ ...usual, handlers })).toEqual(['the handler jobs/* is gone', null, null]);
  });

  test('do not include a handler that is gone if it had its own archive', async () => {
    const layout = 'per-handler';
    const { 'jobs/*': _, ...handlers } = usual.handlers;
    expect(await changes({ ...usual, layout, files: {}, handlers }, { ...usual, layout, files: {} })).toEqual(
      none,
    );
  });

  test('are the whole archive if the earlier manifest did not have it', async () => {
    const { archive, handler } = manifestChanges(await specOf(usual), undefined);
    expect([archive, handler('bin/a')]).toEqual(['the archive is new', null]);
  });
});
