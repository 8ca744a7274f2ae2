// <cache>/CACHEDIR.TAG                        marks a cache for backup programs
// <cache>/packed/v1/<2 digits>/<sha256>-<level>  deflated contents, see packed-format.ts
// <cache>/link/v1/<key>/                      linked programs; next to it <key>.lock, .unfinished, .work/ and .facts
// <cache>/archives/v1/<sha256 of its path>    facts about a written archive, see notes.ts
// <cache>/manifests/v1/<sha256 of its inputs>   a parsed manifest, the inputs of its build, or its reported warnings, see notes.ts
// <cache>/tmp/                                files that are being written
// Files with any other name are not lambdazip's and are never removed.

/** The names in a cache directory that belong to lambdazip, except the tag. */
export const roomNames: ReadonlySet<string> = new Set(['packed', 'link', 'archives', 'manifests', 'tmp']);

/** Deflated contents, in directories named after the first two digits of their digests. */
export const packedDirectory = (cache: string): string => `${cache}/packed/v1`;

/** Link directories with their locks and markers. */
export const linkDirectory = (cache: string): string => `${cache}/link/v1`;

/** The directory of the programs of a key. */
export const linkPath = (cache: string, key: string): string => `${linkDirectory(cache)}/${key}`;

/** go's temporary directory (GOTMPDIR), next to the link directory. */
export const workPath = (cache: string, key: string): string => `${linkPath(cache, key)}.work`;

/** Both directories, as passed to go. */
export const runDirectories = (
  cache: string,
  key: string,
): { readonly output: string; readonly temporary: string } => ({
  output: `${linkPath(cache, key)}/`,
  temporary: workPath(cache, key),
});

/** The note with facts about its programs, next to the link directory. */
export const factsPath = (cache: string, key: string): string => `${linkPath(cache, key)}.facts`;

/** Notes about written archives. */
export const archiveNoteDirectory = (cache: string): string => `${cache}/archives/v1`;

/** Notes about parsed manifests and about the inputs of their builds. */
export const manifestNoteDirectory = (cache: string): string => `${cache}/manifests/v1`;

/** The note of a manifest, named after the digest of all its inputs. */
export const manifestNotePath = (cache: string, digest: string): string =>
  `${manifestNoteDirectory(cache)}/${digest}`;

/** Files are written here and then renamed to their final path. */
export const writingDirectory = (cache: string): string => `${cache}/tmp`;

/** Marks the directory as a cache for backup programs (https://bford.info/cachedir/). */
export const tagFile = (cache: string): string => `${cache}/CACHEDIR.TAG`;

export const tagContent =
  'Signature: 8a477f597d28d172789f06886806bc55\n# Kept by lambdazip; it can be deleted.\n';

export const isShardName = (name: string): boolean => /^[0-9a-f]{2}$/.test(name);
export const isPackedName = (name: string): boolean => /^[0-9a-f]{64}-[1-9]$/.test(name);
export const isNoteName = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);
export const isLinkKey = (name: string): boolean => /^[0-9a-z][0-9a-z_-]{0,127}$/.test(name);
export const isWritingName = (name: string): boolean => /^\d+-[0-9a-f]{8,64}$/.test(name);
