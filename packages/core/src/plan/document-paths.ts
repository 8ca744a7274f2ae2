/** The documents that a build writes next to its archives. */
export interface DocumentOptions {
  /** Default: true. */
  readonly provenance?: boolean | undefined;
  /** Default: false. */
  readonly sbom?: boolean | undefined;
}

/** The path of an archive's provenance. */
export function provenancePath(archive: string): string {
  return `${archive}.provenance.json`;
}

/** The path of an archive's bill of materials. */
export function sbomPath(archive: string): string {
  return `${archive}.cdx.json`;
}

/** The documents that a build writes next to an archive. */
export function documentPaths(
  archive: string,
  { provenance = true, sbom = false }: DocumentOptions,
): string[] {
  return [...(provenance ? [provenancePath(archive)] : []), ...(sbom ? [sbomPath(archive)] : [])];
}
