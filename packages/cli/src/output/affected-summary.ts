import type { AffectedReport, Reason } from '@lambdazip/core';
import { counted } from './size-text.js';
import { joined, rows, type Text, text, textOf } from './text.js';

/** At most this many reasons are listed; the rest are counted. */
const listed = 3;

/** The text that `affected` prints. */
export function affectedSummary({ since, archives, unaffected }: AffectedReport): Text {
  if (archives.length === 0) return text`No archives affected by changes since ${since}.\n`;
  const blocks = archives.map(({ path, reasons, handlers }) =>
    rows([
      path,
      ...reasonLines(reasons, '  '),
      ...handlers.flatMap(({ handler, reasons: own }) => [text`  ${handler}`, ...reasonLines(own, '    ')]),
      '',
    ]),
  );
  const all = counted(archives.length + unaffected.length, 'archive');
  return text`${rows(blocks)}\n${archives.length} of ${all} affected by changes since ${since}.\n`;
}

function reasonLines(reasons: readonly Reason[], indent: string): Text[] {
  const lines = reasons.slice(0, listed).map((reason) => text`${indent}${reasonText(reason)}`);
  if (reasons.length > listed)
    lines.push(text`${indent}and ${counted(reasons.length - listed, 'more reason')}`);
  return lines;
}

function reasonText({ kind, path, change, through }: Reason): Text {
  if (kind === 'manifest') return textOf(path);
  const what = kind === 'module' ? text`module ${path}` : kind === 'go.mod' ? path : text`${path} ${change}`;
  const steps = through.length > 1 ? text`: ${joined(through, ' -> ')}` : '';
  return kind === 'embedded' ? text`${what} (embedded)${steps}` : text`${what}${steps}`;
}
