/** The bootstraps that lambdazip has, as the reference of manifests describes them. */
export const bootstrapKinds = {
  native: { description: 'a tiny native program' },
  shell: { description: 'a POSIX shell script' },
} as const satisfies Record<string, { readonly description: string }>;

/** The program that starts the handler that a function names. */
export type BootstrapKind = keyof typeof bootstrapKinds;

/** Every bootstrap, the default first. */
export const bootstrapNames = Object.keys(bootstrapKinds) as readonly BootstrapKind[];

/** What a manifest without `bootstrap` means. */
export const defaultBootstrap = 'native' satisfies BootstrapKind;
