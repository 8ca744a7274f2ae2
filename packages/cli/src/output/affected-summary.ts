import type { AffectedReport, Reason } from '@lambdazip/core';
import { counted } from './size-text.js';
import { joined, rows, type Text, text, textOf } from './text.js';

/** More reasons than this are counted, not listed. */
const listed = 3;

/** What `affected` prints for a person. */
export function affectedSummary({ since, archives, unaffected }: AffectedReport): Text {
  if (archives.length === 0) return text`Nothing that was changed since ${since} touches an archive.\n`;
  const blocks = archives.map(({ path, reasons, handlers }) =>
    rows([
      path,
      ...reasonLines(reasons, '  '),
      ...handlers.flatMap(({ handler, reasons: own }) => [text`  ${handler}`, ...reasonLines(own, '    ')]),
      '',
    ]),
  );
  const rest = unaffected.length === 0 ? '' : `, ${counted(unaffected.length, 'other')} not`;
  return text`${rows(blocks)}\n${counted(archives.length, 'archive')} touched since ${since}${rest}.\n`;
}

function reasonLines(reasons: readonly Reason[], indent: string): Text[] {
  const lines = reasons.slice(0, listed).map((reason) => text`${indent}${reasonText(reason)}`);
  if (reasons.length > listed)
    lines.push(text`${indent}and ${counted(reasons.length - listed, 'other reason')}`);
  return lines;
}

function reasonText({ kind, path, change, through }: Reason): Text {
  if (kind === 'manifest') return textOf(path);
  const what = kind === 'module' ? text`module ${path}` : kind === 'go.mod' ? path : text`${path} ${change}`;
  const steps = through.length > 1 ? text`: ${joined(through, ' -> ')}` : '';
  return kind === 'embedded' ? text`${what} (embedded)${steps}` : text`${what}${steps}`;
}
