import type {
  BootstrapReport,
  GoProgramReport,
  InspectedEntry,
  InspectReport,
  ProgramReport,
} from '@lambdazip/core';
import { counted, sizeText } from './size-text.js';

/** What `inspect` prints for a person. */
export function inspectSummary(report: InspectReport): string {
  const { path, kind, entries, programs, findings } = report;
  const what = kind === 'zip' ? `zip, ${counted(entries.length, 'entry', 'entries')}` : 'ELF file';
  const shown = programs.filter(({ name, go }) => go !== null || name !== 'bootstrap' || kind === 'elf');
  const goPrograms = shown.flatMap(({ go }) => (go === null ? [] : [go]));
  const blocks = [
    [`${path}: ${what}`, ...factLines(report)],
    kind === 'zip' ? entryTable(entries) : [],
    shown.length === 0 ? [] : programTable(shown),
    goPrograms.length === 0 ? [] : settingLines(goPrograms),
    moduleLines(goPrograms),
    [findings.length === 0 ? 'No findings.' : `${counted(findings.length, 'finding')}.`],
  ];
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => `${lines.join('\n')}\n`);
  return texts.join('\n');
}

function factLines(report: InspectReport): string[] {
  const { kind, size, sha256, codeSha256, unzippedSize, limits, runtime, architecture, bootstrap } = report;
  const rows: [label: string, text: string][] = [
    ['for', `${runtime}, ${architecture}`],
    ['size', kind === 'zip' ? `${share(size, limits.zipped)} of a direct upload` : sizeText(size)],
    ...(unzippedSize === null
      ? []
      : [['unzipped', share(unzippedSize, limits.unzipped)] satisfies [string, string]]),
    ['SHA-256', sha256],
  ];
  if (kind === 'zip') {
    rows.push(['CodeSha256', codeSha256]);
    rows.push(['bootstrap', bootstrap === null ? 'none' : bootstrapText(bootstrap)]);
  }
  return rows.map(([label, text]) => `  ${label.padEnd(11)} ${text}`);
}

function share(size: number, limit: number): string {
  const percent = Math.ceil((size / limit) * 100);
  return `${sizeText(size)}, ${percent} % of the ${sizeText(limit)}`;
}

function bootstrapText({ kind, version, machine, interpreter }: BootstrapReport): string {
  const target = machine === null ? '' : ` for ${machine}`;
  switch (kind) {
    case 'native':
    case 'shell':
      return `lambdazip's ${kind} one, version ${version}${target}`;
    case 'script':
      return `a script for ${interpreter?.trim() || 'an interpreter that is not named'}`;
    case 'go':
      return `a Go program${target}`;
    case 'elf':
      return `an ELF program${target}`;
    case 'other':
      return 'neither a script nor an ELF program';
    default:
      return kind satisfies never;
  }
}

function entryTable(entries: readonly InspectedEntry[]): string[] {
  const rows = entries.map(({ name, kind, mode, size, compressedSize, method, modified }) => [
    mode ?? 'none',
    sizeText(size),
    sizeText(compressedSize),
    method,
    modified,
    kind === 'link' ? `${name} (link)` : name,
  ]);
  return table(['mode', 'size', 'compressed', 'method', 'date', 'name'], rows, [1, 2]);
}

function programTable(programs: readonly ProgramReport[]): string[] {
  const rows = programs.map(({ name, machine, isStatic, interpreter, glibc, go }) => [
    name,
    machine,
    isStatic
      ? 'static'
      : [interpreter ?? 'libraries', ...(glibc === null ? [] : [`glibc ${glibc}`])].join(', '),
    go?.version ?? 'not Go',
    go?.lambdaLibrary ?? '-',
    go === null ? '-' : go.norpc ? 'yes' : 'no',
    go?.mainPackage ?? '-',
  ]);
  const head = ['program', 'machine', 'linked', 'go', 'aws-lambda-go', 'norpc', 'main package'];
  return table(head, rows, []);
}

/** What all programs were built with, and what only some were. */
function settingLines(programs: readonly GoProgramReport[]): string[] {
  const counts = new Map<string, number>();
  for (const { mainModule, settings } of programs) {
    const module =
      mainModule === null ? 'none' : [mainModule.path, mainModule.version].filter(Boolean).join(' ');
    const lines = [
      `module ${module}`,
      ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
    ];
    for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return ['Built with', ...countedLines(counts, programs.length)];
}

/** Each module once, however many programs it is linked into. */
function moduleLines(programs: readonly GoProgramReport[]): string[] {
  const counts = new Map<string, number>();
  for (const { path, version, replacedBy } of programs.flatMap(({ dependencies }) => dependencies)) {
    const replaced =
      replacedBy === null ? [] : ['=>', ...[replacedBy.path, replacedBy.version].filter(Boolean)];
    const line = [path, ...(version === '' ? [] : [version]), ...replaced].join(' ');
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  return ['Modules', ...countedLines(counts, programs.length)];
}

function countedLines(counts: ReadonlyMap<string, number>, all: number): string[] {
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([line, count]) => `  ${line}${count === all ? '' : ` (${count} of ${counted(all, 'program')})`}`);
}

/** Columns side by side; those whose numbers are given stand to the right. */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
