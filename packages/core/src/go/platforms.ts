/** Systems that go knows, except Linux: they exclude a file from a build for Lambda. */
export const otherSystems: ReadonlySet<string> = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js nacl netbsd openbsd plan9 solaris wasip1 windows zos'.split(
    ' ',
  ),
);

/** Architectures that go knows and Lambda does not have. */
export const otherArchitectures: ReadonlySet<string> = new Set(
  (
    '386 amd64p32 arm armbe arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le ' +
    'riscv riscv64 s390 s390x sparc sparc64 wasm'
  ).split(' '),
);

/** Lambda's architectures in go's words. */
export const lambdaArchitectures: ReadonlySet<string> = new Set(['amd64', 'arm64']);
