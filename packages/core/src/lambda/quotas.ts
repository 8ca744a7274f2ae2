const mebibyte = 1024 * 1024;

/** Limits of a deployment package, from AWS's page "Lambda quotas", November 2026; AWS writes MB and means MiB. */
export const quotas = {
  /** Bytes of all files together, layers included. */
  unzippedSize: 250 * mebibyte,
  /** Bytes of a zip that is uploaded directly; a larger one goes through S3. */
  zippedSize: 50 * mebibyte,
  /** Characters of a function's Handler (`[^\s]+`), from the API reference of CreateFunction. */
  handlerLength: 128,
} as const;
