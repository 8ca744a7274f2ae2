/** The bootstraps of lambdazip, with their descriptions in the manifest reference. */
export const bootstrapKinds = {
  native: { description: 'a tiny native program' },
  shell: { description: 'a POSIX shell script' },
} as const satisfies Record<string, { readonly description: string }>;

/** A bootstrap: the program that starts the function's handler. */
export type BootstrapKind = keyof typeof bootstrapKinds;

/** Every bootstrap, the default first. */
export const bootstrapNames = Object.keys(bootstrapKinds) as readonly BootstrapKind[];

/** The default of `bootstrap` in a manifest. */
export const defaultBootstrap = 'native' satisfies BootstrapKind;
