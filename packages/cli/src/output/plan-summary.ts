import type { PlannedArchiveReport, PlannedCommand, PlanReport } from '@lambdazip/core';
import { layouts } from '@lambdazip/core/choices';
import { counted } from './size-text.js';
import { joined, padEnd, rows, type Shown, type Text, text, textOf, widthOf } from './text.js';

/** The text that `plan` prints: commands that can be pasted into a shell, and the contents of each archive. */
export function planSummary({ manifest, commands, archives }: PlanReport): Text {
  const head = text`${manifest}: ${counted(commands.length, 'go command')}, ${counted(archives.length, 'archive')}`;
  return rows([head, '', ...commands.map(commandText), ...archives.map(archiveText)]);
}

function commandText({ go, machine, mains }: PlannedCommand): Text {
  const { workingDirectory, argv, environment, inherited } = machine;
  const decided = Object.entries(environment).filter(([name]) => !inherited.includes(name));
  return rows([
    text`In ${workingDirectory}, with Go ${go}:`,
    text`  ${joined(
      decided.map(([name, value]) => text`${name}=${quoted(value)}`),
      ' ',
    )} \\`,
    text`  ${joined(argv.map(quoted), ' ')}`,
    ...(mains === undefined
      ? []
      : [text`  makes one program of ${mainsText(mains)}; \`build\` writes the overlay for it`]),
    text`  inherited from the environment: ${inherited.length === 0 ? 'nothing' : joined(inherited, ', ')}`,
    '',
  ]);
}

/** More main packages than this are only counted; the handlers of the archive are listed with theirs. */
const mostMains = 5;

function mainsText(mains: readonly string[]): Text {
  return mains.length > mostMains ? text`${mains.length} main packages` : joined(mains, ', ');
}

function archiveText(archive: PlannedArchiveReport): Text {
  const { path, runtime, architecture, layout, bootstrap, compression, handlers, files, documents } = archive;
  const start = bootstrap === null ? ownStart(archive) : `${bootstrap} bootstrap`;
  const listed = [
    ...handlers.map(({ handler, package: main }) => [handler, main] as const),
    ...files.map(
      ({ name, source, mode }) => [name, mode === '0755' ? text`${source} (0755)` : source] as const,
    ),
  ];
  const width = widthOf(listed.map(([name]) => name));
  return rows([
    text`${path}: ${runtime}, ${architecture}, ${layout}, ${start}, compression level ${compression}`,
    ...listed.map(([name, source]) => text`  ${padEnd(name, width)}  ${source}`),
    ...documents.map((document) => text`  also writes ${document}`),
    '',
  ]);
}

function ownStart({ layout, handlers }: PlannedArchiveReport): string {
  return layouts[layout].sharesProgram
    ? `one program for ${counted(handlers.length, 'handler')} is the bootstrap`
    : 'the program is the bootstrap';
}

function quoted(word: string): Shown {
  if (/^[A-Za-z0-9_./:=,@%+-]+$/.test(word)) return word;
  const plain = text`'${word.replaceAll("'", `'\\''`)}'`;
  if (String(textOf(word)) === word) return plain;
  // Inside `$'...'` a shell interprets the escapes that unprintable characters are shown as.
  return text`$'${word.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
