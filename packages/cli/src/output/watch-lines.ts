import type { BuildActivity } from './build-progress.js';
import { durationText } from './build-summary.js';
import { sizeChange } from './change-summary.js';
import type { Paint } from './paint.js';
import { counted, sizeText } from './size-text.js';
import { joined, painted, type Text, text } from './text.js';

/** More paths or entries than this are not named. */
const named = 3;

/** The changed paths of a watch. */
export function changesText(changes: readonly string[]): Text {
  return someOf(changes.map((path) => text`${path}`));
}

/** The local time of day. */
export function clockText(now: number): Text {
  const date = new Date(now);
  const two = (value: number): string => String(value).padStart(2, '0');
  return text`${joined([date.getHours(), date.getMinutes(), date.getSeconds()].map(two), ':')}`;
}

/** What a rebuild changed in the archives: its entries, or nothing. */
export function rebuiltText(
  { changes }: Pick<BuildActivity, 'changes'>,
  milliseconds: number,
  colors: Paint,
): Text {
  const archives = [...changes.values()];
  const { green, red, yellow } = colors;
  const changed = archives.flatMap((archive) =>
    archive.changed.map(
      ({ name, size, before }) => text`${painted(yellow, name)} (${sizeChange(before, size)})`,
    ),
  );
  const added = archives.flatMap((archive) =>
    archive.added.map(({ name, size }) => text`${painted(green, name)} (new, ${sizeText(size)})`),
  );
  const removed = archives.flatMap((archive) =>
    archive.removed.map(({ name }) => text`${painted(red, name)} (removed)`),
  );
  const entries = [...changed, ...added, ...removed];
  const time = durationText(milliseconds);
  if (archives.length === 0) return text`up to date, checked in ${time}`;
  if (entries.length > 0) return text`rebuilt ${someOf(entries)} in ${time}`;
  const paths = archives.map(({ path }) => text`${path}`);
  return text`rewrote ${someOf(paths)} with the same entries in ${time}`;
}

function someOf(items: readonly Text[]): Text {
  if (items.length <= named) return joined(items, ', ');
  return text`${joined(items.slice(0, named), ', ')} and ${counted(items.length - named, 'other')}`;
}
