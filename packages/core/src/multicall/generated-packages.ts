import { dirname, join } from 'pathe';
import { compareGoVersions } from '../go/versions.js';

/** The import paths of the generated packages that every multicall program has. */
export interface GeneratedPackages {
  /** Selects the handler, and keeps the runtime from initializing packages that it does not need. */
  readonly gate: GeneratedPackage;
  /** Sets os.Args, or ends the program if it has no such handler. */
  readonly start: GeneratedPackage;
  /**
   * Imported by all main packages, so that both others are initialized before them. Their tables can change without
   * changing this package, so that a new handler does not recompile the main packages of the others.
   */
  readonly order: GeneratedPackage;
  /** Whether they are initialized before all packages outside the standard library, not only those of the module. */
  readonly isFirst: boolean;
}

export interface GeneratedPackage {
  readonly importPath: string;
  /** Absolute, with `/`. */
  readonly directory: string;
}

/**
 * Go initializes packages whose dependencies are initialized in the order of their import paths. This one sorts before
 * the path of every module: the paths of packages begin with a digit, a letter or `_`, and modules have no `+`.
 */
const firstPath = '0+lambdazip';

/**
 * The first releases, of each minor version and of all later ones, that find packages in GOROOT that only an overlay has: from
 * then on, IsStandardPackage in Go's cmd/go/internal/modindex reads directories through the overlay. Other releases report that
 * the package is not in std. Decided by release, so that it is the same on every machine.
 */
const overlaysStandardLibrary = ['1.25.12', '1.26.5', '1.27rc1'] as const;

function findsOverlaidPackages(goVersion: string): boolean {
  const [, , always] = overlaysStandardLibrary;
  if (compareGoVersions(goVersion, always) >= 0) return true;
  return overlaysStandardLibrary.some(
    (first) => minorOf(first) === minorOf(goVersion) && compareGoVersions(goVersion, first) >= 0,
  );
}

/** `1.26` of `1.26.5` and `1.26rc1`. */
function minorOf(goVersion: string): string {
  return /^\d+\.\d+/.exec(goVersion)?.[0] ?? goVersion;
}

/**
 * Where the generated packages of a program are: in GOROOT, or before the other packages of the module.
 *
 * @param main the generated main package
 * @param root the GOROOT from which go runs
 */
export function generatedPackages(
  goVersion: string,
  main: GeneratedPackage,
  root: string,
): GeneratedPackages {
  const isFirst = findsOverlaidPackages(goVersion);
  const [path, directory] = isFirst
    ? [firstPath, `${root}/src/${firstPath}`]
    : [join(dirname(main.importPath), firstPath), join(dirname(main.directory), firstPath)];
  const generated = (name: string): GeneratedPackage => ({
    importPath: `${path}/${name}`,
    directory: `${directory}/${name}`,
  });
  return { gate: generated('gate'), start: generated('start'), order: generated('order'), isFirst };
}
