/** The options of every command, and whether they have a value. */
const common: ReadonlyMap<string, boolean> = new Map([
  ['-C', true],
  ['--directory', true],
  ['--json', false],
  ['-q', false],
  ['--quiet', false],
]);

/**
 * The arguments with common options before the name of the command moved after it, as in `lambdazip -C service build`. Other
 * arguments stay in their places.
 */
export function optionsAfterCommand(argv: readonly string[]): readonly string[] {
  let at = 0;
  for (let word = argv[at]; word?.startsWith('-'); word = argv[at]) {
    const [name = word] = /^--[^=]+(?==)/.exec(word) ?? [];
    // `-Cservice`
    const isJoined = /^-C./.test(word) || name !== word;
    const hasValue = common.get(isJoined && word.startsWith('-C') ? '-C' : name);
    if (hasValue === undefined) return argv;
    at += hasValue && !isJoined ? 2 : 1;
  }
  const command = argv[at];
  if (at === 0 || command === undefined) return argv;
  return [command, ...argv.slice(0, at), ...argv.slice(at + 1)];
}
