import type { PlannedArchiveReport, PlannedCommand, PlanReport } from '@lambdazip/core';
import { counted } from './size-text.js';

/** What `plan` prints for a person: commands that can be pasted into a shell, and what goes into which archive. */
export function planSummary({ manifest, commands, archives }: PlanReport): string {
  const head = `${manifest}: ${counted(commands.length, 'go command')}, ${counted(archives.length, 'archive')}`;
  return [head, '', ...commands.map(commandText), ...archives.map(archiveText)].join('\n');
}

function commandText({ go, workingDirectory, argv, environment, inherited }: PlannedCommand): string {
  const decided = Object.entries(environment).filter(([name]) => !inherited.includes(name));
  return [
    `In ${workingDirectory}, with Go ${go}:`,
    `  ${decided.map(([name, value]) => `${name}=${quoted(value)}`).join(' ')} \\`,
    `  ${argv.map(quoted).join(' ')}`,
    `  passed on from this machine: ${inherited.join(', ') || 'nothing'}`,
    '',
  ].join('\n');
}

function archiveText(archive: PlannedArchiveReport): string {
  const { path, runtime, architecture, layout, bootstrap, compression, handlers, files, documents } = archive;
  const start = bootstrap === null ? 'the program is the bootstrap' : `${bootstrap} bootstrap`;
  const rows = [
    ...handlers.map(({ handler, package: main }) => [handler, main] as const),
    ...files.map(({ name, source, mode }) => [name, mode === '0755' ? `${source} (0755)` : source] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    `${path}: ${runtime}, ${architecture}, ${layout}, ${start}, level ${compression}`,
    ...rows.map(([name, source]) => `  ${name.padEnd(width)}  ${source}`),
    ...documents.map((document) => `  and beside it ${document}`),
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return /^[A-Za-z0-9_./:=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
