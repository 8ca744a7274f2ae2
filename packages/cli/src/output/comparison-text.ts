import type {
  ArchiveComparison,
  BuildInfoDifference,
  Cause,
  ContentDifference,
  DiffReport,
  EntryDifference,
  SectionDifference,
} from '@lambdazip/core';
import { sentence } from './diagnostics.js';
import { counted, sizeText } from './size-text.js';
import { joined, padEnd, rows, type Shown, type Text, text } from './text.js';

/** The maximum number of lines that list entries. */
const listed = 20;

/** The text that `diff` prints. */
export function diffSummary({ verdict, files, comparison, findings }: DiffReport): Text {
  const [first, second] = files;
  const head = text`${first.path} and ${second.path} ${verdict === 'same' ? 'are identical' : 'differ'}`;
  const lines = [head];
  for (const { path, size, sha256 } of files)
    lines.push(text`  ${path}: ${sizeText(size)}, SHA-256 ${sha256 ?? 'not read'}`);
  for (const { message } of findings) lines.push(text`  ${sentence(message)}`);
  if (comparison !== null && !comparison.isSame)
    lines.push(...comparisonLines(comparison, text`in ${second.path}`));
  return text`${rows(lines)}\n`;
}

/**
 * The differences between two archives, from coarse to fine, and their likely causes.
 *
 * @param where the second archive, as a phrase such as `in b.zip`
 */
export function comparisonLines({ entries, causes }: ArchiveComparison, where: Shown): Text[] {
  const shown = entries.slice(0, entries.length > listed ? listed - 1 : listed);
  const lines = shown.flatMap((entry) => entryLines(entry, where));
  if (entries.length > shown.length)
    lines.push(text`  and ${entries.length - shown.length} more (--json lists all)`);
  if (causes.length > 0) lines.push(text`  Likely causes:`, ...causes.flatMap(causeLines));
  return lines;
}

function entryLines({ name, kind, mode, content }: EntryDifference, where: Shown): Text[] {
  if (kind === 'added') return [text`  ${name}: not ${where}`];
  if (kind === 'missing') return [text`  ${name}: only ${where}`];
  if (kind === 'compression') return [text`  ${name}: same content, compressed differently`];
  const lines = [text`  ${name}:`];
  if (mode !== null)
    lines.push(text`    mode         ${mode.found ?? 'none'} (${where}: ${mode.other ?? 'none'})`);
  if (content !== null) lines.push(...contentLines(content, where));
  return lines;
}

function contentLines({ size, offset, program }: ContentDifference, where: Shown): Text[] {
  const lines: Text[] = [];
  if (size.found !== size.other)
    lines.push(text`    size         ${size.found} bytes (${where}: ${size.other})`);
  for (const row of program?.buildInfo ?? []) lines.push(text`    ${buildInfoText(row, where)}`);
  const sections = program?.sections ?? [];
  if (sections.length > 0) lines.push(text`    sections     ${joined(sections.map(sectionText), ', ')}`);
  const section = program?.section == null ? '' : text` in ${program.section}`;
  lines.push(text`    differs at   byte ${offset}${section}`);
  return lines;
}

function buildInfoText({ field, name, found, other }: BuildInfoDifference, where: Shown): Text {
  const label = [field, name].filter(Boolean).join(' ');
  return text`${padEnd(label, 12)} ${found ?? 'none'} (${where}: ${other ?? 'none'})`;
}

function sectionText({ name, size }: SectionDifference): Text {
  if (size.found === null) return text`${name} (missing)`;
  if (size.other === null) return text`${name} (added)`;
  const change = size.found - size.other;
  return change === 0 ? text`${name}` : text`${name} (${change > 0 ? '+' : ''}${change})`;
}

function causeLines({ message, help, entries }: Cause): Text[] {
  const few = joined(entries.slice(0, 3), ', ');
  const names = entries.length > 3 ? text`${few} and ${counted(entries.length - 3, 'other')}` : few;
  return [
    text`    - ${names.length === 0 ? '' : text`${names}: `}${sentence(message, '      ')}`,
    ...(help === null ? [] : [text`      ${sentence(help, '      ')}`]),
  ];
}
