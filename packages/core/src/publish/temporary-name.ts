import { basename, dirname } from 'pathe';
import type { Host } from '../ports/host.js';

// Room for the rest of the name within the 255 bytes that file systems give it.
const longestStem = 150;

/** A hidden path next to a target, for its content until it is renamed. */
export function temporaryPath(host: Pick<Host, 'processId' | 'randomToken'>, target: string): string {
  return `${dirname(target)}/${prefixOf(target)}${host.processId}-${host.randomToken()}.tmp`;
}

/** A hidden path next to a target, for the file that it replaces until all files of its set are in place. */
export function backupPath(host: Pick<Host, 'processId' | 'randomToken'>, target: string): string {
  return `${dirname(target)}/${prefixOf(target)}${host.processId}-${host.randomToken()}.old.tmp`;
}

/** The process that gave a temporary name for this target; undefined for any other name. */
export function ownerOf(name: string, target: string): number | undefined {
  return partsOf(name, target)?.processId;
}

/** Whether a name is one that {@link temporaryPath} gives for this target. */
export function isTemporaryName(name: string, target: string): boolean {
  return partsOf(name, target)?.isBackup === false;
}

/** Whether a name is one that {@link backupPath} gives for this target. */
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
