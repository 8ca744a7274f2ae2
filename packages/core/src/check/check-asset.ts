import type { EntryMode } from '../archive/entry.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { type GoBuildInfo, isStartable } from '../go/build-info.js';

export interface AssetToCheck {
  /** Its path in the archive. */
  readonly entry: string;
  readonly mode: EntryMode;
  /** undefined for what is no Go program. */
  readonly info: GoBuildInfo | undefined;
}

/** Finds what would make a file of the manifest useless in Lambda. */
export function checkAsset({ entry, mode, info }: AssetToCheck): Diagnostic[] {
  if (mode === 0o755 || info === undefined || !isStartable(info)) return [];
  return [diagnose('check-not-executable', { entry, what: 'a Go program', mode: '0644' })];
}
