/**
 * The package URL of a Go module: https://github.com/package-url/purl-spec, type golang, which requires lower case.
 *
 * @param version empty for none
 */
export function golangPurl(path: string, version: string): string {
  const segments = path.toLowerCase().split('/').map(encodeURIComponent).join('/');
  return `pkg:golang/${segments}${version === '' ? '' : `@${encodeURIComponent(version)}`}`;
}
