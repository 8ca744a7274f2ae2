import type { SizeOptions } from '@lambdazip/core/internal';

/** What to divide, and how. */
export interface SplitOptions extends Omit<SizeOptions, 'archives'> {
  /**
   * The maximum size of an archive in bytes, not compressed. Default: 225 MiB, nine tenths of Lambda's quota.
   */
  readonly maxSize?: number | undefined;
  /** Write the manifest. Default: false. */
  readonly write?: boolean | undefined;
}
