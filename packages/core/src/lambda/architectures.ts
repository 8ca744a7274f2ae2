/** What an architecture of Lambda is called elsewhere. */
export interface ArchitectureFacts {
  readonly goarch: 'arm64' | 'amd64';
  /** `e_machine` of an ELF file, from the ELF specification's registry. */
  readonly elfMachine: number;
}

export const architectures = {
  arm64: { goarch: 'arm64', elfMachine: 183 },
  x86_64: { goarch: 'amd64', elfMachine: 62 },
} as const satisfies Record<string, ArchitectureFacts>;

/** A function's architecture, in Lambda's words. */
export type Architecture = keyof typeof architectures;
