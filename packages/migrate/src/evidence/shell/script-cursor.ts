import { readWord } from './read-word.js';
import { type Input, ShellSyntaxError, type Word } from './syntax.js';

const nestingLimit = 50;

/** A position in a script, with the operations the grammar needs. */
export class ScriptCursor {
  readonly text: string;
  at = 0;
  #depth = 0;
  readonly #heredocs: { readonly delimiter: string; readonly tabs: boolean }[] = [];

  constructor(text: string) {
    this.text = text;
  }

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  /** Takes an operator if it is next. */
  take(operator: string): boolean {
    if (!this.startsWith(operator)) return false;
    this.at += operator.length;
    return true;
  }

  /** Skips blanks, comments and line continuations. */
  skipBlank(): void {
    for (;;) {
      const character = this.text.charAt(this.at);
      if (character === ' ' || character === '\t') this.at += 1;
      else if (this.startsWith('\\\n')) this.at += 2;
      else if (character === '#' && /^[\s;&|(]?$/.test(this.text.charAt(this.at - 1))) {
        const end = this.text.indexOf('\n', this.at);
        this.at = end === -1 ? this.text.length : end;
      } else return;
    }
  }

  /** Skips the end of a line, and the here-documents (`<<EOF`) that begin after it. */
  takeLineEnd(): boolean {
    if (this.text.charAt(this.at) !== '\n') return false;
    this.at += 1;
    for (const { delimiter, tabs } of this.#heredocs.splice(0)) {
      for (;;) {
        if (this.ended) return true;
        const end = this.text.indexOf('\n', this.at);
        const line = this.text.slice(this.at, end === -1 ? this.text.length : end);
        this.at = end === -1 ? this.text.length : end + 1;
        if ((tabs ? line.replace(/^\t+/, '') : line) === delimiter) break;
      }
    }
    return true;
  }

  skipLines(): void {
    do this.skipBlank();
    while (this.takeLineEnd());
  }

  /** The bare word at this position, to compare with keywords; '' for anything else. */
  peekName(): string {
    const found = /^(?:[A-Za-z]+|[!{}])(?=[\s;&|()<>]|$)/.exec(this.text.slice(this.at, this.at + 12));
    return found?.[0] ?? '';
  }

  takeName(name: string): boolean {
    return this.peekName() === name && this.take(name);
  }

  expectName(name: string): void {
    this.skipLines();
    if (!this.takeName(name)) throw new ShellSyntaxError(`missing \`${name}\``);
  }

  word(): Word {
    const { word, end } = readWord(this.text, this.at);
    this.at = end;
    return word;
  }

  /** Takes `> file`, `2>&1`, `< file`, `<<EOF` and the like; returns the standard input it provides, or null. */
  takeRedirect(): Input | null | undefined {
    const operator = /(?:\d*|&)(<<<|<<-?|<>|<&|>>|>&|>\||<(?!\()|>(?!\())/y;
    operator.lastIndex = this.at;
    const found = operator.exec(this.text);
    if (found === null) return undefined;
    this.at = operator.lastIndex;
    this.skipBlank();
    const start = this.at;
    const word = this.word();
    if (word.length === 0) throw new ShellSyntaxError('redirection without a file');
    if (found[1] === '<<<') return { kind: 'text', word };
    if (found[1] === '<') return { kind: 'file', word };
    if (found[1] !== '<<' && found[1] !== '<<-') return null;
    const delimiter = this.text.slice(start, this.at).replace(/['"\\]/g, '');
    this.#heredocs.push({ delimiter, tabs: found[1] === '<<-' });
    return { kind: 'heredoc' };
  }

  /** Runs a reader one level deeper. */
  nested<Value>(read: () => Value): Value {
    this.#depth += 1;
    if (this.#depth > nestingLimit) throw new ShellSyntaxError('nesting too deep');
    const value = read();
    this.#depth -= 1;
    return value;
  }
}
