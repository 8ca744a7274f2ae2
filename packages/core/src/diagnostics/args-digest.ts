// Written by scripts/write-docs.mjs.

/** Changes with the codes and the names and types of their args: cached notes with findings depend on their shape. */
export const argsDigest = 'afd9511d2ed3b059';
