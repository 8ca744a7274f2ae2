import {
  type BuildPlan,
  type Host,
  LambdazipError,
  makeWholePlan,
  type SizeOptions,
} from '@lambdazip/core/internal';
import { failure } from '../diagnostics/diagnose.js';

export interface DividedManifest {
  /** The plan of the manifest as it was. */
  readonly plan: BuildPlan;
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** The archive of each handler, by the archive that it was in and its name. */
  readonly placeOf: (archive: string, handler: string) => string;
  readonly options: SizeOptions;
}

/**
 * Plans the build of a divided manifest before it is written: each handler must be in its archive, and its program be built
 * as before.
 *
 * @throws LambdazipError `split-manifest-form`
 */
export async function refuseOtherBuild(
  { plan, file, path, text, placeOf, options }: DividedManifest,
  host: Host,
): Promise<void> {
  const refused = (reason: string): Error => failure('split-manifest-form', { file, reason });
  const bytes = new TextEncoder().encode(text);
  const fileSystem = new Proxy(host.fileSystem, {
    get: (target, name: keyof Host['fileSystem']) =>
      name === 'readFile'
        ? async (asked: string) =>
            (await host.fileSystem.realPath(asked).catch(() => asked)) === path
              ? bytes
              : await host.fileSystem.readFile(asked)
        : target[name],
  });
  let divided: BuildPlan;
  try {
    divided = await makeWholePlan({ ...options, manifest: path }, { ...host, fileSystem });
  } catch (error) {
    if (!(error instanceof LambdazipError) || options.signal?.aborted) throw error;
    throw refused(error.diagnostics[0]?.message ?? error.message);
  }
  const expected = new Map(
    factsOf(plan).map((each) => [keyOf(placeOf(each.archive, each.handler), each.handler), each]),
  );
  const found = new Map(factsOf(divided).map((each) => [keyOf(each.archive, each.handler), each]));
  for (const [key, { handler, build }] of expected) {
    const now = found.get(key);
    if (now === undefined) throw refused(`it would no longer build ${handler}`);
    if (now.build !== build) throw refused(`it would build ${handler} with different settings`);
  }
  for (const [key, { handler, archive }] of found) {
    if (!expected.has(key)) throw refused(`it would build ${handler} in archive ${archive} too`);
  }
}

function keyOf(archive: string, handler: string): string {
  return JSON.stringify([archive, handler]);
}

interface HandlerFacts {
  readonly archive: string;
  readonly handler: string;
  readonly build: string;
}

/** Everything that determines the bytes of each handler's program, and what is next to it. */
function factsOf(plan: BuildPlan): readonly HandlerFacts[] {
  return plan.archives.flatMap((planned) => {
    const { archive, layout, runtime, architecture, compression, bootstrap, files, programs } = planned;
    return planned.handlers.map(({ handler, entry, package: main }) => {
      const program = programs.find((each) => each.entry === entry);
      const run = plan.runs.find(({ id }) => id === program?.run);
      const build = JSON.stringify([
        { layout, runtime, architecture, compression, bootstrap, files, entry, main },
        run?.module,
        run?.settings,
        run?.toolchain.selection,
      ]);
      return { archive, handler, build };
    });
  });
}
