import type { EntryMode } from '../archive/entry.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { type GoBuildInfo, isStartable } from '../go/build-info.js';

export interface AssetToCheck {
  /** Its path in the archive. */
  readonly entry: string;
  readonly mode: EntryMode;
  /** The build info of a Go program; undefined for other files. */
  readonly info: GoBuildInfo | undefined;
  /** Whether it is a script whose first line ends with a carriage return. */
  readonly hasScriptCr: boolean;
}

/** Finds problems that would make a file in the manifest fail on Lambda. */
export function checkAsset({ entry, mode, info, hasScriptCr }: AssetToCheck): Diagnostic[] {
  if (mode === 0o755) {
    if (!hasScriptCr) return [];
    // Lambda starts `bootstrap`; whether other scripts are started is unknown.
    const code = entry === 'bootstrap' ? 'check-script-line-ends' : 'check-script-carriage-return';
    return [diagnose(code, { entry })];
  }
  if (info === undefined || !isStartable(info)) return [];
  return [diagnose('check-not-executable', { entry, what: 'go-program', mode: '0644' })];
}
