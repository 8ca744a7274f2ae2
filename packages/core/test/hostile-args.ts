import type { Catalog } from '../src/diagnostics/catalog-entry.js';

/**
 * Characters that control a terminal or have no width, a lone surrogate, and placeholders that wordings use internally.
 */
export const hostileText =
  'a\u001b[31m\u009b\u007f\r\u202e\u2028\u0085\u200b\ufeff\u061c\ud800\u{e0041}\u{f001b}\0z';

/** Characters that a terminal must never receive. */
export const unprintable =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{f0000}-\u{fffff}]/u;

const lists: ReadonlySet<string> = new Set([
  'archives',
  'below',
  'candidates',
  'commands',
  'declare',
  'examples',
  'files',
  'handlers',
  'ids',
  'known',
  'layouts',
  'names',
  'needs',
  'packages',
  'paths',
  'problems',
  'sections',
  'settings',
  'tags',
  'templates',
  'unsupported',
]);

/** The args used by the wording of a code, all with the same text, in lists if the wording expects a list. */
export function argsOf<ArgsByCode, Code extends keyof ArgsByCode>(
  catalog: Catalog<ArgsByCode>,
  code: Code,
  text: string,
): ArgsByCode[Code] {
  const args: Record<string, unknown> = {};
  const recorder = new Proxy(args, {
    get: (_, name) => {
      args[String(name)] = argOf(String(name), text);
      return args[String(name)];
    },
  }) as ArgsByCode[Code];
  catalog[code].message(recorder);
  catalog[code].help(recorder);
  return args as ArgsByCode[Code];
}

const items: Readonly<Record<string, (text: string) => object>> = {
  largest: (text) => ({ name: text, size: 1 }),
  oversized: (text) => ({ handler: text, archive: text, size: 1 }),
  excluded: (text) => ({ name: text, by: 'constraint', value: text }),
  remedies: (text) => ({ change: 'without-tags', values: [text] }),
};

function argOf(name: string, text: string): unknown {
  if (lists.has(name)) return [text, text];
  return items[name] === undefined ? text : [items[name](text)];
}
