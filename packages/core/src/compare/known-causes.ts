import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import type { ProgramPair } from './compare-programs.js';
import type { CauseCode } from './comparison.js';
import type { BuildKnowledge } from './request.js';

/** Shorter texts may occur in a program by chance. */
const tellingLength = 4;

/**
 * Causes that the build of the second program reveals: embedded files, and variables set with linker flags, that are not in
 * the first program. go records neither.
 */
export async function knownCauses(
  entry: string,
  { found, other }: ProgramPair,
  otherFile: string | null,
  knowledge: BuildKnowledge,
): Promise<Diagnostic<CauseCode>[]> {
  const causes: Diagnostic<CauseCode>[] = [];
  const isOnlyInOther = (content: Uint8Array): boolean =>
    content.length >= tellingLength && includes(other.bytes, content) && !includes(found.bytes, content);
  for (const { path, content } of await knowledge.embeddedFiles(entry)) {
    if (isOnlyInOther(content)) causes.push(diagnose('differs-embedded-file', { path, otherFile }));
  }
  for (const [name, value] of setVariables(knowledge.ldflags(entry))) {
    if (!isOnlyInOther(new TextEncoder().encode(value))) continue;
    causes.push(
      diagnose('differs-ldflags', { found: 'a different value', other: `-X ${name}=${value}`, otherFile }),
    );
  }
  return causes;
}

/** The variables set with `-X name=value` or `-X=name=value`. */
function setVariables(ldflags: readonly string[]): [name: string, value: string][] {
  return ldflags.flatMap((flag, index): [name: string, value: string][] => {
    const text = /^--?X$/.test(flag) ? ldflags[index + 1] : /^--?X=(.*)$/s.exec(flag)?.[1];
    const equals = text?.indexOf('=') ?? -1;
    return text === undefined || equals < 1 ? [] : [[text.slice(0, equals), text.slice(equals + 1)]];
  });
}

function includes(bytes: Uint8Array, part: Uint8Array): boolean {
  const [first = 0] = part;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (at + part.length > bytes.length) return false;
    if (part.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}
