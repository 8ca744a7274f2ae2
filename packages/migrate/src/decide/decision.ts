import type { HandlerTarget, Location } from '@lambdazip/core/internal';
import type { BuildCommand } from '../evidence/build-command.js';
import type { TemplateFunction } from '../sources/template-function.js';

/** What speaks for a main package. */
export interface Evidence {
  /** In words, such as `Makefile:12 builds bin/create from ./create`. */
  readonly text: string;
  readonly location: Location | null;
}

/** A main package that may stand behind a function. */
export interface Candidate {
  /** Relative to the project's root: a directory (`.` or `cmd/create`), or .go files of one. */
  readonly target: CandidateTarget;
  readonly evidence: readonly Evidence[];
  /** The build line that names it; null where it was found by its name. */
  readonly command: BuildCommand | null;
  /** Build lines that could be meant instead of {@link Candidate.command} and say something else to go. Default: none. */
  readonly contested?: readonly BuildCommand[];
  /** The key of `--map` that names it. */
  readonly told?: string;
}

export type CandidateTarget =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'files'; readonly files: readonly string[] };

/** What was found out about one function of a template. */
export type Decision =
  /** Its main package is known. */
  | {
      readonly kind: 'decided';
      readonly function: TemplateFunction;
      /** The Handler string as the template has it. */
      readonly handler: string;
      readonly candidate: Candidate;
    }
  /** It is Go, and somebody has to say which main package is meant. */
  | {
      readonly kind: 'open';
      readonly function: TemplateFunction;
      readonly handler: string;
      /** None, or several. */
      readonly candidates: readonly Candidate[];
      /** Why none was taken, as a sentence without a full stop. */
      readonly reason: string;
    }
  /** Nothing is to be done, or nothing can: an image, S3, inline code, another language, several programs, already moved. */
  | {
      readonly kind: 'left';
      readonly function: TemplateFunction;
      readonly why:
        | 'other-runtime'
        | 'image'
        | 's3'
        | 'inline'
        | 'not-go'
        | 'moved'
        | 'unknown-runtime'
        | 'repeated';
      readonly reason: string;
    };

/** A decision as it goes into the manifest: a key of `handlers`. */
export interface HandlerEntry {
  /** The key in the manifest. */
  readonly key: string;
  readonly target: HandlerTarget;
}
