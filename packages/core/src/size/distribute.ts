import { compareStrings } from '../bytes/compare.js';

/** A handler with the size of its program in bytes. */
export interface SizedHandler {
  readonly handler: string;
  readonly size: number;
}

/** An archive with its handlers. */
export interface HandlerGroup<Handler extends SizedHandler = SizedHandler> {
  readonly name: string;
  readonly handlers: readonly Handler[];
}

/** Archives that may exchange handlers. */
export interface DistributionRequest<Handler extends SizedHandler> {
  /** The maximum size of an archive in bytes, not compressed. */
  readonly maxSize: number;
  /** The size of each archive without programs: bootstrap and files. */
  readonly baseSize: number;
  /** The archives that exist. Handlers stay in those that fit. */
  readonly archives: readonly HandlerGroup<Handler>[];
  /** The name of each new archive, counted from 1. */
  readonly newName: (index: number) => string;
}

export type Distribution<Handler extends SizedHandler> =
  /** All archives with their handlers sorted, those that exist first; the same groups if all of them fit. */
  | { readonly kind: 'distributed'; readonly archives: readonly HandlerGroup<Handler>[] }
  /** Handlers that need more than an archive of their own. */
  | { readonly kind: 'too-large'; readonly handlers: readonly Handler[] };

interface Bin<Handler> {
  readonly name: string;
  readonly handlers: Handler[];
  size: number;
}

/**
 * Distributes handlers over balanced archives, none of them larger than the maximum. The handlers of an archive that fits
 * stay in it; those of one that does not are placed again, the largest first, each into the smallest archive that has room.
 * An archive is added only if all others are full, and each placed handler prefers its own archive to an equally small one.
 */
export function distribute<Handler extends SizedHandler>({
  maxSize,
  baseSize,
  archives,
  newName,
}: DistributionRequest<Handler>): Distribution<Handler> {
  const tooLarge = archives
    .flatMap(({ handlers }) => handlers)
    .filter(({ size }) => baseSize + size > maxSize)
    .sort((a, b) => compareStrings(a.handler, b.handler));
  if (tooLarge.length > 0) return { kind: 'too-large', handlers: tooLarge };
  const fits = ({ handlers }: HandlerGroup<Handler>): boolean =>
    handlers.reduce((sum, { size }) => sum + size, baseSize) <= maxSize;
  const moving = archives
    .filter((archive) => !fits(archive))
    .flatMap(({ name, handlers }) => handlers.map((handler) => ({ handler, own: name })))
    .sort((a, b) => b.handler.size - a.handler.size || compareStrings(a.handler.handler, b.handler.handler));
  if (moving.length === 0) return { kind: 'distributed', archives };
  for (let added = 0; ; added += 1) {
    const bins: Bin<Handler>[] = [
      ...archives.map((archive) => ({
        name: archive.name,
        handlers: fits(archive) ? [...archive.handlers] : [],
        size: fits(archive) ? archive.handlers.reduce((sum, { size }) => sum + size, baseSize) : baseSize,
      })),
      ...Array.from({ length: added }, (_, index) => ({
        name: newName(index + 1),
        handlers: [],
        size: baseSize,
      })),
    ];
    if (placeAll(moving, bins, maxSize)) {
      return {
        kind: 'distributed',
        archives: bins.map(({ name, handlers }) => ({
          name,
          handlers: handlers.sort((a, b) => compareStrings(a.handler, b.handler)),
        })),
      };
    }
  }
}

/** With one archive per handler, all of them can be placed. */
function placeAll<Handler extends SizedHandler>(
  moving: readonly { readonly handler: Handler; readonly own: string }[],
  bins: readonly Bin<Handler>[],
  maxSize: number,
): boolean {
  for (const { handler, own } of moving) {
    const smallest = Math.min(...bins.map(({ size }) => size));
    const open = bins.filter(({ size }) => size === smallest);
    const bin = open.find(({ name }) => name === own) ?? open[0];
    if (bin === undefined || bin.size + handler.size > maxSize) return false;
    bin.handlers.push(handler);
    bin.size += handler.size;
  }
  return true;
}
