import { basename, dirname } from 'pathe';
import type { Host } from '../ports/host.js';

// Room for the rest of the name within the 255 bytes that file systems give it.
const longestStem = 150;

/** A hidden path beside a target, for its content until it is renamed. */
export function temporaryPath(host: Host, target: string): string {
  return `${dirname(target)}/${prefixOf(target)}${host.processId}-${host.randomToken()}.tmp`;
}

/** The process that gave a temporary name for this target; undefined for any other name. */
export function ownerOf(name: string, target: string): number | undefined {
  const prefix = prefixOf(target);
  if (!name.startsWith(prefix)) return undefined;
  const processId = /^(\d+)-[0-9a-f]{32}\.tmp$/.exec(name.slice(prefix.length))?.[1];
  return processId === undefined ? undefined : Number(processId);
}

function prefixOf(target: string): string {
  return `.${basename(target).slice(0, longestStem)}.`;
}
