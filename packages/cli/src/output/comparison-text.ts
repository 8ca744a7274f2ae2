import type {
  ArchiveComparison,
  BuildInfoDifference,
  Cause,
  ContentDifference,
  DiffReport,
  EntryDifference,
  SectionDifference,
} from '@lambdazip/core';
import { counted, sizeText } from './size-text.js';

/** More entries than this are not told one by one. */
const listed = 20;

/** What `diff` prints for a person. */
export function diffSummary({ verdict, files, comparison, findings }: DiffReport): string {
  const [first, second] = files;
  const head = `${first.path} and ${second.path}: ${verdict === 'same' ? 'the same bytes' : 'different'}`;
  const lines = [head];
  for (const { path, size, sha256 } of files)
    lines.push(`  ${path}: ${sizeText(size)}, SHA-256 ${sha256 ?? 'not read'}`);
  for (const { message } of findings) lines.push(`  ${message}`);
  if (comparison !== null && !comparison.isSame)
    lines.push(...comparisonLines(comparison, `in ${second.path}`));
  return `${lines.join('\n')}\n`;
}

/**
 * The differences of two archives, from the outside in, and their likely causes.
 *
 * @param where what sentences call the second one
 */
export function comparisonLines({ entries, causes }: ArchiveComparison, where: string): string[] {
  const shown = entries.slice(0, entries.length > listed ? listed - 1 : listed);
  const lines = shown.flatMap((entry) => entryLines(entry, where));
  if (entries.length > shown.length)
    lines.push(`  and ${entries.length - shown.length} more (--json lists all)`);
  if (causes.length > 0) lines.push('  Likely causes:', ...causes.flatMap(causeLines));
  return lines;
}

function entryLines({ name, kind, mode, content }: EntryDifference, where: string): string[] {
  if (kind === 'added') return [`  ${name}: not there ${where}`];
  if (kind === 'missing') return [`  ${name}: only ${where}`];
  if (kind === 'compression') return [`  ${name}: equal content, other compressed bytes`];
  const lines = [`  ${name}:`];
  if (mode !== null) lines.push(`    mode         ${mode.found ?? 'none'}, ${where} ${mode.other ?? 'none'}`);
  if (content !== null) lines.push(...contentLines(content, where));
  return lines;
}

function contentLines({ size, offset, program }: ContentDifference, where: string): string[] {
  const lines: string[] = [];
  if (size.found !== size.other) lines.push(`    size         ${size.found} bytes, ${where} ${size.other}`);
  for (const row of program?.buildInfo ?? []) lines.push(`    ${buildInfoText(row, where)}`);
  const sections = program?.sections ?? [];
  if (sections.length > 0) lines.push(`    sections     ${sections.map(sectionText).join(', ')}`);
  const section = program?.section == null ? '' : ` in ${program.section}`;
  lines.push(`    first byte   ${offset}${section}`);
  return lines;
}

function buildInfoText({ field, name, found, other }: BuildInfoDifference, where: string): string {
  const label = [field, name].filter(Boolean).join(' ');
  return `${label.padEnd(12)} ${found ?? 'none'}, ${where} ${other ?? 'none'}`;
}

function sectionText({ name, size }: SectionDifference): string {
  if (size.found === null) return `${name} (missing)`;
  if (size.other === null) return `${name} (added)`;
  const change = size.found - size.other;
  return change === 0 ? name : `${name} (${change > 0 ? '+' : ''}${change})`;
}

function causeLines({ message, help, entries }: Cause): string[] {
  const few = entries.slice(0, 3).join(', ');
  const names = entries.length > 3 ? `${few} and ${counted(entries.length - 3, 'other')}` : few;
  return [`    - ${names === '' ? '' : `${names}: `}${message}`, `      ${help}`];
}
