import type { Host } from '../../ports/host.js';
import { boundedMap } from '../packing/bounded-map.js';
import type { WatchedInputs } from './watched-inputs.js';

/** The state of inputs at a moment. */
export interface Fingerprint {
  /** By path: a different text means a different content. */
  readonly marks: ReadonlyMap<string, string>;
  /** When each file last changed, in milliseconds since 1970; without directories and missing files. */
  readonly changed: ReadonlyMap<string, number>;
}

/** Temporary files that editors write next to a file before saving it. */
const passing = /^\.#|^#.*#$|~$|\.sw[a-z]$|^4913$/;

/** Takes the fingerprint of inputs without reading their contents. Never rejects. */
export async function fingerprintOf(
  { files, directories }: WatchedInputs,
  isOutput: (path: string) => boolean,
  host: Pick<Host, 'fileSystem'>,
): Promise<Fingerprint> {
  const marks = new Map<string, string>();
  const changed = new Map<string, number>();
  await boundedMap(files, 32, async (path) => {
    const identity = await host.fileSystem.identify(path).catch(() => undefined);
    marks.set(path, identity?.text ?? 'nothing');
    if (identity !== undefined) changed.set(path, identity.changed);
  });
  await boundedMap(directories, 32, async (path) => {
    const entries = await host.fileSystem.readDirectory(path).catch(() => []);
    const names = entries
      .filter(({ name }) => !passing.test(name) && !isOutput(`${path}/${name}`))
      .map(({ name, kind }) => `${kind} ${name}`);
    marks.set(`${path}/`, names.join('\n'));
  });
  return { marks, changed };
}

/** The paths that differ; directories end in `/`. Paths that are in only one of the two do not count. */
export function differences(before: Fingerprint, after: Fingerprint): string[] {
  return [...after.marks]
    .filter(([path, mark]) => before.marks.has(path) && before.marks.get(path) !== mark)
    .map(([path]) => path)
    .sort();
}

/** Files that are only in the later fingerprint and that changed after a moment. */
export function changedSince(before: Fingerprint, after: Fingerprint, moment: number): string[] {
  return [...after.changed]
    .filter(([path, time]) => !before.marks.has(path) && time > moment)
    .map(([path]) => path)
    .sort();
}
