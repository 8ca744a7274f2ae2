import { join, relative } from 'pathe';
import { findCollisions } from '../archive/names.js';
import { compareStrings } from '../bytes/compare.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import type { Location } from '../diagnostics/diagnostic.js';
import { layouts } from '../manifest/layouts.js';
import { handlerProblem } from '../manifest/rules.js';
import type { PlannedArchive } from './build-plan.js';
import type { ArchiveContents, LaidOutArchive, PlacedProgram } from './layouts/layout-rules.js';
import { layoutRules } from './layouts/layouts.js';

/** Lays out the archives and reports those that cannot be laid out. */
export function planArchives(
  contents: readonly ArchiveContents[],
  outDir: string,
  report: (diagnostic: Diagnostic) => void,
): PlannedArchive[] {
  const archives = contents.flatMap((each) => {
    for (const { main } of each.sources) {
      const reason = handlerProblem(main.handler);
      // Explicit keys were checked before; this checks keys that wildcards produced.
      if (reason === undefined || main.handler === main.target.spec.key) continue;
      const values = { name: main.handler, reason };
      report(diagnose('handler-name-invalid', values, main.target.spec.location));
    }
    reportPathCollisions(placesOf(each), report);
    return layoutRules[each.spec.layout].archivesOf(each).map((archive) => planned(archive, each, outDir));
  });
  reportOutputCollisions(archives, contents, outDir, report);
  return archives;
}

function planned(
  { name, runtime, architecture, bootstrap, placed }: LaidOutArchive,
  { spec: { name: archive, layout, compression }, files }: ArchiveContents,
  outDir: string,
): PlannedArchive {
  return {
    ...{ archive, layout, compression, name },
    path: join(outDir, `${name}.zip`),
    ...{ runtime, architecture, bootstrap },
    ...contentOf(placed),
    files,
  };
}

function contentOf(placed: readonly PlacedProgram[]): Pick<PlannedArchive, 'handlers' | 'programs'> {
  const sorted = [...placed].sort((a, b) => compareStrings(a.source.main.handler, b.source.main.handler));
  const programs = sorted.map(({ source: { run, executable }, entry }) => ({ entry, run, executable }));
  return {
    handlers: sorted.map(({ source: { main }, entry }) => ({
      handler: main.handler,
      package: main.target.request.kind === 'files' ? main.arguments.join(' ') : main.package.importPath,
      entry,
    })),
    // Several handlers can share one program.
    programs: [...new Map(programs.map((program) => [program.entry, program])).values()],
  };
}

interface Place {
  readonly name: string;
  /** null for the bootstrap, which is not in the manifest. */
  readonly location: Location | null;
}

/** The entries of every archive made from these contents. */
function placesOf({ spec, sources, files }: ArchiveContents): Place[] {
  const programs = layouts[spec.layout].starts === 'bootstrap' ? sources : [];
  return [
    { name: 'bootstrap', location: null },
    ...programs.map(({ main }) => ({ name: main.handler, location: main.target.spec.location })),
    ...files.map(({ entry }) => {
      const owner = spec.files.find(
        ({ key }) => key === entry || (key.endsWith('/') && entry.startsWith(key)),
      );
      return { name: entry, location: owner?.location ?? spec.location };
    }),
  ];
}

function reportPathCollisions(places: readonly Place[], report: (diagnostic: Diagnostic) => void): void {
  for (const { name, other } of findCollisions(places.map((place) => place.name))) {
    const named = places.filter((place) => place.location !== null && [name, other].includes(place.name));
    const location = named.at(-1)?.location;
    // A handler named `bootstrap` has its own finding.
    report(diagnose('path-collision', { name, other }, location ?? undefined));
  }
}

function reportOutputCollisions(
  archives: readonly PlannedArchive[],
  contents: readonly ArchiveContents[],
  outDir: string,
  report: (diagnostic: Diagnostic) => void,
): void {
  const seen = new Map<string, PlannedArchive>();
  for (const archive of archives) {
    const folded = archive.path.toLowerCase();
    const other = seen.get(folded);
    seen.set(folded, archive);
    if (other === undefined) continue;
    // Two handlers with the same name in one archive have already been reported.
    const location = contents.find(({ spec }) => spec.name === archive.archive)?.spec.location;
    const path = relative(outDir, archive.path);
    const values = { path, name: described(archive), other: described(other) };
    report(diagnose('output-collision', values, location));
  }
}

function described({ name, archive, layout }: PlannedArchive): string {
  return layouts[layout].archivePerHandler ? `the handler ${name} of ${archive}` : `the archive ${name}`;
}
