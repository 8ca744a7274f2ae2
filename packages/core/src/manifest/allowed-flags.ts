/** The tools whose flags a manifest may set. */
export type FlagTool = 'compile' | 'link';

/** A flag that a manifest must not set, with the reason. */
export interface RefusedFlag {
  readonly flag: string;
  readonly reason: string;
}

/** The allowed values of a flag; `switch` if it takes none, or only one after `=`. */
interface AllowedFlag {
  readonly value: 'switch' | 'any' | ((text: string) => boolean);
  readonly only?: 'cgo';
}

const on: AllowedFlag = { value: 'switch' };
const text: AllowedFlag = { value: 'any' };
const number: AllowedFlag = { value: (value) => /^-?(0x[0-9a-f]+|\d+)$/i.test(value) };
const withCgo: AllowedFlag = { value: 'any', only: 'cgo' };

// People build manifests that they have not read, so these are lists of accepted flags: those that change the program
// or explain it. They exclude flags that name a file to write or read, start a program, or are used between go and its
// own tools, and flags of later Go releases until they have been reviewed.

/** Flags of `go tool link`. */
const link = new Map<string, AllowedFlag>([
  ['B', text],
  ['D', number],
  ['E', text],
  ['I', withCgo],
  ['R', number],
  ['T', number],
  ['X', text],
  ['bindnow', on],
  ['buildid', text],
  ['buildmode', { value: (value) => /^(default|exe|pie)$/.test(value) }],
  ['c', on],
  ['checklinkname', on],
  ['compressdwarf', on],
  ['d', on],
  ['e', on],
  ['extld', withCgo],
  ['extldflags', withCgo],
  ['funcalign', number],
  ['k', text],
  ['libgcc', withCgo],
  // `external` starts the C compiler, even in a build without cgo.
  ['linkmode', { value: (value) => /^(auto|internal|external)$/.test(value) }],
  ['pruneweakmap', on],
  ['r', withCgo],
  ['randlayout', number],
  ['s', on],
  ['strictdups', number],
  ['v', on],
  ['w', on],
]);

/** Flags of `go tool compile`. */
const compile = new Map<string, AllowedFlag>([
  ['B', on],
  ['C', on],
  ['E', on],
  ['L', on],
  ['N', on],
  ['S', on],
  ['c', number],
  ['clobberdead', on],
  ['clobberdeadreg', on],
  ['d', { value: isDebugSetting }],
  ['dwarf', on],
  ['dwarfbasentries', on],
  ['dwarflocationlists', on],
  ['e', on],
  ['errorurl', on],
  ['gendwarfinl', number],
  ['l', on],
  ['lang', { value: (value) => /^go1\.\d+(\.\d+)?$/.test(value) }],
  ['live', on],
  ['m', on],
  ['shared', on],
  ['smallframes', on],
  ['spectre', { value: (value) => /^(all|index|ret)?(,(all|index|ret))*$/.test(value) }],
  ['v', on],
  ['wb', on],
]);

/** The settings of the compiler's `-d` that change or explain code. Others write dumps to files. */
const debugNames: ReadonlySet<string> = new Set([
  'append',
  'checkptr',
  'closure',
  'defer',
  'disablenil',
  'escapedebug',
  'freeappend',
  'inlfuncswithclosures',
  'inlstaticinit',
  'loopvar',
  'mergelocals',
  'nil',
  'noopendefer',
  'pgodebug',
  'pgodevirtualize',
  'pgoinline',
  'pgoinlinebudget',
  'pgoinlinecdfthreshold',
  'rangefunccheck',
  'slice',
  'softfloat',
  'typeassert',
  'variablemakethreshold',
  'wb',
  'zerocopy',
]);

function isDebugSetting(value: string): boolean {
  return value.split(',').every((each) => {
    const [, name = '', rest = ''] = /^([^=]*)(=-?\d+(?:\.\d+)?)?$/.exec(each) ?? [];
    if (each !== `${name}${rest}`) return false;
    return debugNames.has(name) || /^ssa\/[\w~]+\/(on|off|debug|mem|seed|stats|test|time)$/.test(name);
  });
}

/** Every accepted flag, by tool; a test compares them with the tools themselves. */
export const allowedFlags: Readonly<Record<FlagTool, ReadonlyMap<string, AllowedFlag>>> = { compile, link };

/**
 * Finds the first flag that go would pass to a tool but that a manifest must not set. Flags are parsed like the tool
 * does: one or two dashes, the value after `=` or as the next flag.
 *
 * @param flags one item per flag, as passed to go
 */
export function refusedFlag(tool: FlagTool, flags: readonly string[], cgo: boolean): RefusedFlag | undefined {
  const response = flags.find((flag) => flag.startsWith('@'));
  if (response !== undefined) {
    return { flag: response, reason: 'it would read more flags from a file' };
  }
  const words = tool === 'compile' ? withoutPattern(flags) : flags;
  for (let at = 0; at < words.length; at += 1) {
    const flag = words[at] ?? '';
    const [, name = '', joined] = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(flag) ?? [];
    if (name === '') return { flag, reason: operandReason(tool, flag) };
    const allowed = allowedFlags[tool].get(name);
    if (allowed === undefined) {
      return { flag, reason: 'this flag is not supported in a manifest' };
    }
    if (allowed.only === 'cgo' && !cgo) return { flag, reason: 'it has no effect without `go.cgo`' };
    if (allowed.value === 'switch') {
      if (joined === undefined || /^(true|false|[tf]|\d+)$/i.test(joined)) continue;
      return { flag, reason: 'it does not take this value; it is either on or off' };
    }
    if (joined === undefined) at += 1;
    const value = joined ?? words[at];
    if (value === undefined) return { flag, reason: 'its value is missing' };
    const shown = joined === undefined ? `${flag} ${value}` : flag;
    if (allowed.value !== 'any' && !allowed.value(value)) {
      return { flag: shown, reason: 'this value is not supported in a manifest' };
    }
    if (tool === 'link' && name === 'linkmode' && value === 'external' && !cgo) {
      return { flag: shown, reason: 'it starts the C compiler, which needs `go.cgo`' };
    }
  }
  return undefined;
}

/** Removes the package pattern that go takes from the beginning of the whole value (`all=-N -l`). */
function withoutPattern(flags: readonly string[]): readonly string[] {
  const [first = '', ...rest] = flags;
  const [, head] = /^[^-'"\s=][^'"\s=]*=(|-.*)$/s.exec(first) ?? [];
  if (head === undefined) return flags;
  return head === '' ? rest : [head, ...rest];
}

function operandReason(tool: FlagTool, flag: string): string {
  if (tool === 'link' && /^[^-=\s]+=-/.test(flag)) {
    return 'package patterns have no effect on the linker, which runs once per program';
  }
  return 'it is not a flag';
}
