import { basename, join } from 'pathe';
import type { MadeArchive } from '../build/assembly.js';
import { withLinkDirectories } from '../build/link-directories.js';
import { makeArchives } from '../build/make-archives.js';
import { joined } from '../bytes/joined.js';
import { openCache } from '../cache/cache.js';
import type { BuildKnowledge } from '../compare/request.js';
import { failure } from '../diagnostics/diagnose.js';
import { version } from '../diagnostics/version.js';
import { findGo } from '../go/toolchain.js';
import {
  type BuildPlan,
  type PlannedArchive,
  type PlannedArchiveProgram,
  runOf,
} from '../plan/build-plan.js';
import { type DeclaredInputs, declaredInputs } from '../plan/declared-inputs.js';
import { narrowPlan } from '../plan/narrow-plan.js';
import { makeWholePlan } from '../plan/plan.js';
import type { WholePlanOptions } from '../plan/plan-options.js';
import { isDiskFull, ownDisk } from '../ports/disk-full.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import { temporaryDirectoryPath } from '../ports/temporary-directory.js';
import { asUnchecked } from './as-unchecked.js';
import { copyFiles } from './copy-inputs.js';
import { isolatedHost } from './isolated-host.js';
import { checkModuleCache } from './module-cache.js';
import { verifiedToolchains } from './verified-toolchains.js';
import type { VerifyOptions } from './verify-options.js';

/** An archive that was built again. */
export interface RebuiltArchive extends MadeArchive {
  readonly bytes: Uint8Array;
}

/** The result of a rebuild. */
export interface Rebuild {
  readonly archives: readonly RebuiltArchive[];
  /** The plan, with the paths of the copy. */
  readonly plan: BuildPlan;
  /** Facts about the programs of an archive, to explain differences. */
  readonly knowledge: (archive: PlannedArchive) => BuildKnowledge;
}

/** Selects the archives to rebuild. */
export type SelectArchives = (archives: readonly PlannedArchive[]) => readonly PlannedArchive[];

/**
 * Rebuilds archives of a manifest in isolation: from a copy of the declared inputs at a different path, with empty caches
 * and a different home, temporary directory, time zone, umask and number of compilers. Leaves nothing behind.
 *
 * @throws LambdazipError `verify-build-failed`, `verify-modules-modified`, and what `plan` throws
 */
export async function rebuild(
  options: VerifyOptions & { readonly manifest: string },
  select: SelectArchives,
  host: Host,
): Promise<Rebuild> {
  const root = temporaryDirectoryPath(host);
  try {
    return await rebuildIn(root, options, select, host);
  } catch (error) {
    const full = isDiskFull(error)
      ? failure('disk-full', { ...ownDisk(host, root), reason: fileSystemReason(error) }, { cause: error })
      : undefined;
    throw asUnchecked(full ?? error, 'verify-build-failed', options.signal);
  } finally {
    await host.fileSystem.remove(root).catch(() => undefined);
  }
}

async function rebuildIn(
  root: string,
  options: VerifyOptions & { readonly manifest: string },
  select: SelectArchives,
  host: Host,
): Promise<Rebuild> {
  const { signal, onEvent = () => undefined, fast = false, jobs = host.processors } = options;
  const { fileSystem } = host;
  for (const name of ['tmp', 'home', 'go-build']) {
    await fileSystem.makeDirectory(`${root}/${name}`, { private: true });
  }
  // If the path of the temporary directory contains symbolic links, go prints the resolved path.
  const place = await fileSystem.realPath(root);
  const everything = await makeWholePlan(planOptions(options, options.manifest), host);
  // The copy needs the inputs of the manifest's whole archive, because planning reads all of them; only the selected part is built.
  const names = new Set(select(everything.archives).map(({ archive }) => archive));
  const original = narrowPlan(
    everything,
    everything.archives.filter(({ archive }) => names.has(archive)),
  );
  const manifest = join(original.directory, basename(original.manifest));
  const inputs = await declaredInputs(original, manifest, host, signal);
  const { placeOf } = await copyFiles(inputs.files, `${place}/source`, host, signal);

  const installed = await findGo(host, signal);
  // A different number than go's default, unless the caller limits it.
  const parallel = options.jobs ?? host.processors + 1;
  const selections = fast ? [] : original.runs.map(({ toolchain }) => toolchain.selection);
  const toolchains = await verifiedToolchains(host, { root: place, installed, selections, signal });
  const { programs } = toolchains;
  const isolated = isolatedHost(host, { root: place, installed, fast, parallel, toolchains: programs });
  const cache = await openCache(isolated, undefined);
  try {
    const inCopy = { ...planOptions(options, placeOf(manifest)), archives: [...names] };
    const planned = await makeWholePlan(inCopy, isolated);
    const plan = narrowPlan(planned, names.size > 1 ? planned.archives : select(planned.archives));
    if (!fast) await checkModuleCache(plan, isolated, signal);
    const context = { host: isolated, plan, cache, version, workers: jobs, signal, onEvent };
    const zips = new Map<PlannedArchive, Uint8Array>();
    const made = await withLinkDirectories(context, (links) =>
      makeArchives(context, links, {
        receive: async (archive, parts) => void zips.set(archive, joined(parts)),
        keep: async () => {
          throw new TypeError('a rebuild knows of no earlier build');
        },
      }),
    );
    return {
      archives: made.archives.map((archive) => ({
        ...archive,
        bytes: zips.get(archive.plan) ?? new Uint8Array(0),
      })),
      plan,
      knowledge: knowledgeOf(original, inputs, await embedded(inputs, host)),
    };
  } finally {
    await cache.close();
    await toolchains.remove();
  }
}

function planOptions(options: VerifyOptions, manifest: string): WholePlanOptions {
  const { architecture, bootstrap, set, signal } = options;
  return { manifest, architecture, bootstrap, set, signal };
}

type Embedded = ReadonlyMap<string, Uint8Array>;

/** Reads embedded files from their original paths, which the user knows. */
async function embedded(inputs: DeclaredInputs, host: Pick<Host, 'fileSystem'>): Promise<Embedded> {
  const contents = new Map<string, Uint8Array>();
  for (const { directory, embeddedFiles } of [...inputs.packages.values()].flat()) {
    for (const name of embeddedFiles) {
      const path = `${directory}/${name}`;
      if (!contents.has(path)) contents.set(path, await host.fileSystem.readFile(path));
    }
  }
  return contents;
}

/** @param plan the plan that the inputs belong to: the runs of the copy have different ids */
function knowledgeOf(
  plan: BuildPlan,
  inputs: DeclaredInputs,
  contents: Embedded,
): (archive: PlannedArchive) => BuildKnowledge {
  return (archive) => {
    const programOf = (entry: string): PlannedArchiveProgram | undefined =>
      plan.archives
        .find(({ name }) => name === archive.name)
        ?.programs.find((program) => program.entry === entry);
    return {
      ldflags: (entry) => {
        const program = programOf(entry);
        return program === undefined ? [] : runOf(plan, program).settings.ldflags;
      },
      embeddedFiles: async (entry) => {
        const program = programOf(entry);
        if (program === undefined) return [];
        const { id, programs } = runOf(plan, program);
        const built = programs.find(({ executable }) => executable === program.executable);
        const packages = inputs.packages.get(id) ?? [];
        const needed = new Set(
          (built?.mains ?? []).flatMap(({ importPath }) => {
            const main = packages.find((each) => each.importPath === importPath);
            return [importPath, ...(main?.dependencies ?? [])];
          }),
        );
        return packages
          .filter(({ importPath }) => needed.has(importPath))
          .flatMap(({ directory, embeddedFiles }) => embeddedFiles.map((name) => `${directory}/${name}`))
          .flatMap((path) => {
            const content = contents.get(path);
            return content === undefined ? [] : [{ path, content }];
          });
      },
    };
  };
}
