import { describe, expect, test } from 'vitest';
import { plannedBuild } from '../../test/planned-build.js';
import type { GitState } from '../provenance/git-state.js';
import { readStatement } from '../provenance/read-statement.js';
import type { MadeArchive } from './assembly.js';
import { makeDocuments, staleRecords } from './documents.js';

const commit: GitState = { kind: 'commit', commit: 'ab'.repeat(20), tree: 'clean', reason: null };
const record = '/project/dist/lambda.zip.provenance.json';

async function documents(
  options: { readonly provenance?: boolean; readonly sbom?: boolean },
  git: GitState | null = commit,
) {
  const { context } = await plannedBuild();
  const made: readonly MadeArchive[] = context.plan.archives.map((plan) => ({
    plan,
    entries: [],
    size: 3,
    sha256: 'cd'.repeat(32),
    codeSha256: '',
  }));
  const { files, warnings } = await makeDocuments({ context, made, options, git, version: '1.0.0' });
  const texts = files.map(
    ({ path, content }) => [path, new TextDecoder().decode(content as Uint8Array)] as const,
  );
  return { texts, warnings };
}

describe('the documents of an archive', () => {
  test('are its provenance by default, with the digest of the archive and the commit', async () => {
    const { texts, warnings } = await documents({});
    expect(texts.map(([path]) => path)).toEqual([record]);
    const text = texts[0]?.[1] ?? '';
    expect(readStatement(text).kind).toBe('statement');
    for (const part of ['lambda.zip', 'cd'.repeat(32), 'ab'.repeat(20)]) expect(text).toContain(part);
    expect(warnings).toEqual([]);
  });

  test('are its bill of materials if only that is wanted', async () => {
    const { texts } = await documents({ provenance: false, sbom: true }, null);
    expect(texts.map(([path]) => path)).toEqual(['/project/dist/lambda.zip.cdx.json']);
    expect(JSON.parse(texts[0]?.[1] ?? '')).toMatchObject({ bomFormat: 'CycloneDX' });
  });

  test('are none if none is wanted, or no archive was built', async () => {
    expect((await documents({ provenance: false }, null)).texts).toEqual([]);
  });

  test('come with a warning if git cannot tell the commit', async () => {
    const unborn: GitState = { kind: 'no-commit', problem: { kind: 'unborn' } };
    const { warnings } = await documents({}, unborn);
    expect(warnings.map(({ code, args }) => [code, args])).toEqual([
      ['provenance-no-commit', { directory: '/project' }],
    ]);
  });
});

describe('the provenance of an earlier build', () => {
  const stale = async (content: string | undefined, provenance?: boolean): Promise<readonly string[]> => {
    const { context, host } = await plannedBuild();
    await host.fileSystem.makeDirectory('/project/dist');
    if (content !== undefined) await host.fileSystem.writeFile(record, new TextEncoder().encode(content));
    return await staleRecords(host, context.plan, provenance === undefined ? {} : { provenance });
  };

  test('is stale if this build writes none', async () => {
    const [[, text = ''] = []] = (await documents({})).texts;
    expect(await stale(text, false)).toEqual([record]);
    expect(await stale(text, true)).toEqual([]);
    expect(await stale(text)).toEqual([]);
  });

  test.each([
    ['missing', undefined],
    ['not JSON', 'mine'],
    ['a different document', '{ "mine": true }'],
  ])('is not stale if it is %s', async (_, content) => {
    expect(await stale(content, false)).toEqual([]);
  });
});
