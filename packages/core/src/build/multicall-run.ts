import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { manifestNotePath, runDirectories } from '../cache/cache-layout.js';
import { noteStore } from '../cache/notes.js';
import type { GoRun } from '../go/go-run.js';
import { multicallOf } from '../go/run-command.js';
import { ensureSupported, type GuardMemory } from '../multicall/guard.js';
import { writeOverlay } from '../multicall/overlay.js';
import { ownMessages } from '../multicall/own-messages.js';
import type { BuildContext } from './build-context.js';

/** Changes the messages of go. */
export type Translate = (messages: string) => string;

/**
 * Writes the generated sources of a run whose program has several main packages; does nothing for other runs. Returns
 * what replaces the paths of these sources in messages.
 *
 * @throws LambdazipError `multicall-go-unsupported`
 */
export async function prepareRun(
  context: Pick<BuildContext, 'host' | 'cache' | 'version' | 'signal'>,
  run: GoRun,
): Promise<Translate> {
  const multicall = multicallOf(run);
  if (multicall === null) return (messages) => messages;
  const { host, cache, signal } = context;
  const directories = runDirectories(cache.directory, run.id);
  await ensureSupported(run, multicall, directories, host, guardMemory(context), signal);
  const places = await writeOverlay(run, multicall, directories, host);
  return (messages) => ownMessages(messages, run.module.root, places);
}

/** Notes in the cache: the test of a release builds a program, which takes seconds. */
function guardMemory({
  host,
  cache,
  version,
}: Pick<BuildContext, 'host' | 'cache' | 'version'>): GuardMemory {
  const notes = noteStore(host, cache);
  const pathOf = (facts: readonly string[]): string => {
    const text = JSON.stringify(['multicall', version, host.platform, ...facts]);
    return manifestNotePath(cache.directory, hexOf(sha256Of(new TextEncoder().encode(text))));
  };
  return {
    isKnown: async (facts) => (await notes.read(pathOf(facts))) !== undefined,
    remember: (facts) => notes.write(pathOf(facts), { works: true }),
  };
}
