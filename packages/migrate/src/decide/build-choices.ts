import { likely } from '@lambdazip/core/internal';
import { diagnose, failure, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { BuildCommand, BuildEvidence } from '../evidence/build-command.js';
import { readBuildLine } from './build-line.js';
import { namesOf } from './candidates/choose-command.js';
import { placeName } from './candidates/found.js';
import type { Decision } from './decision.js';

/** Programs whose build lines have different settings, so that the user has to choose one. */
export function contestedBuilds(decisions: readonly Decision[]): readonly MigrationDiagnostic[] {
  return decisions.flatMap((each) => {
    if (each.kind !== 'decided') return [];
    const { command, contested = [] } = each.candidate;
    if (command === null || contested.length === 0) return [];
    const all = [command, ...contested].slice(0, 6);
    const names = all.map((line) => telling(line, all));
    const examples = all.map(
      (line, index) => `${names[index]} (${placeName(line.location)}) ${saidBy(line)}`,
    );
    const values = { id: each.function.id, examples, names };
    return [diagnose('migrate-build-lines-differ', values, command.location)];
  });
}

/** @throws LambdazipError `migrate-build-target-unused` */
export function refuseUnknownTarget(name: string | undefined, evidence: BuildEvidence): void {
  if (name === undefined) return;
  const commands = [...evidence.commands, ...(evidence.tools ?? []).map(({ command }) => command)];
  if (commands.some((command) => namesOf(command).has(name))) return;
  const names = commands.flatMap((command) => [...(command.routes ?? []).flatMap((each) => each.names)]);
  const known = [...new Set(names)].sort();
  throw failure('migrate-build-target-unused', {
    name,
    known: known.slice(0, 20),
    likely: likely(name, known),
  });
}

/** A name that selects only this line: a target that runs it, otherwise its location. */
function telling(command: BuildCommand, all: readonly BuildCommand[]): string {
  const others = all.filter((each) => each !== command).map(namesOf);
  const names = (command.routes ?? []).flatMap((each) => each.names);
  const [own] = names.filter((name) => others.every((each) => !each.has(name)));
  return own ?? placeName(command.location);
}

function saidBy(command: BuildCommand): string {
  const { go } = readBuildLine(command);
  const settings = Object.entries(go).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return settings.length === 0 ? 'sets nothing' : `sets ${settings.join(', ')}`;
}
