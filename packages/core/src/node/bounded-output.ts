import { StringDecoder } from 'node:string_decoder';

/** Collects a program's output up to a limit. */
export class BoundedOutput {
  readonly #limit: number;
  readonly #decoder = new StringDecoder('utf8');
  #text = '';
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** False if the chunk did not fit; what fits is kept. */
  add(chunk: Buffer): boolean {
    const room = this.#limit - this.#size;
    const kept = chunk.length <= room ? chunk : chunk.subarray(0, room);
    this.#text += this.#decoder.write(kept);
    this.#size += kept.length;
    return kept === chunk;
  }

  /** Call this once, at the end. */
  text(): string {
    return this.#text + this.#decoder.end();
  }
}

// A line that never ends is emitted in pieces instead of being buffered.
const longestLine = 1024 * 1024;

/** Splits a stream of bytes into lines; `\r\n` ends a line like `\n`. */
export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  add(chunk: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (this.#rest.length > longestLine) this.#flush();
  }

  /** Emits a last line without a line break. */
  end(): void {
    this.#rest += this.#decoder.end();
    this.#flush();
  }

  #flush(): void {
    if (this.#rest !== '') this.#onLine(this.#rest);
    this.#rest = '';
  }
}
