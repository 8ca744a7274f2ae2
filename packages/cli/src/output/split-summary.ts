import type { SplitReport } from '@lambdazip/migrate';
import { counted, sizeText } from './size-text.js';
import { block, joined, padEnd, padStart, rows, type Text, text, widthOf } from './text.js';

/** The text that `split` prints to standard output: the archives, and the change to the manifest. */
export function splitResult({ archives, diff, verdict }: SplitReport): Text {
  const lines = archives.map(
    ({ name, unzippedSize, handlers, isNew }) =>
      [name, sizeText(unzippedSize), counted(handlers.length, 'handler'), isNew ? ', new' : ''] as const,
  );
  const [names, sizes] = [widthOf(lines.map(([name]) => name)), widthOf(lines.map(([, size]) => size))];
  const table = lines.map(
    ([name, size, handlers, added]) =>
      text`  ${joined([padEnd(name, names), padStart(size, sizes), `${handlers}${added}`], '  ')}`,
  );
  return rows([...table, ...(verdict === 'fits' ? [''] : ['', block(diff)])]);
}

/** The text that `split` prints to standard error: what was written and what to do next. */
export function splitSummary({ archives, manifest, maxSize, verdict, written }: SplitReport): Text {
  if (verdict === 'fits')
    return text`Every archive is at most ${sizeText(maxSize)} unzipped. Nothing to change.\n`;
  const added = archives.filter(({ isNew }) => isNew);
  const made =
    added.length === 0
      ? text`handlers of ${manifest} move to archives that exist`
      : text`${manifest} gets ${counted(added.length, 'new archive')}: ${joined(
          added.map(({ name }) => name),
          ', ',
        )}`;
  if (!written)
    return text`\nWith this change, ${made}. Nothing was written; run again without \`--dry-run\`.\n`;
  return text`\nWrote ${manifest}: ${counted(added.length, 'new archive')}. Build, then point the functions of the moved handlers to their new zips (\`lambdazip output\`).\n`;
}
