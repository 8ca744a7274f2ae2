import { linePosition } from '../documents/line-position.js';
import { deploys, type Route, route, through } from './route.js';
import type { Origin, World } from './world.js';

/** Whether a file is a shell script: by its extension, or by its first line if it has none. */
export function isScript(path: string, text: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.(?:ba|z|k)?sh$/.test(name)) return true;
  return (
    !name.slice(1).includes('.') &&
    /^#!\s*\S*(?:\/|\/env\s+(?:-\S+\s+)*)(?:ba|da|z|k|a)?sh\b/.test(text.slice(0, 100))
  );
}

/**
 * The location of a script's commands.
 *
 * @param args its arguments; null if unknown
 */
export function scriptOrigin(
  world: World,
  path: string,
  text: string,
  holder: Pick<Origin, 'target' | 'samTarget' | 'routes'> | null,
  args: readonly string[] | null,
): Origin {
  const file = world.display(path);
  return {
    file: 'shell script',
    target: holder?.target ?? null,
    samTarget: holder?.samTarget ?? null,
    routes: scriptRoutes(path, text, holder?.routes ?? [], args),
    place: (start, end) => ({
      location: { file, ...linePosition(text, start) },
      source: asLine(text.slice(start, end)),
    }),
  };
}

function scriptRoutes(
  path: string,
  text: string,
  callers: readonly Route[],
  args: readonly string[] | null,
): readonly Route[] {
  const more = { deploys: deploys(text), isDefault: args?.length === 0 };
  const called = callers.length === 0 ? [route([path], more)] : through(callers, path, more);
  return (args ?? []).slice(0, 8).reduce<readonly Route[]>((routes, arg) => through(routes, arg), called);
}

/** Joins a command that is written on several lines. */
export function asLine(text: string): string {
  return text
    .split('\\\n')
    .map((part) => part.trim())
    .join(' ')
    .trim();
}
