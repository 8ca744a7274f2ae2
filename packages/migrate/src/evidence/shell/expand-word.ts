import { escapeGlob, hasGlob, unescapeGlob } from '../glob.js';
import { hasUnknown, unknownOutput } from '../unknown-text.js';
import { expandBraces } from './expand-braces.js';
import { expandParameter, type Scope } from './expand-parameter.js';
import type { Word, WordPart } from './syntax.js';

/** What expansion needs from the running script. */
export interface Expander extends Scope {
  /** The output of a script; undefined if unknown. */
  readonly capture: (script: string) => string | undefined;
  /** The matches of a pattern, in the form of the pattern. */
  readonly glob: (pattern: string) => readonly string[];
}

/** A field under construction: a pattern in which literal text is escaped. */
interface Field {
  pattern: string;
  /** The field exists, even if it is only `""`. */
  present: boolean;
}

/** The fields of some words: split at blanks, with patterns replaced by their matches. */
export function expandFields(words: readonly Word[], expander: Expander): readonly string[] {
  return words.flatMap(expandBraces).flatMap((word) => fieldsOf(word, expander));
}

/** A word as one text, neither split nor matched. */
export function expandText(word: Word, expander: Expander): string {
  return word.map((part) => valuesOf(part, expander).join(' ')).join('');
}

/** A word as a pattern, with quoted text escaped. */
export function expandPattern(word: Word, expander: Expander): string {
  return word
    .map((part) => {
      const value = valuesOf(part, expander).join(' ');
      return part.quoted ? escapeGlob(value) : value;
    })
    .join('');
}

function fieldsOf(word: Word, expander: Expander): readonly string[] {
  const fields: Field[] = [{ pattern: '', present: false }];
  const add = (pattern: string): void => {
    const last = fields.at(-1);
    if (last === undefined) return;
    last.pattern += pattern;
    last.present = true;
  };
  for (const part of word) {
    const values = valuesOf(part, expander);
    if (part.quoted || part.kind === 'text') {
      values.forEach((value, index) => {
        if (index > 0) fields.push({ pattern: '', present: false });
        add(part.quoted ? escapeGlob(value) : value);
      });
    } else {
      values
        .join('\n')
        .split(/([ \t\n]+)/)
        .forEach((piece, index) => {
          if (index % 2 === 1) fields.push({ pattern: '', present: false });
          else if (piece !== '') add(piece);
        });
    }
  }
  return fields
    .filter(({ present }) => present)
    .flatMap(({ pattern }) => {
      if (hasUnknown(pattern) || !hasGlob(pattern)) return [unescapeGlob(pattern)];
      const matches = expander.glob(pattern);
      return matches.length === 0 ? [unescapeGlob(pattern)] : matches;
    });
}

/** One value, or several for `"$@"` and `"${list[@]}"`. */
function valuesOf(part: WordPart, expander: Expander): readonly string[] {
  switch (part.kind) {
    case 'text':
      return [part.text];
    case 'parameter':
      return expandParameter(part.expression, part.quoted, expander, {
        text: (word) => expandText(word, expander),
        pattern: (word) => expandPattern(word, expander),
      });
    case 'command': {
      const output = expander.capture(part.script);
      return [output === undefined ? unknownOutput(part.script) : output.replace(/\n+$/, '')];
    }
    case 'arithmetic':
      return [unknownOutput('arithmetic')];
  }
}
