import { isAbsolute, relative } from 'pathe';
import { compareStrings } from '../bytes/compare.js';
import { changesNoByte, changesWithCgo, recordedValue } from '../go/environment.js';
import { argumentsOf, type GoRun } from '../go/go-run.js';
import { goEnvironment, inheritedNames, multicallOf, runArguments } from '../go/run-command.js';

/**
 * A go command without what differs between environments and does not affect the bytes, for plans, reports and
 * provenance.
 */
export interface GoCommand {
  /** The Go release that compiles, such as `1.26.8`. */
  readonly go: string;
  /** The module's directory, relative to the manifest's. */
  readonly directory: string;
  /** Uses `go` as the program, `$OUT/` for the output directory and `$MANIFEST` for the manifest's directory. */
  readonly argv: readonly string[];
  /** The variables that can affect the bytes, sorted by name. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * The main packages that are linked into one program, as arguments of go, sorted. `$OVERLAY` in `argv` is the generated
   * code that does so. Only with the layout `multicall`.
   */
  readonly mains?: readonly string[];
}

/** The `go build` of a run. Equal builds have equal commands in every environment. */
export function recordedCommand(run: GoRun, manifestDirectory: string): GoCommand {
  const { module, toolchain, programs } = run;
  const words = runArguments(run, '$OUT/', '$OVERLAY');
  const packages = words.indexOf('--') + 1;
  const shown = (word: string): string => {
    const [, flag = '', path = word] = /^(-[a-z]+=)(.*)$/s.exec(word) ?? [];
    return isAbsolute(path) ? `${flag}$MANIFEST/${relative(manifestDirectory, path) || '.'}` : word;
  };
  const inherited = new Set(inheritedNames(run));
  const environment = Object.entries(goEnvironment(run))
    // The release has a field of its own. GOTOOLCHAIN is only set if the installed go is a different release.
    .filter(([name]) => name !== 'GOTOOLCHAIN' && !changesNoByte(name))
    .filter(([name]) => !inherited.has(name) || changesWithCgo(name))
    .sort(([a], [b]) => compareStrings(a, b));
  return {
    go: toolchain.version,
    directory: relative(manifestDirectory, module.root) || '.',
    argv: ['go', ...words.slice(0, packages).map(shown), ...words.slice(packages).sort(compareStrings)],
    environment: Object.fromEntries(
      environment.map(([name, value]) => [name, shown(recordedValue(name, value))]),
    ),
    ...(multicallOf(run) === null ? {} : { mains: argumentsOf(programs).sort(compareStrings) }),
  };
}
