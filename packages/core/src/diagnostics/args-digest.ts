// Written by scripts/write-docs.mjs.

/** Changes with the codes, and with the names and types of their args: notes that hold findings are of one shape of them. */
export const argsDigest = 'a057101ea40f5e8c';
