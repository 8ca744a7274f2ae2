/** What an architecture of Lambda is called elsewhere. */
export interface ArchitectureFacts {
  readonly goarch: 'arm64' | 'amd64';
  /** `e_machine` of an ELF file, from the ELF specification's registry. */
  readonly elfMachine: number;
  /** Where every Linux with glibc, the runtimes of Lambda among them, has the loader of dynamic programs. */
  readonly loader: string;
}

/** The architectures that Lambda has; a function has exactly one. */
export const architectures = {
  arm64: { goarch: 'arm64', elfMachine: 183, loader: '/lib/ld-linux-aarch64.so.1' },
  x86_64: { goarch: 'amd64', elfMachine: 62, loader: '/lib64/ld-linux-x86-64.so.2' },
} as const satisfies Record<string, ArchitectureFacts>;

/** A function's architecture, in Lambda's words. */
export type Architecture = keyof typeof architectures;
