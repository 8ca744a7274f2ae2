import type { Architecture } from '../lambda/architectures.js';
import type { BootstrapKind } from './kinds.js';
import { nativeBootstrap } from './native.js';
import { shellBootstrap } from './shell.js';

/** The bytes of each bootstrap for an architecture. */
export const bootstraps = {
  native: nativeBootstrap,
  shell: shellBootstrap,
} as const satisfies Record<BootstrapKind, (architecture: Architecture) => Uint8Array>;
