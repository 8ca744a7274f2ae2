// Written by scripts/write-docs.mjs.

/** Changes with the codes and the names and types of their args: cached notes with findings depend on their shape. */
export const argsDigest = 'f192f900699ac532';
