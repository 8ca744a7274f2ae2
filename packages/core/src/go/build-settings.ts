import type { Goarch } from '../lambda/architectures.js';

/** Everything that determines how go builds a program, in go's own terms. */
export interface BuildSettings {
  readonly architecture: Goarch;
  /** GOARM64 or GOAMD64, depending on the architecture; null for go's default. */
  readonly microarchitecture: string | null;
  /** `-tags`, including `lambda.norpc`. */
  readonly tags: readonly string[];
  /** The user's own linker flags, one per item, not yet quoted. */
  readonly ldflags: readonly string[];
  readonly gcflags: readonly string[];
  readonly strip: boolean;
  readonly trimpath: boolean;
  readonly cgo: boolean;
  /** `off`, `auto`, or an absolute path. */
  readonly pgo: string;
  readonly mod: 'readonly' | 'vendor' | 'mod';
  /** GOWORK: `off`, or the absolute path of a go.work. */
  readonly work: string;
  /** Additional variables from the manifest. */
  readonly env: Readonly<Record<string, string>>;
}
