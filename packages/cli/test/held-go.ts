import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Project, until } from './project.js';

/** A `go` that stops in one of its commands, so that a test can act at that moment of a build. */
export interface HeldGo {
  /** PATH with this `go` first. */
  readonly path: string;
  /** Resolves when go has been called with the command. */
  readonly reached: () => Promise<void>;
  /** Lets this and all later invocations continue with the real go. */
  readonly release: () => void;
}

/** @param command the command in which go stops; other commands run the real go */
export function heldGo(given: Project, command: 'build' | 'list'): HeldGo {
  const directory = join(given.directory, 'held');
  const goRoot = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  given.write(
    'held/go',
    [
      '#!/bin/sh',
      `if [ "$1" = ${command} ]; then`,
      `  : > '${directory}/reached'`,
      // A killed build leaves this process behind; it ends when the test removes the project.
      `  while [ ! -e '${directory}/released' ]; do [ -d '${directory}' ] || exit 1; sleep 0.02; done`,
      'fi',
      `exec '${goRoot}/bin/go' "$@"`,
      '',
    ].join('\n'),
  );
  chmodSync(join(directory, 'go'), 0o755);
  return {
    path: `${directory}:${process.env.PATH}`,
    reached: () => until(() => existsSync(join(directory, 'reached')), `go ${command} is called`),
    release: () => given.write('held/released', ''),
  };
}
