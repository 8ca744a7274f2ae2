import { resolve } from 'pathe';
import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { manifestNotePath } from '../cache/cache-layout.js';
import { noteStore } from '../cache/notes.js';
import { isStandingWarning } from '../diagnostics/standing-warnings.js';
import type { BuildEvent } from '../ports/build-event.js';
import type { BuildContext } from './build-context.js';
import type { BuildOptions } from './build-options.js';
import type { BuildReport } from './build-report.js';

type Silenced = Extract<BuildEvent, { readonly type: 'silenced' }>['warnings'];

/**
 * The warnings of a report that need not be printed. With `rememberWarnings` the cache keeps which standing warnings were
 * reported, by the manifest and the output directory.
 */
export async function silencedWarnings(
  { warnings }: Pick<BuildReport, 'warnings'>,
  context: BuildContext,
  options: BuildOptions,
): Promise<Silenced> {
  const { plan, cache } = context;
  const remembers = options.rememberWarnings === true && !cache.temporary;
  const reported = remembers ? await remember(warnings, context, options) : new Set<string>();
  return warnings.flatMap((warning, index): Silenced => {
    if (!isStandingWarning(warning.code)) return [];
    if (plan.acknowledged.includes(warning.code)) return [{ index, why: 'acknowledged' }];
    return reported.has(warningDigest(warning)) ? [{ index, why: 'reported' }] : [];
  });
}

/** Notes the present warnings, and returns the digests of those that were noted before. */
async function remember(
  warnings: BuildReport['warnings'],
  { host, plan, cache }: BuildContext,
  { archives = [], affectedSince, shard }: BuildOptions,
): Promise<ReadonlySet<string>> {
  const notes = noteStore(host, cache);
  const key = digestOf(['warnings', resolve(host.workingDirectory, plan.manifest), plan.outDir]);
  const path = manifestNotePath(cache.directory, key);
  const noted = await notes.read(path);
  const before: readonly string[] = Array.isArray(noted) ? noted : [];
  // An acknowledged warning is not printed now: it is reported after its acknowledgement is removed.
  const present = warnings
    .filter(({ code }) => isStandingWarning(code) && !plan.acknowledged.some((each) => each === code))
    .map(warningDigest);
  // A build of some archives does not show whether the warnings about the others persist.
  const isPartial = archives.length > 0 || affectedSince !== undefined || shard !== undefined;
  const after = [...new Set([...(isPartial ? before : []), ...present])].sort();
  if (JSON.stringify(after) !== JSON.stringify(before)) await notes.write(path, after);
  return new Set(before);
}

/** Numbers are left out: a size differs after every change of a program, and the warning is still the same. */
function warningDigest({ code, args, location, handlers }: BuildReport['warnings'][number]): string {
  const texts = Object.entries(args).filter(([, value]) =>
    Array.isArray(value) ? value.every((item) => typeof item === 'string') : typeof value !== 'number',
  );
  return digestOf([code, texts, location.file, handlers]);
}

function digestOf(facts: unknown): string {
  return hexOf(sha256Of(new TextEncoder().encode(JSON.stringify(facts))));
}
