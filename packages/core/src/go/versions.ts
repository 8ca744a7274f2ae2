/** The release in what go prints of itself (`go1.26.8`, `go1.26.8 X:boringcrypto`); undefined for development trees. */
export function parseGoVersion(text: string): string | undefined {
  return /^go(1\.\d+(?:\.\d+|rc\d+|beta\d+)?)(?=$|[\s-])/.exec(text.trim())?.[1];
}

/** Orders Go releases: 1.21beta1 < 1.21rc1 < 1.21 = 1.21.0 < 1.21.1. Negative where `a` is the older. */
export function compareGoVersions(a: string, b: string): number {
  return compareLists(goVersionParts(a), goVersionParts(b));
}

function goVersionParts(version: string): number[] {
  const match = /^(?:go)?(\d+)(?:\.(\d+))?(?:\.(\d+)|(rc|beta)(\d+))?/.exec(version);
  const [, major = '0', minor = '0', patch = '0', stage, stageNumber = '0'] = match ?? [];
  const rank = stage === 'beta' ? -2 : stage === 'rc' ? -1 : 0;
  return [Number(major), Number(minor), rank, rank === 0 ? Number(patch) : Number(stageNumber)];
}

/** Orders module versions as semantic versions (`v1.18.0`, pseudo-versions, `+incompatible`). */
export function compareModuleVersions(a: string, b: string): number {
  const [left, right] = [moduleVersionParts(a), moduleVersionParts(b)];
  const release = compareLists(left.release, right.release);
  if (release !== 0) return release;
  // A pre-release (a pseudo-version is one) comes before its release.
  if ((left.pre === '') !== (right.pre === '')) return left.pre === '' ? 1 : -1;
  return left.pre < right.pre ? -1 : left.pre > right.pre ? 1 : 0;
}

function moduleVersionParts(version: string): { readonly release: number[]; readonly pre: string } {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([^+]*))?/.exec(version);
  const [, major = '0', minor = '0', patch = '0', pre = ''] = match ?? [];
  return { release: [Number(major), Number(minor), Number(patch)], pre };
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
