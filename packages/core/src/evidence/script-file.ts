import { linePosition } from '../documents/line-position.js';
import type { Origin, World } from './world.js';

/** Whether a file is a script of a shell: by its name, or by its first line where the name has no ending. */
export function isScript(path: string, text: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.(?:ba|z|k)?sh$/.test(name)) return true;
  return (
    !name.slice(1).includes('.') &&
    /^#!\s*\S*(?:\/|\/env\s+(?:-\S+\s+)*)(?:ba|da|z|k|a)?sh\b/.test(text.slice(0, 100))
  );
}

/** Where the commands of a script stand. */
export function scriptOrigin(
  world: World,
  path: string,
  text: string,
  holder: Pick<Origin, 'target' | 'samTarget'> | null,
): Origin {
  const file = world.display(path);
  return {
    file: 'shell script',
    target: holder?.target ?? null,
    samTarget: holder?.samTarget ?? null,
    place: (start, end) => ({
      location: { file, ...linePosition(text, start) },
      source: asLine(text.slice(start, end)),
    }),
  };
}

/** A command that is written on several lines as one. */
export function asLine(text: string): string {
  return text.replace(/\s*\\\n\s*/g, ' ').trim();
}
