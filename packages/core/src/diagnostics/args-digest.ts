// Written by scripts/write-docs.mjs.

/** Changes with the codes, and with the names and types of their args: notes that hold findings are of one shape of them. */
export const argsDigest = '297fe8d3b47e9488';
