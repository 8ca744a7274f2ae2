import type { EntryMode } from '../archive/entry.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { type GoBuildInfo, isStartable } from '../go/build-info.js';

export interface AssetToCheck {
  /** Its path in the archive. */
  readonly entry: string;
  readonly mode: EntryMode;
  /** undefined for what is no Go program. */
  readonly info: GoBuildInfo | undefined;
  /** Whether it is a script with a carriage return at the end of its first line. */
  readonly hasScriptCr: boolean;
}

/** Finds what would make a file of the manifest useless in Lambda. */
export function checkAsset({ entry, mode, info, hasScriptCr }: AssetToCheck): Diagnostic[] {
  if (mode === 0o755) {
    if (!hasScriptCr) return [];
    // Lambda starts that one; of others nobody knows whether they are started at all.
    const code = entry === 'bootstrap' ? 'check-script-line-ends' : 'check-script-carriage-return';
    return [diagnose(code, { entry })];
  }
  if (info === undefined || !isStartable(info)) return [];
  return [diagnose('check-not-executable', { entry, what: 'go-program', mode: '0644' })];
}
