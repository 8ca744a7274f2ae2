import picocolors from 'picocolors';
import type { CliContext } from '../context.js';

/** Colours where standard error is a terminal that wants them (NO_COLOR, FORCE_COLOR, TERM=dumb). */
export function paint({
  stderr,
  environment,
}: Pick<CliContext, 'stderr' | 'environment'>): ReturnType<typeof picocolors.createColors> {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = environment;
  if (NO_COLOR !== '') return picocolors.createColors(false);
  if (FORCE_COLOR !== '') return picocolors.createColors(FORCE_COLOR !== '0');
  return picocolors.createColors(stderr.isTerminal && TERM !== 'dumb');
}
