import type { GoInput, Location } from '@lambdazip/core/internal';
import { sortedRecord } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { BuildCommand } from '../evidence/build-command.js';
import { type BuildLine, readBuildLine } from './build-line.js';

/** A handler of the manifest, and its build line. */
export interface BuiltHandler {
  /** The key in the manifest. */
  readonly key: string;
  /** null if it was found without one. */
  readonly command: BuildCommand | null;
}

/** The settings of the build lines of all handlers. Paths are relative to the project's root. */
export interface BuildLineSettings {
  /** Common settings of all lines: `go` of the manifest. */
  readonly go: GoInput;
  /** `variables` of the manifest: those used in `ldflags`. */
  readonly variables: Readonly<Record<string, string>>;
  /** Settings that not all lines have, by handler: `go` of the handler. */
  readonly perHandler: Readonly<Record<string, GoInput>>;
  /** Settings that are not in the manifest. */
  readonly leftOut: readonly { readonly what: string; readonly why: string; readonly location: Location }[];
  /** The same as diagnostics, and the variables to set. */
  readonly diagnostics: readonly MigrationDiagnostic[];
}

/** Reads the settings of build lines: flags, tags, variables. Settings that lambdazip always applies are left out. */
export function buildSettingsOf(handlers: readonly BuiltHandler[]): BuildLineSettings {
  const lines = new Map<BuildCommand, BuildLine>();
  for (const { command } of handlers) {
    if (command !== null && !lines.has(command)) lines.set(command, readBuildLine(command));
  }
  // A handler without a line does not get the settings of other lines.
  const built = handlers.map(({ key, command }) => ({
    key,
    go: (command === null ? undefined : lines.get(command)?.go) ?? {},
  }));
  const common = Object.fromEntries(
    Object.entries(built[0]?.go ?? {}).filter(([setting, value]) =>
      built.every(({ go }) => sameValue(go[setting as keyof GoInput], value)),
    ),
  );
  const perHandler = built.map(({ key, go }): [string, GoInput] => [
    key,
    Object.fromEntries(Object.entries(go).filter(([setting]) => !Object.hasOwn(common, setting))),
  ]);
  const found = [...lines].map(([{ location }, line]) => ({ location, line }));
  return {
    go: common,
    variables: variablesOf(found.map(({ line }) => line)),
    perHandler: Object.fromEntries(perHandler.filter(([, go]) => Object.keys(go).length > 0)),
    leftOut: unique(
      found.flatMap(({ location, line }) => line.leftOut.map((each) => ({ ...each, location }))),
      ({ what, location: { file, line } }) => `${what} ${file} ${line}`,
    ),
    diagnostics: findingsOf(found),
  };
}

function variablesOf(lines: readonly BuildLine[]): Record<string, string> {
  const variables = lines.flatMap((line) => line.variables);
  // A default from a build file takes precedence over ours.
  const sorted = [...variables].sort(
    (a, b) => Number(a.computedFor === null) - Number(b.computedFor === null),
  );
  const values = new Map(sorted.map(({ name, value }) => [name, value]));
  return sortedRecord(values);
}

function findingsOf(
  found: readonly { readonly location: Location; readonly line: BuildLine }[],
): readonly MigrationDiagnostic[] {
  const diagnostics = found.flatMap(({ location, line }) => [
    ...line.variables.flatMap(({ name, computedFor }) =>
      computedFor === null
        ? []
        : [diagnose('migrate-build-variable', { name, target: computedFor }, location)],
    ),
    ...line.leftOut.map((each) => diagnose('migrate-left-out', each, location)),
  ]);
  return unique(diagnostics, ({ message, location: { file, line } }) => `${message} ${file} ${line}`);
}

function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map([...items].reverse().map((item) => [keyOf(item), item])).values()].reverse();
}

function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
