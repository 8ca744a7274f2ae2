import type {
  BootstrapReport,
  GoProgramReport,
  InspectedEntry,
  InspectReport,
  ProgramReport,
} from '@lambdazip/core';
import { counted, sizeText } from './size-text.js';
import {
  rows as below,
  joined,
  padEnd,
  padStart,
  type Shown,
  type Text,
  text,
  trimmedEnd,
  widthOf,
} from './text.js';

/** The text that `inspect` prints. */
export function inspectSummary(report: InspectReport): Text {
  const { path, kind, entries, programs, findings } = report;
  const what = kind === 'zip' ? `zip, ${counted(entries.length, 'entry', 'entries')}` : 'ELF file';
  const shown = programs.filter(({ name, go }) => go !== null || name !== 'bootstrap' || kind === 'elf');
  const goPrograms = shown.flatMap(({ go }) => (go === null ? [] : [go]));
  const blocks = [
    [text`${path}: ${what}`, ...factLines(report)],
    kind === 'zip' ? entryTable(entries) : [],
    shown.length === 0 ? [] : programTable(shown),
    handlerTable(goPrograms),
    goPrograms.length === 0 ? [] : settingLines(goPrograms),
    moduleLines(goPrograms),
    [findings.length === 0 ? text`No findings.` : text`${counted(findings.length, 'finding')}.`],
  ];
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => text`${below(lines)}\n`);
  return below(texts);
}

function factLines(report: InspectReport): Text[] {
  const { kind, size, sha256, codeSha256, unzippedSize, limits, runtime, architecture, bootstrap } = report;
  const rows: [label: string, value: Shown][] = [
    ['target', text`${runtime}, ${architecture}`],
    ['size', kind === 'zip' ? ofLimit(size, limits.zipped, 'direct upload limit') : sizeText(size)],
    ...(unzippedSize === null
      ? []
      : [
          ['unzipped', ofLimit(unzippedSize, limits.unzipped, 'unzipped size limit')] satisfies [
            string,
            Shown,
          ],
        ]),
    ['SHA-256', sha256],
  ];
  if (kind === 'zip') {
    rows.push(['CodeSha256', codeSha256]);
    rows.push(['bootstrap', bootstrap === null ? 'none' : bootstrapText(bootstrap)]);
  }
  return rows.map(([label, value]) => text`  ${padEnd(label, 11)} ${value}`);
}

function ofLimit(size: number, limit: number, name: string): string {
  return `${sizeText(size)} of ${sizeText(limit)} (${name})`;
}

function bootstrapText({ kind, version, machine, interpreter }: BootstrapReport): Shown {
  const target = machine === null ? '' : text` for ${machine}`;
  switch (kind) {
    case 'native':
    case 'shell':
      return text`lambdazip's ${kind} bootstrap${target}, version ${version ?? 'unknown'}`;
    case 'script':
      return interpreter?.trim()
        ? text`script run by ${interpreter.trim()}`
        : 'script without an interpreter';
    case 'go':
      return text`Go program${target}`;
    case 'elf':
      return text`ELF program${target}`;
    case 'other':
      return 'neither a script nor an ELF program';
    default:
      return kind satisfies never;
  }
}

function entryTable(entries: readonly InspectedEntry[]): Text[] {
  const rows = entries.map(({ name, kind, mode, size, compressedSize, method, modified }) => [
    mode ?? 'none',
    sizeText(size),
    sizeText(compressedSize),
    method,
    modified,
    kind === 'link' ? text`${name} (link)` : name,
  ]);
  return table(['mode', 'size', 'compressed', 'method', 'date', 'name'], rows, [1, 2]);
}

function programTable(programs: readonly ProgramReport[]): Text[] {
  const rows = programs.map(({ name, machine, isStatic, interpreter, glibc, go }) => [
    name,
    machine,
    isStatic
      ? 'static'
      : joined([interpreter ?? 'libraries', ...(glibc === null ? [] : [text`glibc ${glibc}`])], ', '),
    go?.version ?? 'not Go',
    go?.lambdaLibrary ?? '-',
    go === null ? '-' : go.norpc ? 'yes' : 'no',
    go?.mainPackage ?? '-',
  ]);
  const head = ['program', 'machine', 'linked', 'go', 'aws-lambda-go', 'norpc', 'main package'];
  return table(head, rows, []);
}

/** The handlers of programs that contain several main packages. */
function handlerTable(programs: readonly GoProgramReport[]): Text[] {
  const rows = programs.flatMap(({ handlers }) =>
    handlers.map(({ handler, package: path }) => [handler, path]),
  );
  return rows.length === 0 ? [] : table(['handler', 'main package'], rows, []);
}

/** The build settings, each with a count unless all programs share it. */
function settingLines(programs: readonly GoProgramReport[]): Text[] {
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
  return [text`Built with`, ...countedLines(counts, programs.length)];
}

/** Each linked module once, with a count unless all programs link it. */
function moduleLines(programs: readonly GoProgramReport[]): Text[] {
  const counts = new Map<string, number>();
  for (const { path, version, replacedBy } of programs.flatMap(({ dependencies }) => dependencies)) {
    const replaced =
      replacedBy === null ? [] : ['=>', ...[replacedBy.path, replacedBy.version].filter(Boolean)];
    const line = [path, ...(version === '' ? [] : [version]), ...replaced].join(' ');
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  return [text`Modules`, ...countedLines(counts, programs.length)];
}

function countedLines(counts: ReadonlyMap<string, number>, all: number): Text[] {
  return [...counts.keys()]
    .sort()
    .map((line) => ({ line, count: counts.get(line) ?? 0 }))
    .map(
      ({ line, count }) =>
        text`  ${line}${count === all ? '' : text` (${count} of ${counted(all, 'program')})`}`,
    );
}

/** Aligns columns; `right` lists the indices of right-aligned columns. */
function table(
  head: readonly string[],
  rows: readonly (readonly Shown[])[],
  right: readonly number[],
): Text[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => widthOf(all.map((row) => row[column] ?? '')));
  return all.map((row) =>
    trimmedEnd(
      joined(
        row.map((cell, column) => {
          const width = widths[column] ?? 0;
          return right.includes(column) ? padStart(cell, width) : padEnd(cell, width);
        }),
        '  ',
      ),
    ),
  );
}
