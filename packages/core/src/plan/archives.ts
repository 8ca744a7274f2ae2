import { join, relative } from 'pathe';
import { findCollisions } from '../archive/names.js';
import { compareStrings } from '../bytes/compare.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import type { Location } from '../diagnostics/diagnostic.js';
import type { ArchiveSpec } from '../manifest/manifest.js';
import { handlerProblem } from '../manifest/rules.js';
import type { PlannedArchive, PlannedFile } from './build-plan.js';
import type { ProgramSource } from './runs.js';

/** An archive of the manifest with all that was found for it. */
export interface ArchiveContents {
  readonly spec: ArchiveSpec;
  readonly sources: readonly ProgramSource[];
  readonly files: readonly PlannedFile[];
}

/** Lays out the archives, and reports what cannot be laid out. */
export function planArchives(
  contents: readonly ArchiveContents[],
  outDir: string,
  report: (diagnostic: Diagnostic) => void,
): PlannedArchive[] {
  const archives = contents.flatMap((each) => {
    for (const { main } of each.sources) {
      const reason = handlerProblem(main.handler);
      // An explicit key was looked at before; here it is what wildcards made of one.
      if (reason === undefined || main.handler === main.target.spec.key) continue;
      const values = { name: main.handler, reason };
      report(diagnose('handler-name-invalid', values, main.target.spec.location));
    }
    return each.spec.layout === 'per-handler'
      ? perHandler(each, outDir, report)
      : [shared(each, outDir, report)];
  });
  reportOutputCollisions(archives, contents, outDir, report);
  return archives;
}

function shared(
  { spec, sources, files }: ArchiveContents,
  outDir: string,
  report: (d: Diagnostic) => void,
): PlannedArchive {
  const places: Place[] = [
    { name: 'bootstrap', location: null },
    ...sources.map(({ main }) => ({ name: main.handler, location: main.target.spec.location })),
    ...filePlaces(spec, files),
  ];
  reportPathCollisions(places, report);
  return {
    ...common(spec),
    name: spec.name,
    path: join(outDir, `${spec.name}.zip`),
    runtime: spec.runtime,
    architecture: spec.architecture,
    bootstrap: spec.bootstrap,
    ...contentOf(sources.map((source) => ({ source, entry: source.main.handler }))),
    files,
  };
}

function perHandler(
  { spec, sources, files }: ArchiveContents,
  outDir: string,
  report: (d: Diagnostic) => void,
): PlannedArchive[] {
  const places: Place[] = [{ name: 'bootstrap', location: null }, ...filePlaces(spec, files)];
  reportPathCollisions(places, report);
  return [...sources]
    .sort((a, b) => compareStrings(a.main.handler, b.main.handler))
    .map((source) => ({
      ...common(spec),
      name: source.main.handler,
      path: join(outDir, `${source.main.handler}.zip`),
      runtime: source.main.target.spec.runtime,
      architecture: source.main.target.spec.architecture,
      bootstrap: null,
      ...contentOf([{ source, entry: 'bootstrap' }]),
      files,
    }));
}

function common({ name, layout, compression }: ArchiveSpec) {
  return { archive: name, layout, compression };
}

/** A program, and its path in the archive. */
interface Placed {
  readonly source: ProgramSource;
  readonly entry: string;
}

function contentOf(placed: readonly Placed[]): Pick<PlannedArchive, 'handlers' | 'programs'> {
  const sorted = [...placed].sort((a, b) => compareStrings(a.source.main.handler, b.source.main.handler));
  const programs = sorted.map(({ source: { run, executable }, entry }) => ({ entry, run, executable }));
  return {
    handlers: sorted.map(({ source: { main }, entry }) => ({
      handler: main.handler,
      package: main.target.request.kind === 'files' ? main.arguments.join(' ') : main.package.importPath,
      entry,
    })),
    // Two handlers can have one program.
    programs: [...new Map(programs.map((program) => [program.entry, program])).values()],
  };
}

interface Place {
  readonly name: string;
  /** null for the bootstrap, which no line of the manifest names. */
  readonly location: Location | null;
}

function filePlaces(spec: ArchiveSpec, files: readonly PlannedFile[]): Place[] {
  return files.map(({ entry }) => {
    const owner = spec.files.find(({ key }) => key === entry || (key.endsWith('/') && entry.startsWith(key)));
    return { name: entry, location: owner?.location ?? spec.location };
  });
}

function reportPathCollisions(places: readonly Place[], report: (diagnostic: Diagnostic) => void): void {
  for (const { name, other } of findCollisions(places.map((place) => place.name))) {
    const named = places.filter((place) => place.location !== null && [name, other].includes(place.name));
    const location = named.at(-1)?.location;
    // The name `bootstrap` for a handler has a finding of its own.
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
    // Two handlers of one name in one archive were reported as such.
    const location = contents.find(({ spec }) => spec.name === archive.archive)?.spec.location;
    const path = relative(outDir, archive.path);
    const values = { path, name: described(archive), other: described(other) };
    report(diagnose('output-collision', values, location));
  }
}

function described({ name, archive, layout }: PlannedArchive): string {
  return layout === 'per-handler' ? `the handler ${name} of ${archive}` : `the archive ${name}`;
}
