const mebibyte = 1024 * 1024;

/** Limits as AWS published them in November 2026. AWS writes MB and means 1,048,576 bytes. */
export const quotas = {
  /**
   * Bytes of all files of a function together, those of its layers included. AWS Lambda Developer Guide,
   * "Lambda quotas", deployment package: 250 MB unzipped.
   */
  unzippedSize: 250 * mebibyte,
  /**
   * Bytes of a zip that is uploaded directly; a larger one goes through S3. AWS Lambda Developer Guide,
   * "Lambda quotas", deployment package: 50 MB zipped.
   */
  zippedSize: 50 * mebibyte,
  /** Characters of a function's Handler. AWS Lambda API Reference, CreateFunction, Handler. */
  handlerLength: 128,
  /** What a function's Handler may be made of. AWS Lambda API Reference, CreateFunction, Handler. */
  handlerPattern: /^[^\s]+$/,
} as const;
