import type { DiagnosticArgs } from '../diagnostics/diagnose.js';
import { reservedVariables } from '../diagnostics/manifest-catalog.js';

/**
 * Variables allowed in `go.env`: those that change the program or control module downloads, which go.sum verifies. None
 * of them names a program to start, a cache or a directory.
 */
const accepted: ReadonlySet<string> = new Set([
  'GOEXPERIMENT',
  'GOFIPS140',
  'GODEBUG',
  'GOPROXY',
  'GOPRIVATE',
  'GONOPROXY',
  'GONOSUMDB',
  'GOSUMDB',
  'GOINSECURE',
  'GOVCS',
]);

/** Additional variables allowed with cgo, where the C compiler is part of the build. */
const acceptedWithCgo = /^(CC|CXX|CGO_[A-Z_]+|PKG_CONFIG|PKG_CONFIG_[A-Z_]+)$/;

type GoEnvProblem = DiagnosticArgs['go-env-reserved'];

/** Why `go.env` cannot set a variable; undefined if it can. */
export function goEnvProblem(name: string, value: string, cgo: boolean): GoEnvProblem | undefined {
  // The go command reads GODEBUG too: this setting lets it start programs in relative directories of PATH.
  if (name === 'GODEBUG' && value.includes('execerrdot')) return { name, problem: 'value', known: [] };
  if (accepted.has(name)) return undefined;
  if (reservedVariables.has(name)) return { name, problem: 'reserved', known: [] };
  if (acceptedWithCgo.test(name)) return cgo ? undefined : { name, problem: 'cgo', known: [] };
  return { name, problem: 'unknown', known: [...accepted] };
}
