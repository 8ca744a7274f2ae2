import type { ComparisonArgs } from '../diagnostics/comparison-catalog.js';
import type { Diagnostic } from '../diagnostics/diagnose.js';

/** `different`: the files differ, or at least one check failed. */
export type Verdict = 'same' | 'different';

/** How two archives differ, coarse to fine. */
export interface ArchiveComparison {
  /** Whether the two files are equal byte for byte. */
  readonly isSame: boolean;
  /** Sorted by name. */
  readonly entries: readonly EntryDifference[];
  /** The likely causes, the most specific first; empty if nothing differs. */
  readonly causes: readonly Cause[];
}

/** A difference of an entry: `found` is from the first archive, `other` from the second. */
export interface EntryDifference {
  readonly name: string;
  /** `added`: only the first archive has it; `missing`: only the second has it; `compression`: only the compressed bytes differ. */
  readonly kind: 'added' | 'missing' | 'changed' | 'compression';
  /** null if the modes are the same. */
  readonly mode: Difference | null;
  /** null if the contents are the same. */
  readonly content: ContentDifference | null;
}

/** Two values of the same property; null if it is missing. */
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
  /** The section of the first differing byte; null if it is outside of all sections. */
  readonly section: string | null;
  /** The differences in the build info. */
  readonly buildInfo: readonly BuildInfoDifference[];
  /** In the order of the first file. */
  readonly sections: readonly SectionDifference[];
}

/** A difference in the build info that go writes into a program. */
export interface BuildInfoDifference extends Difference {
  /** Its label in the output of `go version -m`. */
  readonly field: 'go version' | 'path' | 'mod' | 'dep' | 'build';
  /** The module's path, or the setting's name; empty for the others. */
  readonly name: string;
}

/** A section of an ELF file that differs. */
export interface SectionDifference {
  readonly name: string;
  /** Bytes; null if the section is missing. */
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
