import type { BuildEvidence } from '../../evidence/build-command.js';
import { type BuildLines, buildLinesOf } from './build-lines.js';
import type { Packages } from './package-target.js';
import { withFunctionNames } from './pattern-targets.js';
import type { Question } from './question.js';

/** The main packages of a manifest that exists, by logical ID or Handler, relative to the project's root. */
export interface KnownPackages {
  /** As messages name it. */
  readonly file: string;
  readonly packages: Readonly<Record<string, string>>;
}

/** What all kinds of evidence are taken from. */
export interface Sources {
  readonly packages: Packages;
  readonly evidence: BuildEvidence;
  readonly lines: BuildLines;
  /** `--map`. */
  readonly map: Readonly<Record<string, string>>;
  readonly known: KnownPackages;
  /** What the user says of the line that builds what is deployed; null without a word. */
  readonly buildTarget: string | null;
  /** All functions that may be Go, this one among them. */
  readonly questions: readonly Question[];
  /** The path of a build file below the project's root, from the name that messages have for it. */
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
