import type { BuildContext } from '../src/build/build-context.js';
import { openCache } from '../src/cache/cache.js';
import type { LinkDirectory } from '../src/cache/link-directory.js';
import { openLinkDirectory } from '../src/cache/link-directory.js';
import { makeWholePlan } from '../src/plan/plan.js';
import type { BuildEvent } from '../src/ports/build-event.js';
import type { Host } from '../src/ports/host.js';
import { linkingGo } from './linking-go.js';
import { buildingMachine } from './machine-with-go.js';
import type { MemoryHost } from './memory-host.js';

/** A build in memory, up to its plan, for tests of its steps. */
export interface PlannedBuild {
  readonly host: MemoryHost;
  readonly context: BuildContext;
  readonly events: BuildEvent[];
  /** The paths of the programs that go has linked, in order. */
  readonly linked: string[];
  /** Opens the link directories of all runs. */
  readonly openLinks: () => Promise<readonly LinkDirectory[]>;
}

/**
 * @param manifest for the main packages `cmd/a` and `cmd/b`, with the file `notes.txt`
 * @param overrides of the host; its processes default to a fake go that links
 */
export async function plannedBuild(
  manifest: unknown = { handlers: { 'bin/*': './cmd/*' }, files: { 'notes.txt': './notes.txt' } },
  overrides: Partial<Host> = {},
): Promise<PlannedBuild> {
  const memory = buildingMachine(
    {
      '/project/cmd/a/main.go': 'package main\n\n// a\n',
      '/project/cmd/b/main.go': 'package main\n\n// b\n',
      '/project/notes.txt': 'notes',
      '/project/lambdazip.json': JSON.stringify(manifest),
    },
    overrides,
  );
  const linked: string[] = [];
  const processes =
    overrides.processes ??
    linkingGo(
      () => memory.fileSystem,
      (path) => linked.push(path),
    );
  const host = { ...memory, processes };
  const events: BuildEvent[] = [];
  const context: BuildContext = {
    host,
    plan: await makeWholePlan({}, host),
    cache: await openCache(host, '/cache'),
    version: '1.0.0',
    signal: undefined,
    onEvent: (event) => events.push(event),
  };
  const openLinks = (): Promise<readonly LinkDirectory[]> =>
    Promise.all(context.plan.runs.map(({ id }) => openLinkDirectory(host, context.cache, id)));
  return { host, context, events, linked, openLinks };
}
