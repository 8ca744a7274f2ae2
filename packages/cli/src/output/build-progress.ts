import type { BuildEvent } from '@lambdazip/core';
import type { CliContext } from '../context.js';
import { isInteractive, type Paint, paint } from './paint.js';
import { type Progress, progressLine } from './progress-line.js';
import { counted } from './size-text.js';
import { type Text, text } from './text.js';

/** How an archive differs from the one that it replaced. */
export type ArchiveChanges = Extract<BuildEvent, { readonly type: 'compared' }>;

/** Warnings that need not be printed, by their index in the report. */
export type Silenced = Extract<BuildEvent, { readonly type: 'silenced' }>['warnings'];

/** What a build did, for its summary. */
export interface BuildActivity {
  compiled: number;
  packed: number;
  reused: number;
  /** Archives that were up to date. */
  kept: number;
  /** Of the archives that were written, by path. */
  readonly changes: Map<string, ArchiveChanges>;
  silenced: Silenced;
}

/** Nothing done yet. */
export function noActivity(): BuildActivity {
  return { compiled: 0, packed: 0, reused: 0, kept: 0, changes: new Map(), silenced: [] };
}

/** Milliseconds between two drawings of the line. */
const interval = 100;

// Without automatic wrapping, and with the cursor left at the start of the line: if the terminal becomes narrower and wraps
// the line, it is still erased whole from there.
const drawn = (line: Text): Text => text`\u001b[?7l\r${line}\u001b[J\r\u001b[?7h`;
/**
 * Erases a progress line, or the `^C` that a terminal shows. The line first: tmux keeps what is erased from the first row on in
 * its history.
 */
export const erased = text`\r\u001b[K\u001b[J`;

/** Shows a build's progress in one line of a terminal, and counts what it does. */
export class BuildProgress {
  readonly activity: BuildActivity = noActivity();
  readonly #context: CliContext;
  readonly #quiet: boolean;
  readonly #live: boolean;
  readonly #paint: Paint;
  #started: number;
  #progress: Progress | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #lastDrawn = Number.NEGATIVE_INFINITY;
  #shown = '';
  #isStopped = false;
  #archives = 0;
  #programs = 0;
  /** Programs that go links; undefined if that is not known. */
  #toLink: number | undefined;
  #linked = 0;
  /** Entries to pack. */
  #total = 0;
  /** Entries that are being packed, the oldest first. */
  #running: readonly string[] = [];

  constructor(context: CliContext, quiet: boolean) {
    this.#context = context;
    this.#quiet = quiet;
    this.#live = !quiet && isInteractive(context);
    this.#paint = paint(context);
    this.#started = context.now();
  }

  /** Shows a phase at once, and counts the time from here. */
  start(phase: string): void {
    this.#started = this.#context.now();
    this.#line({ phase });
  }

  show(event: BuildEvent): void {
    const { activity } = this;
    switch (event.type) {
      case 'waiting': {
        const who = event.processId === null ? 'another build' : `another build (pid ${event.processId})`;
        this.#say(text`Blocking: waiting for ${who} in ${event.path}`);
        break;
      }
      case 'planned':
        this.#archives = event.archives;
        this.#programs = event.programs;
        break;
      case 'compiling':
        // Whether go has anything to do is known only when it starts.
        if (this.#toLink !== undefined) this.#line(this.#compiling());
        else if (activity.compiled === 0)
          this.#line({ phase: 'Checking', done: this.#programs || event.programs, unit: 'programs' });
        break;
      case 'linking':
        this.#toLink = event.total ?? undefined;
        break;
      case 'linked':
        this.#linked = event.programs;
        this.#line(this.#compiling(event.name));
        break;
      case 'package':
        if (event.action === 'compile') activity.compiled += 1;
        this.#line(
          event.action === 'download'
            ? { phase: 'Downloading', name: event.name }
            : this.#compiling(event.name),
        );
        break;
      case 'packing':
        this.#total = event.total;
        this.#line(this.#packing());
        break;
      case 'entry':
        this.#running = [...this.#running, event.name];
        this.#line(this.#packing());
        break;
      case 'packed':
        activity.packed += 1;
        if (event.reused) activity.reused += 1;
        this.#running = this.#running.filter((name) => name !== event.name);
        this.#line(this.#packing());
        break;
      case 'compared':
        activity.changes.set(event.path, event);
        this.#writing(event.path);
        break;
      case 'kept':
        activity.kept += 1;
        this.#writing(event.path);
        break;
      case 'written':
        this.#writing(event.path);
        break;
      case 'silenced':
        activity.silenced = event.warnings;
        break;
      default:
        event satisfies never;
    }
  }

  /** Erases the line. */
  end(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#progress = undefined;
    this.#shown = '';
    this.#context.signal.removeEventListener('abort', this.#stop);
    this.#context.stderr.write(erased);
  }

  #compiling(name?: string): Progress {
    const { compiled } = this.activity;
    const packages = counted(compiled, 'package');
    if (this.#toLink !== undefined) {
      const more = compiled === 0 ? undefined : packages;
      return { phase: 'Compiling', done: this.#linked, total: this.#toLink, unit: 'programs', more, name };
    }
    const more = this.#linked === 0 ? packages : `${packages}, ${counted(this.#linked, 'program')}`;
    return { phase: 'Compiling', more, name };
  }

  #packing(): Progress {
    const [name] = this.#running;
    return { phase: 'Packing', done: this.activity.packed, total: this.#total, unit: 'entries', name };
  }

  #writing(name: string): void {
    const { changes, kept } = this.activity;
    const done = changes.size + kept;
    const total = Math.max(this.#archives, done);
    this.#line({ phase: 'Writing', done, total, unit: 'archives', name });
  }

  #say(line: Text): void {
    if (this.#quiet) return;
    const shown = this.#progress;
    this.end();
    this.#context.stderr.write(text`${line}\n`);
    if (shown !== undefined) this.#line(shown);
  }

  #line(progress: Progress): void {
    const { signal, now } = this.#context;
    if (!this.#live || this.#isStopped || signal.aborted) return;
    this.#progress = progress;
    if (this.#timer === undefined) {
      this.#timer = setInterval(() => this.#draw(), interval);
      this.#timer.unref();
      signal.addEventListener('abort', this.#stop);
      this.#draw();
    } else if (now() - this.#lastDrawn >= interval) this.#draw();
  }

  readonly #stop = (): void => {
    this.#isStopped = true;
    this.end();
  };

  #draw(): void {
    if (this.#progress === undefined) return;
    const { stderr, now } = this.#context;
    this.#lastDrawn = now();
    // A line that fills the last column would wrap on terminals that cannot turn wrapping off.
    const { columns } = stderr;
    const line = progressLine(
      this.#progress,
      this.#lastDrawn - this.#started,
      Math.max(columns - 1, 1),
      this.#paint,
    );
    // A terminal that was resized may have wrapped the same line.
    const shown = `${columns} ${line}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    stderr.write(drawn(line));
  }
}
