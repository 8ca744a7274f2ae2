const mebibyte = 1024 * 1024;

/** Limits published by AWS as of November 2026. AWS writes MB and means 1,048,576 bytes. */
export const quotas = {
  /**
   * Total bytes of a function's files, including its layers. AWS Lambda Developer Guide, "Lambda quotas", deployment
   * package: 250 MB unzipped.
   */
  unzippedSize: 250 * mebibyte,
  /**
   * Maximum bytes of a zip that is uploaded directly; a larger one must be uploaded to S3. AWS Lambda Developer
   * Guide, "Lambda quotas", deployment package: 50 MB zipped.
   */
  zippedSize: 50 * mebibyte,
  /** Maximum length of a function's Handler. AWS Lambda API Reference, CreateFunction, Handler. */
  handlerLength: 128,
  /** Pattern of a function's Handler. AWS Lambda API Reference, CreateFunction, Handler. */
  handlerPattern: /^[^\s]+$/,
} as const;

/**
 * The default maximum size of the archives of a split: nine tenths of the quota, so that handlers can grow and
 * functions can have small layers.
 */
export const defaultMaxSize = 225 * mebibyte;
