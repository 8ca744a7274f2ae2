// <cache>/CACHEDIR.TAG                        tells backup programs what this is
// <cache>/packed/v1/<2 digits>/<sha256>-<level>  deflated contents, see packed-format.ts
// <cache>/link/v1/<key>/                      what go linked; beside it <key>.lock, .unfinished, .work/ and .facts
// <cache>/archives/v1/<sha256 of its path>    what is known of an archive that was written, see notes.ts
// <cache>/manifests/v1/<sha256 of what it follows from>   a manifest as it was read, or the inputs of its build, likewise
// <cache>/tmp/                                files that are being written
// Whatever has another name is not ours and stays.

/** The names in a cache directory that are lambdazip's, but for the tag. */
export const roomNames: ReadonlySet<string> = new Set(['packed', 'link', 'archives', 'manifests', 'tmp']);

/** Directories of deflated contents, by the first two digits of their digests. */
export const packedDirectory = (cache: string): string => `${cache}/packed/v1`;

/** Link directories, their locks and marks. */
export const linkDirectory = (cache: string): string => `${cache}/link/v1`;

/** The directory in which a key's programs are kept. */
export const linkPath = (cache: string, key: string): string => `${linkDirectory(cache)}/${key}`;

/** The directory beside it for what go needs while it works (GOTMPDIR). */
export const workPath = (cache: string, key: string): string => `${linkPath(cache, key)}.work`;

/** Both, as go is given them. */
export const runDirectories = (
  cache: string,
  key: string,
): { readonly output: string; readonly temporary: string } => ({
  output: `${linkPath(cache, key)}/`,
  temporary: workPath(cache, key),
});

/** The note beside it of what its programs hold. */
export const factsPath = (cache: string, key: string): string => `${linkPath(cache, key)}.facts`;

/** Notes of archives that were written. */
export const archiveNoteDirectory = (cache: string): string => `${cache}/archives/v1`;

/** Notes of manifests that were read, and of what their builds read. */
export const manifestNoteDirectory = (cache: string): string => `${cache}/manifests/v1`;

/** Where the note of a manifest stands, by the digest of all that its reading follows from. */
export const manifestNotePath = (cache: string, digest: string): string =>
  `${manifestNoteDirectory(cache)}/${digest}`;

/** Files that are being written; from there they are renamed. */
export const writingDirectory = (cache: string): string => `${cache}/tmp`;

/** Says to backup programs that nothing in the directory needs to be kept (https://bford.info/cachedir/). */
export const tagFile = (cache: string): string => `${cache}/CACHEDIR.TAG`;

export const tagContent =
  'Signature: 8a477f597d28d172789f06886806bc55\n# Kept by lambdazip; it can be deleted.\n';

export const isShardName = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);
export const isPackedName = (name: string): boolean => /^[0-9a-f]{64}-[1-9]$/.test(name);
export const isNoteName = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);
export const isLinkKey = (name: string): boolean => /^[0-9a-z][0-9a-z_-]{0,127}$/.test(name);
export const isWritingName = (name: string): boolean => /^\d+-[0-9a-f]{8,64}$/.test(name);
