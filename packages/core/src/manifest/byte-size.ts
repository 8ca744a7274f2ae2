/** The syntax of byte sizes in a manifest. */
export const byteSize = /^(\d+(?:\.\d+)?) ?(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)$/;

const units: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['kB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
  ['TB', 1e12],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
  ['TiB', 1024 ** 4],
]);

/** The number of bytes in a text that {@link byteSize} matches. Never throws. */
export function parseByteSize(text: string): number {
  const [, number = '0', unit = 'B'] = byteSize.exec(text) ?? [];
  return Math.floor(Number(number) * (units.get(unit) ?? 1));
}
