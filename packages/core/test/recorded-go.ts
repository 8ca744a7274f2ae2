import type { ProcessResult } from '../src/ports/process-runner.js';
import { affectedCases, affectedProject, editedProject } from './affected-cases.js';
import { recordedGo } from './recorded-go.generated.js';

/** A package as the real go lists it, without the standard library; the directory is relative to the project. */
export interface RecordedPackage {
  readonly ImportPath: string;
  readonly Dir: string;
  readonly Module: string;
  readonly [files: string]: string | readonly string[];
}

/**
 * The output of the real go for the project in affected-cases.ts. src/affected/recorded-go.test.ts compares it with go in
 * the matrix run.
 */
export interface RecordedGo {
  /** The packages of all main packages before a change. */
  readonly packages: readonly RecordedPackage[];
  /** By title of the case: the packages that a change adds, changes (both as they are after it) or removes. */
  readonly changes: Readonly<
    Record<string, { readonly packages: readonly RecordedPackage[]; readonly gone: readonly string[] }>
  >;
  /** The output of `go mod edit -json` by title of the case; `''` for the go.mod before a change. */
  readonly goMods: Readonly<Record<string, unknown>>;
}

/** The packages that go lists after a change. */
function packagesAfter(title: string): readonly RecordedPackage[] {
  const { packages, changes } = recordedGo;
  const { packages: changed, gone } = changes[title] ?? { packages: [], gone: [] };
  const others = packages.filter(
    ({ ImportPath }) => !gone.includes(ImportPath) && changed.every((each) => each.ImportPath !== ImportPath),
  );
  return [...others, ...changed];
}

const printed = (value: unknown): Partial<ProcessResult> => ({
  standardOutput: `${JSON.stringify(value, null, '\t')}\n`,
});

/** `go list -deps` after the change with that title, for some main packages of a project in `/project`. */
export function recordedList(title: string, patterns: readonly string[]): Partial<ProcessResult> {
  const all = packagesAfter(title);
  const mains = all.filter(({ Dir }) => patterns.includes(`./${Dir}`));
  const needed = new Set(mains.flatMap(({ ImportPath, Deps = [] }) => [ImportPath, ...Deps]));
  const objects = all
    .filter(({ ImportPath }) => needed.has(ImportPath))
    .map((each) => ({ ...each, Dir: `/project/${each.Dir}`, Module: { Path: each.Module } }));
  return { standardOutput: objects.map((each) => JSON.stringify(each, null, '\t')).join('\n') };
}

/** `go mod edit -json` for a go.mod that the project has before or after one of the changes. */
export function recordedGoMod(text: string): Partial<ProcessResult> {
  const title =
    text === affectedProject['go.mod']
      ? ''
      : affectedCases.find(([, edits]) => editedProject(edits)['go.mod'] === text)?.[0];
  if (title === undefined) throw new Error(`no output of go is recorded for this go.mod:\n${text}`);
  return printed(recordedGo.goMods[title]);
}
