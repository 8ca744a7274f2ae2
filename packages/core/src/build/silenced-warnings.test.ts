import { describe, expect, test } from 'vitest';
import { builtProject } from '../../test/built-project.js';
import { planParts } from '../affected/plan-parts.js';
import { openBuildCache } from '../cache/cache.js';
import { catalog } from '../diagnostics/catalog.js';
import { diagnose } from '../diagnostics/diagnose.js';
import { standingWarnings } from '../diagnostics/standing-warnings.js';
import type { BuildEvent } from '../ports/build-event.js';
import { build } from './build.js';
import type { BuildContext } from './build-context.js';
import type { BuildOptions } from './build-options.js';
import { silencedWarnings } from './silenced-warnings.js';

type Host = ReturnType<typeof builtProject>;

const manifest = (more: object = {}): string =>
  JSON.stringify({ go: { trimpath: false }, handlers: { 'bin/a': './cmd/a' }, ...more });

async function writeManifest(host: Host, text: string): Promise<void> {
  await host.fileSystem.writeFile('/project/lambdazip.json', new TextEncoder().encode(text));
}

/** The codes of the warnings of a build, and why each is silenced. */
async function warned(host: Host, options: BuildOptions = {}): Promise<readonly [string, string?][]> {
  const events: BuildEvent[] = [];
  const { warnings } = await build({ onEvent: (event) => events.push(event), ...options }, host, planParts);
  const silenced = events.flatMap((event) => (event.type === 'silenced' ? event.warnings : []));
  return warnings.map(({ code }, index) => {
    const why = silenced.find((each) => each.index === index)?.why;
    return why === undefined ? [code] : [code, why];
  });
}

describe('a standing warning', () => {
  test('is silenced if an earlier build reported it, until it changes', async () => {
    const host = builtProject();
    await writeManifest(host, manifest());
    const remembering = { rememberWarnings: true };
    expect(await warned(host, remembering)).toEqual([['trimpath-off']]);
    expect(await warned(host, remembering)).toEqual([['trimpath-off', 'reported']]);
    expect(await warned(host)).toEqual([['trimpath-off']]);
    expect(await warned(host, { ...remembering, cache: false })).toEqual([['trimpath-off']]);
    await writeManifest(host, manifest({ go: {} }));
    expect(await warned(host, remembering)).toEqual([]);
    await writeManifest(host, manifest());
    expect(await warned(host, remembering)).toEqual([['trimpath-off']]);
  });

  test('is known for each output directory on its own', async () => {
    const host = builtProject();
    await writeManifest(host, manifest());
    await warned(host, { rememberWarnings: true });
    expect(await warned(host, { rememberWarnings: true, outDir: 'other' })).toEqual([['trimpath-off']]);
  });

  test('is reported after its acknowledgement is removed', async () => {
    const host = builtProject();
    await writeManifest(host, manifest({ acknowledge: ['trimpath-off'] }));
    await warned(host, { rememberWarnings: true });
    await writeManifest(host, manifest());
    expect(await warned(host, { rememberWarnings: true })).toEqual([['trimpath-off']]);
  });

  test('is silenced by the manifest, and stays in the report', async () => {
    const host = builtProject();
    await writeManifest(host, manifest({ acknowledge: ['trimpath-off'] }));
    expect(await warned(host)).toEqual([['trimpath-off', 'acknowledged']]);
  });

  test('is the same after a change of its numbers only', async () => {
    const host = builtProject();
    const plan = { manifest: 'lambdazip.json', outDir: '/project/dist', acknowledged: [] };
    const silencedAt = async (size: number, archive = 'a'): Promise<number> => {
      const cache = await openBuildCache(host, '/cache');
      const context = { host, plan, cache } as unknown as BuildContext;
      const largest = [{ name: 'bin/a', size }];
      const values = { archive, size, limit: 50, largest, programs: 1, programSize: size };
      const warnings = [diagnose('check-zipped-too-large', values)];
      const silenced = await silencedWarnings({ warnings }, context, { rememberWarnings: true });
      await cache.close();
      return silenced.length;
    };
    expect(await silencedAt(60)).toBe(0);
    expect(await silencedAt(61)).toBe(1);
    expect(await silencedAt(61, 'b')).toBe(0);
  });

  test('is a warning', () => {
    for (const code of standingWarnings) expect(catalog[code].blame, code).toBe('advice');
  });
});
