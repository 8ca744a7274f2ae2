import type { DeployedArchive } from './deployment.js';

/** A function of an archive, with the words of its name. */
export interface NamedFunction<Archive extends DeployedArchive> {
  readonly archive: Archive;
  readonly handler: string;
  /** Lower-case letters and digits; the first word starts with a letter. Unique for each function. */
  readonly words: readonly string[];
}

/**
 * Names functions after their handlers, without the directory that all handlers share: `orders create` for
 * `bin/orders/create` if there is also `bin/users/create`.
 */
export function namedFunctions<Archive extends DeployedArchive>(
  archives: readonly Archive[],
): readonly NamedFunction<Archive>[] {
  const all = archives.flatMap((archive) => archive.handlers.map(({ handler }) => ({ archive, handler })));
  const shared = sharedDirectory(all.map(({ handler }) => handler));
  const taken = new Set<string>();
  return all.map(({ archive, handler }) => {
    const words = wordsOf(handler.slice(shared.length));
    // Names may be compared ignoring case and separators.
    const free = unique(words, (candidate) => !taken.has(candidate.join('')));
    taken.add(free.join(''));
    return { archive, handler, words: free };
  });
}

/** `OrdersCreate`: a logical ID. */
export function pascalCase(words: readonly string[]): string {
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
}

/** `ordersCreate`. */
export function camelCase([first = '', ...others]: readonly string[]): string {
  return `${first}${pascalCase(others)}`;
}

function sharedDirectory(handlers: readonly string[]): string {
  const [first = ''] = handlers;
  let directory = first.slice(0, first.lastIndexOf('/') + 1);
  while (!handlers.every((handler) => handler.startsWith(directory))) {
    directory = directory.slice(0, directory.lastIndexOf('/', directory.length - 2) + 1);
  }
  return directory;
}

function wordsOf(text: string): readonly string[] {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  return /^[a-z]/.test(words[0] ?? '') ? words : ['function', ...words];
}

function unique(words: readonly string[], isFree: (words: readonly string[]) => boolean): readonly string[] {
  if (isFree(words)) return words;
  for (let number = 2; ; number += 1) {
    const numbered = [...words, String(number)];
    if (isFree(numbered)) return numbered;
  }
}
