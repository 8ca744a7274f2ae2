import type { Host } from '../../ports/host.js';
import { boundedMap } from '../packing/bounded-map.js';
import type { WatchedInputs } from './watched-inputs.js';

/** What inputs looked like at a moment. */
export interface Fingerprint {
  /** By path: another text, another content. */
  readonly marks: ReadonlyMap<string, string>;
  /** When each file last changed: milliseconds since 1970; directories and missing files are left out. */
  readonly changed: ReadonlyMap<string, number>;
}

/** What editors put beside a file that they are about to save. */
const passing = /^\.#|^#.*#$|~$|\.sw[a-z]$|^4913$/;

/** Looks at inputs, without reading what they hold. Never rejects. */
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

/** The paths that differ; those of directories end in `/`. A path that only one of the two knows does not count. */
export function differences(before: Fingerprint, after: Fingerprint): string[] {
  return [...after.marks]
    .filter(([path, mark]) => before.marks.has(path) && before.marks.get(path) !== mark)
    .map(([path]) => path)
    .sort();
}

/** Files that only the later one knows, and that changed after a moment. */
export function changedSince(before: Fingerprint, after: Fingerprint, moment: number): string[] {
  return [...after.changed]
    .filter(([path, time]) => !before.marks.has(path) && time > moment)
    .map(([path]) => path)
    .sort();
}
