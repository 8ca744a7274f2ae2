import type { ComparisonArgs } from '../diagnostics/comparison-catalog.js';
import type { Diagnostic } from '../diagnostics/diagnose.js';

/** `different`: they differ, or at least one check found that a file is not what it should be. */
export type Verdict = 'same' | 'different';

/** How two archives differ, from the outside in. */
export interface ArchiveComparison {
  /** Whether the two files are equal byte for byte. */
  readonly isSame: boolean;
  /** Sorted by name. */
  readonly entries: readonly EntryDifference[];
  /** What probably led to it, the most telling first; none where nothing differs. */
  readonly causes: readonly Cause[];
}

/** `found` is of the first archive, `other` of the second. */
export interface EntryDifference {
  readonly name: string;
  /** `added`: only the first archive has it; `missing`: only the second; `compression`: the contents are equal. */
  readonly kind: 'added' | 'missing' | 'changed' | 'compression';
  /** null where the mode is the same. */
  readonly mode: Difference | null;
  /** null where the content is the same. */
  readonly content: ContentDifference | null;
}

/** Two values of one thing; null where it is not there. */
export interface Difference {
  readonly found: string | null;
  readonly other: string | null;
}

/** How the content of an entry differs. */
export interface ContentDifference {
  /** Bytes. */
  readonly size: { readonly found: number; readonly other: number };
  /** The first byte that differs, from the start of the content. */
  readonly offset: number;
  /** null unless both are ELF files. */
  readonly program: ProgramDifference | null;
}

/** How two programs differ. */
export interface ProgramDifference {
  /** The section that the first differing byte lies in; null where it lies in none. */
  readonly section: string | null;
  /** What go recorded differently. */
  readonly buildInfo: readonly BuildInfoDifference[];
  /** In the order of the first file. */
  readonly sections: readonly SectionDifference[];
}

/** A difference in what go wrote about a build into a program. */
export interface BuildInfoDifference extends Difference {
  /** What `go version -m` shows it under. */
  readonly field: 'go version' | 'path' | 'mod' | 'dep' | 'build';
  /** The module's path, or the setting's name; empty for the others. */
  readonly name: string;
}

/** A section of an ELF file that differs. */
export interface SectionDifference {
  readonly name: string;
  /** Bytes; null where the section is not there. */
  readonly size: { readonly found: number | null; readonly other: number | null };
}

/** The codes of likely causes. */
export type CauseCode = keyof ComparisonArgs;

/** A likely cause: a finding about some entries. Comparing `code` narrows `args`. */
export type Cause = { [Code in CauseCode]: CauseWith<Code> }[CauseCode];

interface CauseWith<Code extends CauseCode>
  extends Pick<Diagnostic<Code>, 'code' | 'message' | 'help' | 'args'> {
  /** The entries that it explains, sorted. */
  readonly entries: readonly string[];
}
