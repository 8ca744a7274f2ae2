import type { AffectedReport, Reason } from '@lambdazip/core';
import { counted } from './size-text.js';

/** More reasons than this are counted, not listed. */
const listed = 3;

/** What `affected` prints for a person. */
export function affectedSummary({ since, archives, unaffected }: AffectedReport): string {
  if (archives.length === 0) return `Nothing that was changed since ${since} touches an archive.\n`;
  const blocks = archives.map(({ path, reasons, handlers }) =>
    [
      path,
      ...reasonLines(reasons, '  '),
      ...handlers.flatMap(({ handler, reasons: own }) => [`  ${handler}`, ...reasonLines(own, '    ')]),
      '',
    ].join('\n'),
  );
  const rest = unaffected.length === 0 ? '' : `, ${counted(unaffected.length, 'other')} not`;
  return `${blocks.join('\n')}\n${counted(archives.length, 'archive')} touched since ${since}${rest}.\n`;
}

function reasonLines(reasons: readonly Reason[], indent: string): string[] {
  const lines = reasons.slice(0, listed).map((reason) => `${indent}${reasonText(reason)}`);
  if (reasons.length > listed) lines.push(`${indent}and ${counted(reasons.length - listed, 'other reason')}`);
  return lines;
}

function reasonText({ kind, path, change, through }: Reason): string {
  if (kind === 'manifest') return path;
  const what = kind === 'module' ? `module ${path}` : kind === 'go.mod' ? path : `${path} ${change}`;
  const steps = through.length > 1 ? `: ${through.join(' -> ')}` : '';
  return kind === 'embedded' ? `${what} (embedded)${steps}` : `${what}${steps}`;
}
