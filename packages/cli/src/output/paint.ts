import picocolors from 'picocolors';
import type { CliContext } from '../context.js';

/** What paints text. */
export type Paint = ReturnType<typeof picocolors.createColors>;

/**
 * The colours of a stream: `--color`, else NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and CLICOLOR, else whether it is a
 * terminal. Only `--color=always` colours a standard output that is not a terminal: programs read it.
 */
export function paint(
  context: Pick<CliContext, 'stderr' | 'environment' | 'color'> & Partial<Pick<CliContext, 'stdout'>>,
  stream: 'stdout' | 'stderr' = 'stderr',
): Paint {
  const isTerminal = context[stream]?.isTerminal === true;
  return picocolors.createColors(isColored(context, stream, isTerminal));
}

function isColored(
  { environment, color = 'auto' }: Pick<CliContext, 'environment' | 'color'>,
  stream: 'stdout' | 'stderr',
  isTerminal: boolean,
): boolean {
  if (color !== 'auto') return color === 'always';
  const { NO_COLOR = '', FORCE_COLOR = '', CLICOLOR_FORCE = '', CLICOLOR = '', TERM } = environment;
  const mayBeForced = isTerminal || stream === 'stderr';
  if (NO_COLOR !== '') return false;
  if (FORCE_COLOR !== '') return FORCE_COLOR !== '0' && mayBeForced;
  if (CLICOLOR_FORCE !== '' && CLICOLOR_FORCE !== '0') return mayBeForced;
  return isTerminal && TERM !== 'dumb' && CLICOLOR !== '0';
}

/** Whether a person watches standard error: a line there can be redrawn. */
export function isInteractive({ stderr, environment }: Pick<CliContext, 'stderr' | 'environment'>): boolean {
  const { CI = '', TERM } = environment;
  return stderr.isTerminal && CI === '' && TERM !== 'dumb';
}
