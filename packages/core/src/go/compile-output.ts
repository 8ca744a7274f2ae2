/** An error reported by the go command. */
export interface CompileProblem {
  /** The import path in go's heading (`# example.com/shop/cmd/create`); null without a heading. */
  readonly importPath: string | null;
  /** As printed by go, relative to the module; null if the message has no position. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** go's own message, without the position. */
  readonly message: string;
}

/** The progress in a line of `go build -v`; undefined if the line is part of a message. */
export function progressOf(
  line: string,
): { readonly kind: 'compile' | 'download'; readonly what: string } | undefined {
  const download = /^go: downloading (\S+ \S+)/.exec(line);
  if (download?.[1] !== undefined) return { kind: 'download', what: download[1] };
  // `-v` prints only the import path of each package that is compiled.
  return /^[A-Za-z0-9][^\s:]*$/.test(line) ? { kind: 'compile', what: line } : undefined;
}

const position =
  /^(?<file>(?:[A-Za-z]:)?[^:\s][^:]*\.(?:go|s|c|h|cc|cpp|mod|sum|work)):(?<line>\d+)(?::(?<column>\d+))?:? (?<message>.*)$/;

/** Parses the standard error of a failed `go build -v`. Nothing is dropped except progress. */
export function parseCompileOutput(standardError: string): CompileProblem[] {
  const problems: {
    importPath: string | null;
    file: string | null;
    line: number | null;
    column: number | null;
    lines: string[];
  }[] = [];
  let importPath: string | null = null;
  let open = false;
  for (const line of standardError.split(/\r?\n/)) {
    if (line === '' || progressOf(line) !== undefined) continue;
    const heading = /^# (\S+)/.exec(line);
    if (heading?.[1] !== undefined) {
      importPath = heading[1];
      open = false;
      continue;
    }
    const match = position.exec(line);
    if (match?.groups !== undefined) {
      const { file = '', line: number, column, message = '' } = match.groups;
      problems.push({
        importPath,
        file: file.replaceAll('\\', '/'),
        line: Number(number),
        column: column === undefined ? null : Number(column),
        lines: [message],
      });
      open = true;
      continue;
    }
    const last = problems.at(-1);
    // Indented lines belong to the message before; other lines under one heading form one message.
    if (open && last !== undefined && (/^\s/.test(line) || last.file === null)) last.lines.push(line);
    else {
      problems.push({ importPath, file: null, line: null, column: null, lines: [line] });
      open = true;
    }
  }
  return problems.map(({ lines, ...rest }) => ({ ...rest, message: lines.join('\n') }));
}
