import type { ProjectFiles } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../../diagnostics/diagnose.js';
import { linePosition } from '../../documents/line-position.js';

/** Settings of the CDK's GoFunction that affect a program, in the spellings of its languages. */
const setting =
  /\b(?:goBuildFlags|go_build_flags|GoBuildFlags|cgoEnabled|cgo_enabled|CgoEnabled)["']?\s*[:=(]\s*/g;
/** A variable in the `environment` of a bundling or in one of its commands that is neither empty nor 0. */
const variable =
  /\b(?:GOFLAGS|CGO_ENABLED|GOEXPERIMENT)["'\]]{0,2}\s{0,9}[:=,]\s{0,9}(?:[\w.]{1,30}\()?["'`]?(?!0\b|[\w.]{1,30}\()[^\s"'`,)=]/;
/** A go command of a bundling, as one text or as a list of words. */
const goBuild = /\bgo(?: |["'],\s{0,9}["'])(?:build|install)\b/g;
const tellingFlag = /[\s"']--?(?:tags|gcflags|race|asan|msan|modfile|overlay)\b|\s-X[\s=]/;
const cdkText = /GoFunction|aws[-_]?cdk|awslambda|Code[._]from/i;
/** Sources in the languages of the CDK. */
export const cdkSourceFile = /\.(?:[cm]?[jt]sx?|py|go|java|cs)$/;
const shownLength = 200;
const why = 'lambdazip does not run the CDK app; add the setting to `go` in the manifest';

/** A CDK app is not run, so its go settings are reported with their locations, for the user to add to the manifest. */
export async function cdkBuildFlags({
  files,
  read,
  display,
}: ProjectFiles): Promise<readonly MigrationDiagnostic[]> {
  const findings: MigrationDiagnostic[] = [];
  for (const file of files.filter((each) => cdkSourceFile.test(each) && !each.endsWith('.d.ts'))) {
    const text = await read(file);
    for (const match of text?.matchAll(setting) ?? []) {
      if (text === undefined) continue;
      const value = valueAt(text, match.index + match[0].length);
      if (/^(?:false|False|jsii\.Bool\(false\))$/.test(value)) continue;
      const name = match[0].replace(/["'\s:=(]+$/, '');
      const what = `${name}: ${value}`;
      const location = { file: display(file), ...linePosition(text, match.index) };
      findings.push(diagnose('migrate-left-out', { what, why }, location));
    }
    if (text !== undefined && cdkText.test(text)) findings.push(...bundlingFlags(text, display(file)));
  }
  return findings;
}

/** The go settings in the environment and commands of a bundling: one diagnostic per line of the source. */
function bundlingFlags(text: string, file: string): readonly MigrationDiagnostic[] {
  const findings: MigrationDiagnostic[] = [];
  let start = 0;
  for (const [index, line] of text.split('\n').entries()) {
    const lineStart = start;
    start += line.length + 1;
    const set = line.search(variable);
    const run = [...line.matchAll(goBuild)].find((match) => isTelling(text, lineStart + match.index));
    const places = [set, run?.index ?? -1].filter((place) => place !== -1);
    if (places.length === 0) continue;
    const column = Math.min(...places);
    const what = cut(line.length > shownLength ? line.slice(column).trim() : line.trim());
    findings.push(diagnose('migrate-left-out', { what, why }, { file, line: index + 1, column: column + 1 }));
  }
  return findings;
}

/** Whether a command has flags that affect a program, within its list or text. */
function isTelling(text: string, start: number): boolean {
  const [command = ''] = text.slice(start, start + 500).split(/[\]`;]/, 1);
  return tellingFlag.test(command);
}

function cut(value: string): string {
  return value.length > shownLength ? `${value.slice(0, shownLength)}...` : value;
}

/** A value as written, on one line: up to the comma or bracket that ends it. */
function valueAt(text: string, start: number): string {
  let depth = 0;
  let quote = '';
  let at = start;
  for (; at < Math.min(text.length, start + 2_000); at += 1) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (/["'`]/.test(character)) quote = character;
    else if (/[[({]/.test(character)) depth += 1;
    else if (/[\])}]/.test(character)) {
      depth -= 1;
      if (depth < 0) break;
    } else if (depth === 0 && /[,;\n]/.test(character)) break;
  }
  return cut(text.slice(start, at).replace(/\s+/g, ' ').trim());
}
