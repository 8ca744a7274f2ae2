// Written by scripts/write-docs.mjs.

/** Changes with the codes, and with the names and types of their args: notes that hold findings are of one shape of them. */
export const argsDigest = '1bc56cc1c3927064';
