import { createHash } from 'node:crypto';
import { ascii, madeElf, note } from './made-elf.js';

export interface LinkedElf {
  /** `e_machine`; default 183, AArch64. */
  readonly machine?: number;
  /** Determines the first part of the ID, which go compares to see whether a program is up to date. */
  readonly action?: string;
  readonly moduleText?: string;
}

/** A program as linked by go: its build ID ends in a hash of everything in it except the ID. */
export function linkedProgram(
  content: string,
  { machine = 183, action = content, moduleText }: LinkedElf = {},
) {
  const withId = (contentId: string): Uint8Array =>
    madeElf({
      machine,
      noteSegment: '.note.go.buildid',
      ...(moduleText === undefined ? {} : { moduleText }),
      sections: [
        { name: '.note.go.buildid', type: 7, content: note('Go', 4, ascii(idOf(action, contentId))) },
        { name: '.text', content: new TextEncoder().encode(content) },
      ],
    });
  const bytes = Buffer.from(withId('-'.repeat(20)));
  const id = idOf(action, '-'.repeat(20));
  const at = bytes.indexOf(id);
  const cleared = Uint8Array.from(bytes).fill(0, at, at + id.length);
  return withId(shortHash(cleared));
}

/** The first part of the build ID of a program with this action. */
export function actionIdOf(action: string): string {
  return shortHash(action);
}

function idOf(action: string, contentId: string): string {
  return [actionIdOf(action), actionIdOf(`compile ${action}`), actionIdOf(`main ${action}`), contentId].join(
    '/',
  );
}

function shortHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest().subarray(0, 15).toString('base64url');
}
