import { type Ended, ended, type Frame, type Shell } from './shell.js';
import { environmentOf, outsidePath } from './shell-state.js';

/** Options of make that take a value. */
const valued: ReadonlySet<string> = new Set([
  '-C',
  '-f',
  '-I',
  '-o',
  '-W',
  '-l',
  '--directory',
  '--file',
  '--makefile',
]);

/** Runs targets of a makefile: `make -C dir target VAR=x`; undefined for other commands. */
export function callMake(shell: Shell, fields: readonly string[], frame: Frame): Ended | undefined {
  const [name = '', ...args] = fields;
  if (!/^(?:.*\/)?(?:g|mingw32-)?make$/.test(name)) return undefined;
  const { tree } = shell.world;
  const { state } = frame;
  let { directory } = state;
  let makefile: string | null = null;
  const goals: string[] = [];
  const overrides = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const written = args[at] ?? '';
    const [, option = written, attached] =
      /^(--\w[\w-]*)=([\s\S]*)$/.exec(written) ?? /^(-[Cf])([\s\S]+)$/.exec(written) ?? [];
    if (/^-/.test(written)) {
      const value = attached ?? (valued.has(option) ? args[at + 1] : undefined);
      if (valued.has(option) && attached === undefined) at += 1;
      if (value === undefined) continue;
      if (option === '-C' || option === '--directory') {
        directory = tree.resolve(directory, outsidePath(state, tree, value));
      }
      if (option === '-f' || option === '--file' || option === '--makefile') makefile = value;
      continue;
    }
    const assignment = /^(\w+)(?:::?|\?)?=([\s\S]*)$/.exec(written);
    if (assignment === null) goals.push(written);
    else overrides.set(assignment[1] ?? '', assignment[2] ?? '');
  }
  shell.world.runMake(shell.world, {
    directory,
    makefile: makefile === null ? null : tree.resolve(directory, makefile),
    goals,
    overrides,
    environment: environmentOf(state),
    origin: frame.origin,
    depth: frame.depth + 1,
  });
  return ended(null);
}
