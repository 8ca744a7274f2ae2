import {
  architectureNames,
  architectures,
  compareStrings,
  type GoInput,
  manifestSchema,
  refusedFlag,
  splitFlags,
} from '@lambdazip/core/internal';
import { join } from 'pathe';
import type { BuildCommand } from '../evidence/build-command.js';
import { type LinkerVariable, readLinkerFlags } from './linker-flags.js';

/** The settings of a build line, apart from its package. */
export interface BuildLine {
  readonly go: GoInput;
  readonly variables: readonly LinkerVariable[];
  readonly leftOut: readonly { readonly what: string; readonly why: string }[];
}

/** Flags that do not affect the program, and flags that lambdazip sets itself. */
const passedOver: ReadonlySet<string> = new Set([
  'a',
  'i',
  'json',
  'n',
  'o',
  'p',
  'v',
  'work',
  'x',
  'trimpath',
  'installsuffix',
  'pkgdir',
  'modcacherw',
]);

/** Variables that do not affect the program, and variables that lambdazip sets itself. */
const decided: ReadonlySet<string> = new Set([
  'GOOS',
  'GOARCH',
  'GOARM',
  'GOBIN',
  'GOCACHE',
  'GOMODCACHE',
  'GOPATH',
  'GOTMPDIR',
  'GOMAXPROCS',
  'GOGC',
  'GOMEMLIMIT',
  'GOFLAGS',
  'CGO_ENABLED',
]);

const microarchitectures = architectureNames.map((each) => architectures[each].microarchitecture);

/**
 * Reads the settings of a build line.
 *
 * @returns paths relative to the project's root
 */
export function readBuildLine(command: BuildCommand): BuildLine {
  const go: GoInput = {};
  const variables: LinkerVariable[] = [];
  const leftOut: { what: string; why: string }[] = [];
  const { environment } = command;
  const inherited = flagsOf(environment.GOFLAGS ?? '');
  if (inherited === undefined) leave(`GOFLAGS=${environment.GOFLAGS}`, unknown);
  const flags = { ...inherited, ...command.flags };
  if (environment.CGO_ENABLED === '1') go.cgo = true;
  else if (environment.CGO_ENABLED?.includes('$')) leave(`CGO_ENABLED=${environment.CGO_ENABLED}`, unknown);
  for (const [name, value] of sortedEntries(environment)) readVariable(name, value);
  for (const [name, value] of sortedEntries(flags)) readFlag(name, value);
  if (command.isOnlyForDevelopment !== true) return { go, variables, leftOut };
  for (const [name, value] of sortedEntries(go)) leave(`"${name}": ${JSON.stringify(value)}`, development);
  return { go: {}, variables: [], leftOut };

  function readFlag(name: string, value: string): void {
    const what = value === '' ? `-${name}` : `-${name}=${value}`;
    const on = value === '' || value === 'true';
    if (passedOver.has(name)) return;
    // A variable that may contain any flags.
    if (name.startsWith('$')) {
      leave(name, unknown);
      return;
    }
    switch (name) {
      case 'ldflags': {
        const linker = readLinkerFlags(value, command, go.cgo === true);
        if (linker.flags.length > 0) go.ldflags = written(linker.flags);
        variables.push(...linker.variables);
        leftOut.push(...linker.leftOut);
        return;
      }
      case 'tags': {
        const tags = value.split(/[\s,]+/).filter((tag) => tag !== '' && tag !== 'lambda.norpc');
        const kept = tags.filter((tag) => /^[A-Za-z0-9_.]+$/.test(tag));
        if (kept.length > 0) go.tags = kept;
        if (kept.length < tags.length) leave(what, unknown);
        return;
      }
      case 'gcflags': {
        const split = splitFlags(value);
        if (value.includes('$') || split.kind === 'malformed') leave(what, unknown);
        else if (refusedFlag('compile', split.flags, false) !== undefined)
          leave(what, 'not supported in the manifest');
        else if (split.flags.length > 0) go.gcflags = value;
        return;
      }
      case 'mod':
        if (value === 'mod' || value === 'vendor' || value === 'readonly') go.mod = value;
        else leave(what, unknown);
        return;
      case 'pgo':
        if (value.includes('$')) leave(what, unknown);
        else if (value === 'off') go.pgo = value;
        else if (value !== 'auto' && value !== '') go.pgo = join(command.directory, value);
        return;
      case 'buildvcs':
        if (value !== 'false' && value !== 'auto')
          leave(what, 'a commit embedded in the program would change it with every commit');
        return;
      case 'buildmode':
        if (value !== 'exe' && value !== 'default') leave(what, 'Lambda only starts ordinary executables');
        return;
      case 'race':
      case 'msan':
      case 'asan':
      case 'cover':
        if (on) leave(what, 'meant for tests; it slows the function down');
        return;
      default:
        leave(what, 'the manifest has no such setting');
    }
  }

  function readVariable(name: string, value: string): void {
    const what = `${name}=${value}`;
    if (decided.has(name) || !/^(GO[A-Z0-9]+$|CGO_|(CC|CXX)$)/.test(name)) return;
    if (value === '') return;
    if (value.includes('$')) {
      leave(what, unknown);
      return;
    }
    const micro = microarchitectures.find(({ variable }) => variable === name);
    if (micro !== undefined) {
      if (accepted({ [micro.setting]: value })) go[micro.setting] = value;
      else leave(what, 'invalid value');
      return;
    }
    switch (name) {
      case 'GOTOOLCHAIN': {
        const version = value.replace(/\+.*$/, '');
        if (/^(local|auto|path)$/.test(version)) return;
        if (accepted({ version })) go.version = version.replace(/^go/, '');
        else leave(what, 'not a Go release');
        return;
      }
      case 'GO111MODULE':
        if (value === 'off') leave(what, 'lambdazip only builds Go modules');
        return;
      case 'GOEXPERIMENT':
      case 'GOFIPS140':
        go.env = { ...go.env, [name]: value };
        return;
      case 'CC':
      case 'CXX':
        if (go.cgo === true) leave(what, 'lambdazip uses the value from its own environment');
        return;
      default:
        if (!name.startsWith('CGO_'))
          leave(what, 'lambdazip uses the value from its own environment or ignores it');
        else if (go.cgo === true) go.env = { ...go.env, [name]: value };
    }
  }

  function leave(what: string, why: string): void {
    leftOut.push({ what, why });
  }
}

const unknown = 'its value is not known from the files';
const development =
  'found only in a build command for development or tests; if the deployed program needs it, add it to `go` in the manifest';

function accepted(go: Record<string, string>): boolean {
  return manifestSchema.safeParse({ go, handlers: { a: './a' } }).success;
}

/** Flags as one string if possible, which is how people write them. */
function written(flags: readonly string[]): string | string[] {
  return flags.some((flag) => flag === '' || /[\s'"]/.test(flag)) ? [...flags] : flags.join(' ');
}

/** The flags of GOFLAGS; undefined if they are unknown. */
function flagsOf(text: string): Record<string, string> | undefined {
  const split = splitFlags(text);
  if (split.kind === 'malformed' || split.flags.some((flag) => !flag.startsWith('-'))) return undefined;
  return Object.fromEntries(
    split.flags.map((flag) => {
      const [, name = '', value = ''] = /^--?([^=]*)=?(.*)$/s.exec(flag) ?? [];
      return [name, value];
    }),
  );
}

function sortedEntries<T>(values: Readonly<Record<string, T>>): readonly [name: string, value: T][] {
  return Object.entries(values).sort(([a], [b]) => compareStrings(a, b));
}
