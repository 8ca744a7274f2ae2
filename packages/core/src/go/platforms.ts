import { architectureNames, architectures } from '../lambda/architectures.js';

/** Systems that go supports, except Linux: they exclude a file from a build for Lambda. */
export const otherSystems: ReadonlySet<string> = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js nacl netbsd openbsd plan9 solaris wasip1 windows zos'.split(
    ' ',
  ),
);

/** Lambda's architectures in go's words. */
export const lambdaArchitectures: ReadonlySet<string> = new Set(
  architectureNames.map((each) => architectures[each].goarch),
);

/** Architectures that go supports but Lambda does not. */
export const otherArchitectures: ReadonlySet<string> = new Set(
  (
    '386 amd64p32 arm armbe arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le ' +
    'riscv riscv64 s390 s390x sparc sparc64 wasm'
  )
    .split(' ')
    .filter((each) => !lambdaArchitectures.has(each)),
);

/** The platform that a file name selects. */
export interface NamedPlatform {
  /** GOOS; null if the name does not contain one. */
  readonly system: string | null;
  /** GOARCH; null if the name does not contain one. */
  readonly architecture: string | null;
}

/**
 * Parses the suffixes that go recognizes before the first dot of a name: `x_linux.go`, `x_arm64.s`,
 * `x_windows_amd64_test.go`.
 */
export function platformInName(name: string): NamedPlatform {
  const parts = name.replace(/\..*$/s, '').split('_').slice(1);
  if (parts.at(-1) === 'test') parts.pop();
  const isSystem = (part: string | undefined): part is string =>
    part !== undefined && (part === 'linux' || otherSystems.has(part));
  const [before, last] = [parts.at(-2), parts.at(-1)];
  if (last !== undefined && (lambdaArchitectures.has(last) || otherArchitectures.has(last))) {
    return { system: isSystem(before) ? before : null, architecture: last };
  }
  return { system: isSystem(last) ? last : null, architecture: null };
}
