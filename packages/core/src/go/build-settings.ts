import type { Goarch } from '../lambda/architectures.js';

/** Everything that decides how go builds a program, in go's own words. */
export interface BuildSettings {
  readonly architecture: Goarch;
  /** GOARM64, GOAMD64, as the architecture has it; null for go's own default. */
  readonly microarchitecture: string | null;
  /** `-tags`, `lambda.norpc` among them. */
  readonly tags: readonly string[];
  /** The user's own linker flags, one item a flag, not yet quoted. */
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
  /** More variables, from the manifest. */
  readonly env: Readonly<Record<string, string>>;
}
