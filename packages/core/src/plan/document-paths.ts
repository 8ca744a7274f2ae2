/** Which documents a build writes beside its archives. */
export interface DocumentOptions {
  /** Default: true. */
  readonly provenance?: boolean | undefined;
  /** Default: false. */
  readonly sbom?: boolean | undefined;
}

/** Where the record of an archive stands. */
export function provenancePath(archive: string): string {
  return `${archive}.provenance.json`;
}

/** Where the bill of materials of an archive stands. */
export function sbomPath(archive: string): string {
  return `${archive}.cdx.json`;
}

/** The documents that a build writes beside an archive. */
export function documentPaths(
  archive: string,
  { provenance = true, sbom = false }: DocumentOptions,
): string[] {
  return [...(provenance ? [provenancePath(archive)] : []), ...(sbom ? [sbomPath(archive)] : [])];
}
