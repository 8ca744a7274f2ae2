import type { BuildEvent } from '@lambdazip/core';
import type { CliContext } from '../context.js';
import { counted } from './size-text.js';
import { cut, type Text, text } from './text.js';

/** What a build did, for its summary. */
export interface BuildActivity {
  compiled: number;
  packed: number;
  reused: number;
  /** Archives that were left as they were. */
  kept: number;
}

/** Shows a build's progress in one line of a terminal, and counts what it does. */
export class BuildProgress {
  readonly activity: BuildActivity = { compiled: 0, packed: 0, reused: 0, kept: 0 };
  readonly #context: CliContext;
  readonly #quiet: boolean;
  readonly #live: boolean;
  #shown = false;
  #total = 0;

  constructor(context: CliContext, quiet: boolean) {
    const { CI = '', TERM } = context.environment;
    this.#context = context;
    this.#quiet = quiet;
    this.#live = !quiet && context.stderr.isTerminal && CI === '' && TERM !== 'dumb';
  }

  show(event: BuildEvent): void {
    switch (event.type) {
      case 'waiting': {
        const who = event.processId === null ? 'Another build' : `Another build (process ${event.processId})`;
        this.#say(text`${who} is at work in ${event.path}; waiting for it.`);
        break;
      }
      case 'compiling':
        this.#line(text`Compiling ${counted(event.programs, 'program')}`);
        break;
      case 'package':
        if (event.action === 'compile') this.activity.compiled += 1;
        this.#line(
          event.action === 'download'
            ? text`Downloading ${event.name}`
            : text`Compiling ${event.name} (${counted(this.activity.compiled, 'package')})`,
        );
        break;
      case 'packing':
        this.#total = event.total;
        this.#line(text`Packing ${counted(event.total, 'entry', 'entries')}`);
        break;
      case 'packed':
        this.activity.packed += 1;
        if (event.reused) this.activity.reused += 1;
        this.#line(text`Packing ${this.activity.packed} of ${this.#total}: ${event.name}`);
        break;
      case 'kept':
        this.activity.kept += 1;
        break;
      case 'written':
        this.#line(text`Wrote ${event.path}`);
        break;
      default:
        event satisfies never;
    }
  }

  /** Takes the line away. */
  end(): void {
    if (this.#shown) this.#context.stderr.write(text`\r\u001b[K`);
    this.#shown = false;
  }

  #say(line: Text): void {
    if (this.#quiet) return;
    this.end();
    this.#context.stderr.write(text`${line}\n`);
  }

  #line(line: Text): void {
    if (!this.#live) return;
    const { stderr } = this.#context;
    stderr.write(text`\r\u001b[K${cut(line, Math.max(stderr.columns - 1, 20))}`);
    this.#shown = true;
  }
}
