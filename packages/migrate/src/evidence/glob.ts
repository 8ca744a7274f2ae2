/** One step of a pattern: a matching character, or any run of characters. */
type Step = 'run' | ((character: string) => boolean);

/** A shell pattern (`*`, `?`, `[a-z]`, `\` before a literal character) for one path segment or text. */
export interface Glob {
  readonly steps: readonly Step[];
}

export function hasGlob(pattern: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*[*?[]/.test(pattern);
}

/** Escapes a literal text for use in a pattern. */
export function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}

export function unescapeGlob(pattern: string): string {
  return pattern.replace(/\\(.)/gs, '$1');
}

export function compileGlob(pattern: string): Glob {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    const set = character === '[' ? /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at, at + 200)) : null;
    if (character === '*') {
      if (steps.at(-1) !== 'run') steps.push('run');
    } else if (character === '?') steps.push(() => true);
    else if (set !== null) {
      const [written, negated = '', members = ''] = set;
      steps.push((tried) => isMember(members, tried) === (negated === ''));
      at += written.length - 1;
    } else {
      if (character === '\\' && at + 1 < pattern.length) at += 1;
      const meant = pattern.charAt(at);
      steps.push((tried) => tried === meant);
    }
  }
  return { steps };
}

/** Whether the pattern matches the whole text. Takes at most (pattern length × text length) steps. */
export function matchesGlob({ steps }: Glob, text: string): boolean {
  let step = 0;
  let at = 0;
  let run = -1;
  let resumed = 0;
  while (at < text.length) {
    const current = steps[step];
    if (current === 'run') {
      run = step;
      resumed = at;
      step += 1;
    } else if (current?.(text.charAt(at)) === true) {
      step += 1;
      at += 1;
    } else if (run === -1) return false;
    else {
      resumed += 1;
      at = resumed;
      step = run + 1;
    }
  }
  while (steps[step] === 'run') step += 1;
  return step === steps.length;
}

function isMember(members: string, tried: string): boolean {
  for (let at = 0; at < members.length; at += 1) {
    const first = members.charAt(at);
    const last = members.charAt(at + 2);
    if (members.charAt(at + 1) === '-' && last !== '') {
      if (first <= tried && tried <= last) return true;
      at += 2;
    } else if (first === tried) return true;
  }
  return false;
}
