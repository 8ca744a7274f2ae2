/** The relevant parts of a go.mod. Lines count from 1. */
export interface GoMod {
  /** The module's path; empty if not set. */
  readonly path: string;
  /** The `go` line, such as `1.24.0`. */
  readonly go: { readonly version: string; readonly line: number } | null;
  readonly requires: readonly { readonly path: string; readonly version: string; readonly line: number }[];
  readonly replaces: readonly Replace[];
}

export interface Replace {
  readonly path: string;
  /** null if every version is replaced. */
  readonly version: string | null;
  /** A module's path, or a directory: `./x`, `../x` or absolute. */
  readonly by: string;
  /** null for a directory. */
  readonly byVersion: string | null;
  readonly line: number;
}

/** Reads a go.mod; ignores errors, which go itself reports. */
export function readGoMod(text: string): GoMod {
  let path = '';
  let go: GoMod['go'] = null;
  const requires: GoMod['requires'][number][] = [];
  const replaces: Replace[] = [];
  let block: string | null = null;
  for (const [index, written] of text.split('\n').entries()) {
    const words = [...written.replace(/\/\/.*$/, '').matchAll(/"([^"]*)"|`([^`]*)`|(\S+)/g)].map(
      ([, quoted, raw, plain]) => quoted ?? raw ?? plain ?? '',
    );
    if (block !== null && words[0] === ')') {
      block = null;
      continue;
    }
    if (block === null && words.at(-1) === '(') {
      block = words[0] ?? '';
      continue;
    }
    const [verb, ...values] = block === null ? words : [block, ...words];
    const [first = '', second = ''] = values;
    const line = index + 1;
    if (verb === 'module') path = first;
    if (verb === 'go' && first !== '') go = { version: first, line };
    if (verb === 'require' && second !== '') requires.push({ path: first, version: second, line });
    const arrow = values.indexOf('=>');
    if (verb === 'replace' && arrow > 0) {
      const [by = '', byVersion = null] = values.slice(arrow + 1);
      replaces.push({ path: first, version: arrow > 1 ? second : null, by, byVersion, line });
    }
  }
  return { path, go, requires, replaces };
}

/** The module that a requirement resolves to, after `replace`; undefined if go.mod does not contain it. */
export function requiredVersion(
  mod: GoMod,
  path: string,
): { readonly path: string; readonly version: string | null; readonly line: number } | undefined {
  const required = mod.requires.find((each) => each.path === path);
  if (required === undefined) return undefined;
  const replaced = mod.replaces.find(
    (each) => each.path === path && (each.version === null || each.version === required.version),
  );
  if (replaced === undefined) return required;
  return { path: replaced.by, version: replaced.byVersion, line: replaced.line };
}
