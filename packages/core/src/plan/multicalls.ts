import { diagnose } from '../diagnostics/diagnose.js';
import type { GoRun } from '../go/go-run.js';
import { layouts } from '../manifest/layouts.js';
import { likely } from '../manifest/likely.js';
import type { ArchiveSpec } from '../manifest/manifest.js';
import { listMulticall } from '../multicall/list-mains.js';
import type { PlanContext } from './context.js';
import type { HandlerPackage, PackageGroup } from './packages.js';
import type { PlannedRuns } from './runs.js';

/**
 * Completes the runs whose programs contain several main packages, and reports what keeps main packages from becoming one
 * program. Runs that cannot be completed are left out; then there is an error.
 *
 * @throws LambdazipError `go-list-failed`, `go-too-old`
 */
export async function completeMulticalls(
  groups: readonly PackageGroup[],
  { runs, sources, multicalls }: PlannedRuns,
  context: PlanContext,
): Promise<readonly GoRun[]> {
  const isRefused = reportDivided(groups, context);
  const completed: GoRun[] = [];
  for (const run of runs) {
    if (!multicalls.has(run.id)) {
      completed.push(run);
      continue;
    }
    const members = sources.filter((source) => source.run === run.id).map(({ main }) => main);
    const [first] = members;
    if (first === undefined || isRefused(first.target.archive)) continue;
    reportUnknownHandlers(first.target.archive, members, context);
    const multicall = await listMulticall(
      {
        run,
        functions: first.target.archive.functions.map(({ name, handler }) => ({ name, handler })),
        locationOf: (handler) =>
          (members.find((main) => main.handler === handler) ?? first).target.spec.targetLocation,
        report: context.report,
        signal: context.signal,
      },
      context.host,
    );
    if (multicall === null) continue;
    completed.push({ ...run, programs: run.programs.map((program) => ({ ...program, multicall })) });
  }
  return completed;
}

/** Reports archives whose handlers cannot be one program: they have different modules or settings, or lists of files. */
function reportDivided(
  groups: readonly PackageGroup[],
  { report }: PlanContext,
): (archive: ArchiveSpec) => boolean {
  const refused = new Set<ArchiveSpec>();
  const first = new Map<ArchiveSpec, { readonly group: PackageGroup; readonly main: HandlerPackage }>();
  for (const group of groups) {
    for (const main of group.mains) {
      const { archive, spec, request } = main.target;
      if (!layouts[archive.layout].sharesProgram) continue;
      if (request.kind === 'files') {
        refused.add(archive);
        report(diagnose('multicall-go-files', { handler: main.handler }, spec.targetLocation));
      }
      const known = first.get(archive);
      if (known === undefined) first.set(archive, { group, main });
      if (known === undefined || known.group === group || refused.has(archive)) continue;
      refused.add(archive);
      // Handlers with targets of their own have an error already.
      if (spec.architecture !== known.main.target.spec.architecture) continue;
      const values = { handler: main.handler, other: known.main.handler, ...difference(group, known.group) };
      report(diagnose('multicall-settings-differ', values, spec.location));
    }
  }
  return (archive) => refused.has(archive);
}

function difference(
  group: PackageGroup,
  other: PackageGroup,
): { readonly setting: string; readonly value: string; readonly otherValue: string } {
  if (group.module.root !== other.module.root) {
    return { setting: 'module', value: moduleName(group), otherValue: moduleName(other) };
  }
  if (group.toolchain.version !== other.toolchain.version) {
    const [value, otherValue] = [group.toolchain.version, other.toolchain.version];
    return { setting: 'go.version', value, otherValue };
  }
  const [settings, others] = [group, other].map((each) => new Map(Object.entries(each.settings)));
  for (const [name, value] of settings ?? []) {
    const [text = '', otherText = ''] = [value, others?.get(name)].map(
      (each) => JSON.stringify(each) ?? 'none',
    );
    if (text !== otherText) return { setting: `go.${name}`, value: text, otherValue: otherText };
  }
  throw new TypeError('two groups of packages have the same settings');
}

function moduleName({ module: { path, root } }: PackageGroup): string {
  return path === '' ? root : path;
}

function reportUnknownHandlers(
  { functions, handlers: specs }: ArchiveSpec,
  members: readonly HandlerPackage[],
  { report }: PlanContext,
): void {
  // A handler whose main package was not found has its own error.
  const handlers = [...new Set([...members.map(({ handler }) => handler), ...specs.map(({ key }) => key)])];
  for (const { name, handler, location } of functions) {
    if (handlers.includes(handler)) continue;
    const values = { name, handler, likely: likely(handler, handlers) };
    report(diagnose('function-handler-unknown', values, location));
  }
}
