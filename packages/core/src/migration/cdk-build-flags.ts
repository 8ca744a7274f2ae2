import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { linePosition } from '../documents/line-position.js';
import type { ProjectFiles } from '../project/project-files.js';

/** Settings of the CDK's GoFunction that change a program, in the spellings of its languages. */
const setting =
  /\b(?:goBuildFlags|go_build_flags|GoBuildFlags|cgoEnabled|cgo_enabled|CgoEnabled)["']?\s*[:=(]\s*/g;
const sourceFile = /\.(?:[cm]?[jt]sx?|py|go|java|cs)$/;
const shownLength = 200;

/**
 * The sources of a CDK app are a program that is not run, so what they say to go is named, with its place: somebody has to put
 * it into the manifest.
 */
export async function cdkBuildFlags({ files, read, display }: ProjectFiles): Promise<readonly Diagnostic[]> {
  const findings: Diagnostic[] = [];
  for (const file of files.filter((each) => sourceFile.test(each) && !each.endsWith('.d.ts'))) {
    const text = await read(file);
    for (const match of text?.matchAll(setting) ?? []) {
      if (text === undefined) continue;
      const value = valueAt(text, match.index + match[0].length);
      if (/^(?:false|False|jsii\.Bool\(false\))$/.test(value)) continue;
      const name = match[0].replace(/["'\s:=(]+$/, '');
      const what = `${name}: ${value}`;
      const location = { file: display(file), ...linePosition(text, match.index) };
      const why = 'the sources of a CDK app are not run; put it into `go` of the manifest';
      findings.push(diagnose('migrate-left-out', { what, why }, location));
    }
  }
  return findings;
}

/** A value as it is written, on one line: up to the comma or bracket that ends it. */
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
  const value = text.slice(start, at).replace(/\s+/g, ' ').trim();
  return value.length > shownLength ? `${value.slice(0, shownLength)}...` : value;
}
