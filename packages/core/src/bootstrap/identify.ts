import { type Architecture, architectureNames } from '../lambda/architectures.js';
import { nativeBootstrap, shellBootstrap } from './bootstraps.js';
import type { BootstrapKind } from './kinds.js';

/** A bootstrap of lambdazip. */
export interface KnownBootstrap {
  readonly kind: BootstrapKind;
  /** null for a script. */
  readonly architecture: Architecture | null;
  readonly version: number;
}

/** Incremented with every change of their bytes. */
const bootstrapVersion = 2;

/** Identifies bytes as a bootstrap of lambdazip; undefined if they are not one. */
export function identifyBootstrap(bytes: Uint8Array): KnownBootstrap | undefined {
  for (const architecture of architectureNames) {
    if (isSame(bytes, nativeBootstrap(architecture))) {
      return { kind: 'native', architecture, version: bootstrapVersion };
    }
  }
  if (!isSame(bytes, shellBootstrap())) return undefined;
  return { kind: 'shell', architecture: null, version: bootstrapVersion };
}

/** The bootstrap in words. */
export function bootstrapText({ kind, architecture, version }: KnownBootstrap): string {
  return [
    "lambdazip's",
    kind,
    'bootstrap',
    `version ${version}`,
    ...(architecture === null ? [] : [`for ${architecture}`]),
  ].join(' ');
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
