import type { HandlerTarget, Location } from '@lambdazip/core/internal';
import type { BuildCommand } from '../evidence/build-command.js';
import type { TemplateFunction } from '../sources/template-function.js';

/** Evidence for a main package. */
export interface Evidence {
  /** In words, such as `Makefile:12 builds bin/create from ./create`. */
  readonly text: string;
  readonly location: Location | null;
}

/** A possible main package of a function. */
export interface Candidate {
  /** Relative to the project's root: a directory (`.` or `cmd/create`), or .go files of one. */
  readonly target: CandidateTarget;
  readonly evidence: readonly Evidence[];
  /** The build line that builds it; null if it was found by name. */
  readonly command: BuildCommand | null;
  /** Build lines that are as likely as {@link Candidate.command} but have different settings. Default: none. */
  readonly contested?: readonly BuildCommand[];
  /** The key of `--map` that sets it. */
  readonly mapKey?: string;
}

export type CandidateTarget =
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'files'; readonly files: readonly string[] };

/** The decision about one function of a template. */
export type Decision =
  /** Its main package is known. */
  | {
      readonly kind: 'decided';
      readonly function: TemplateFunction;
      /** The Handler string in the template. */
      readonly handler: string;
      readonly candidate: Candidate;
    }
  /** It is Go, but the user has to choose the main package. */
  | {
      readonly kind: 'open';
      readonly function: TemplateFunction;
      readonly handler: string;
      /** None, or several. */
      readonly candidates: readonly Candidate[];
      /** Why none was chosen, as a phrase without a full stop. */
      readonly reason: string;
    }
  /** Not migrated: an image, S3, inline code, a different language, several programs, or already migrated. */
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

/** An entry of `handlers` in the manifest. */
export interface HandlerEntry {
  /** The key in the manifest. */
  readonly key: string;
  readonly target: HandlerTarget;
}
