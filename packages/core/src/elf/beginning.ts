import { hexOf } from '../bytes/hex.js';

/** What other files that a go build can leave begin with; hexadecimal. */
const formats: readonly (readonly [start: string, name: string])[] = [
  ['4d5a', 'it is a Windows program'],
  ['cffaedfe', 'it is a macOS program'],
  ['0061736d', 'it is a WebAssembly module'],
  ['213c617263683e', 'it is a static library'],
  ['2321', 'it is a script'],
];

/** What a file that is not ELF seems to be, in words. */
export function beginningOf(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'it is empty';
  const start = hexOf(bytes.subarray(0, 8));
  const known = formats.find(([format]) => start.startsWith(format));
  return known?.[1] ?? `it begins with the bytes ${start.slice(0, 8).match(/../g)?.join(' ')}`;
}
