// Written by scripts/write-docs.mjs.

/** A digest of all codes and the names and types of their args. Notes of a build with a different digest are not used. */
export const argsDigest = 'a057101ea40f5e8c';
