import type { BuildEvidence } from '../../evidence/build-command.js';
import { type BuildLines, buildLinesOf } from './build-lines.js';
import type { Packages } from './package-target.js';
import { withFunctionNames } from './pattern-targets.js';
import type { Question } from './question.js';

/** The main packages of an existing manifest, by logical ID or Handler, relative to the project's root. */
export interface KnownPackages {
  /** Its name in messages. */
  readonly file: string;
  readonly packages: Readonly<Record<string, string>>;
}

/** The sources of all kinds of evidence. */
export interface Sources {
  readonly packages: Packages;
  readonly evidence: BuildEvidence;
  readonly lines: BuildLines;
  /** `--map`. */
  readonly map: Readonly<Record<string, string>>;
  readonly known: KnownPackages;
  /** The user's choice of the build line used for deployment; null if not set. */
  readonly buildTarget: string | null;
  /** All functions that may be Go, including this one. */
  readonly questions: readonly Question[];
  /** The path of a build file below the project's root, from its name in messages. */
  readonly pathOf: (displayed: string) => string;
}

export function sourcesOf(
  evidence: BuildEvidence,
  packages: Packages,
  questions: readonly Question[],
  options: {
    readonly map: Readonly<Record<string, string>>;
    readonly known?: KnownPackages | undefined;
    readonly files: readonly string[];
    readonly buildTarget?: string | undefined;
    readonly display?: ((path: string) => string) | undefined;
  },
): Sources {
  const { display } = options;
  const filled = withFunctionNames(evidence, questions);
  const byName = new Map(display === undefined ? [] : options.files.map((file) => [display(file), file]));
  return {
    packages,
    evidence: filled,
    lines: buildLinesOf(filled.commands, packages),
    map: options.map,
    known: options.known ?? { file: '', packages: {} },
    buildTarget: options.buildTarget ?? null,
    questions,
    pathOf: (displayed) => byName.get(displayed) ?? displayed,
  };
}
