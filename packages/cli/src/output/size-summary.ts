import type {
  ArchiveSize,
  LayoutSize,
  SharedCode,
  SizeAdvice,
  SizeQuotas,
  SizeReport,
} from '@lambdazip/core';
import { counted, sizeText } from './size-text.js';
import { firstOf, joined, padEnd, padStart, rows, type Text, text, trimmedEnd, widthOf } from './text.js';

/** More programs than this are not listed one by one. */
const listed = 20;

/** The text that `size` prints. */
export function sizeSummary(report: SizeReport): Text {
  const { manifest, archives } = report;
  const handlers = archives.reduce((sum, each) => sum + each.handlers.length, 0);
  const head = text`${manifest}: ${counted(handlers, 'handler')} in ${counted(archives.length, 'archive')}`;
  return rows([head, '', sizeSections(report)]);
}

/** The sizes of archives, layouts and programs, and the advice. */
export function sizeSections({ quotas, archives, layouts, shared, advice }: SizeReport): Text {
  const largest = programsOf(archives).sort((a, b) => b.size - a.size);
  const shown = largest.slice(0, largest.length > listed ? listed - 1 : listed);
  const rest = largest.length - shown.length;
  return rows([
    ...table([
      ['archive', 'unzipped', 'zipped', ''],
      ...archives.map((each) => [each.name, ...sizesOf(each), overText([each], quotas)] as const),
    ]),
    '',
    ...table([['layout', 'unzipped', 'zipped', ''], ...layouts.map((each) => layoutRow(each, quotas))]),
    '',
    ...table([
      ['handler', 'program', '', ''],
      ...shown.map(({ name, size }) => [name, sizeText(size), '', ''] as const),
    ]),
    ...(rest > 0 ? [`  and ${counted(rest, 'smaller program')}`] : []),
    '',
    ...(shared === null ? [] : [...sharedLines(shared), '']),
    text`Advice: ${adviceText(advice, quotas)}`,
    '',
  ]);
}

/** Each program of each archive once, named after its handler or the number of its handlers. */
function programsOf(archives: readonly ArchiveSize[]): { readonly name: string; readonly size: number }[] {
  return archives.flatMap(({ name: archive, handlers }) =>
    [...new Map(handlers.map((each) => [each.entry, each.size]))].map(([entry, size]) => {
      const own = handlers.filter((each) => each.entry === entry);
      const [first] = own;
      if (own.length === 1 && first !== undefined) return { name: first.handler, size };
      const all = `all ${counted(own.length, 'handler')}`;
      return { name: archives.length === 1 ? all : `${all} of ${archive}`, size };
    }),
  );
}

type Row = readonly [string, string, string, Text | string];

function table(lines: readonly Row[]): Text[] {
  const width = (column: 0 | 1 | 2): number => widthOf(lines.map((line) => line[column]));
  return lines.map(([name, first, second, note]) => {
    const cells = [
      padEnd(name, width(0)),
      padStart(first, width(1)),
      ...(width(2) === 0 ? [] : [padStart(second, width(2))]),
      ...(note === '' ? [] : [note]),
    ];
    return trimmedEnd(text`  ${joined(cells, '  ')}`);
  });
}

function sizesOf({ unzippedSize, size }: Pick<ArchiveSize, 'unzippedSize' | 'size'>): [string, string] {
  return [sizeText(unzippedSize), sizeText(size)];
}

function layoutRow(each: LayoutSize, quotas: SizeQuotas): Row {
  if (each.outcome === 'refused') return [each.layout, '-', '-', text`cannot be built: ${each.message}`];
  const notes = [
    counted(each.archives.length, 'archive'),
    ...(each.isCurrent ? ['current'] : []),
    ...overs(each.archives, quotas),
  ];
  return [each.layout, ...sizesOf(each), joined(notes, ', ')];
}

function overText(archives: readonly ArchiveSize[], quotas: SizeQuotas): Text {
  return joined(overs(archives, quotas), ', ');
}

const quotaNames = { unzippedSize: 'unzipped', size: 'zipped' } as const;

function overs(archives: readonly ArchiveSize[], quotas: SizeQuotas): string[] {
  return (['unzippedSize', 'size'] as const).flatMap((quota) => {
    const count = archives.filter(({ over }) => over.includes(quota)).length;
    if (count === 0) return [];
    const which = archives.length === 1 ? '' : `${count} `;
    return [`${which}over ${quotaText(quota, quotas)}`];
  });
}

function quotaText(quota: keyof SizeQuotas, quotas: SizeQuotas): string {
  return `${wholeSize(quotas[quota])} ${quotaNames[quota]}`;
}

function wholeSize(bytes: number): string {
  return `${bytes / 1024 / 1024} MiB`;
}

function sharedLines({ programs, packages, separateSize, oneBinarySize, saved }: SharedCode): Text[] {
  const { byAll, bySeveral, byOne } = packages;
  const total = byAll + bySeveral + byOne;
  const one = oneBinarySize === null || saved === null ? [] : [oneText(oneBinarySize, saved)];
  if (programs === 1) return [text`1 program depends on ${counted(total, 'package')}.`, ...one];
  return [
    text`${counted(programs, 'program')} of ${sizeText(separateSize)} together depend on ${counted(total, 'package')}:`,
    text`${byAll} in all of them, ${bySeveral} in several, ${byOne} in only one.`,
    ...one,
  ];
}

function oneText(size: number, saved: number): Text {
  const difference = saved >= 0 ? `${sizeText(saved)} less` : `${sizeText(-saved)} more`;
  return text`With all handlers in one program: ${sizeText(size)}, ${difference}.`;
}

function adviceText(advice: SizeAdvice, quotas: SizeQuotas): Text {
  switch (advice.kind) {
    case 'keep':
      return advice.reason === 'fits'
        ? text`keep the manifest as it is. Every archive is within Lambda's quotas.`
        : text`keep the manifest as it is, and upload zips over ${wholeSize(quotas.size)} through S3.`;
    case 'layout':
      return text`set \`layout\` to \`${advice.layout}\`. In this layout, no archive is over ${quotaText(advice.over, quotas)}.`;
    case 'split':
      return text`run \`lambdazip split --max-size ${advice.maxSize / 1024 / 1024}MiB\`, which makes ${counted(advice.archives, 'archive')}.`;
    case 'none':
      return text`make ${firstOf(advice.handlers, listed)} smaller. Over ${quotaText('unzippedSize', quotas)} in every layout.`;
    default:
      return advice satisfies never;
  }
}
