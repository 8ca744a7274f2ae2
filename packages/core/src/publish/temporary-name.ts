import { basename, dirname } from 'pathe';
import type { Host } from '../ports/host.js';

// Leaves room for the rest of the name: file systems allow 255 bytes.
const longestStem = 150;

/** A hidden path next to a target for its new content until it is renamed. */
export function temporaryPath(host: Pick<Host, 'processId' | 'randomToken'>, target: string): string {
  return `${dirname(target)}/${prefixOf(target)}${host.processId}-${host.randomToken()}.tmp`;
}

/** A hidden path next to a target for the old file until the whole set is in place. */
export function backupPath(host: Pick<Host, 'processId' | 'randomToken'>, target: string): string {
  return `${dirname(target)}/${prefixOf(target)}${host.processId}-${host.randomToken()}.old.tmp`;
}

/** The id of the process that created a temporary name for this target; undefined for any other name. */
export function ownerOf(name: string, target: string): number | undefined {
  return partsOf(name, target)?.processId;
}

/** Whether a name is one that {@link temporaryPath} generates for this target. */
export function isTemporaryName(name: string, target: string): boolean {
  return partsOf(name, target)?.isBackup === false;
}

/** Whether a name is one that {@link backupPath} generates for this target. */
export function isBackupName(name: string, target: string): boolean {
  return partsOf(name, target)?.isBackup === true;
}

function partsOf(name: string, target: string): { processId: number; isBackup: boolean } | undefined {
  const prefix = prefixOf(target);
  if (!name.startsWith(prefix)) return undefined;
  const match = /^(\d+)-[0-9a-f]{32}(\.old)?\.tmp$/.exec(name.slice(prefix.length));
  if (match === null) return undefined;
  return { processId: Number(match[1]), isBackup: match[2] !== undefined };
}

function prefixOf(target: string): string {
  let stem = '';
  let bytes = 0;
  for (const character of basename(target)) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > longestStem) break;
    stem += character;
  }
  return `.${stem}.`;
}
