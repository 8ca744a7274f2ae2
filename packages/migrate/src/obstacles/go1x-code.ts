import type { ProjectFiles } from '@lambdazip/core/internal';
import { lambdaLibrary } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { linePosition } from '../documents/line-position.js';
import type { GoFile } from './go-file.js';

interface Trace {
  readonly what: string;
  readonly why: string;
  readonly pattern: RegExp;
  /** The import without which the pattern means something else. */
  readonly needs?: string;
}

const traces: readonly Trace[] = [
  {
    what: '_LAMBDA_SERVER_PORT',
    why: 'provided.* sets AWS_LAMBDA_RUNTIME_API instead',
    pattern: /["`]_LAMBDA_SERVER_PORT["`]/,
  },
  {
    what: 'AWS_EXECUTION_ENV',
    why: 'Lambda does not set it on provided.*; use AWS_LAMBDA_FUNCTION_NAME to detect Lambda',
    pattern: /["`]AWS_EXECUTION_ENV["`]/,
  },
  {
    what: 'lambda.NewFunction',
    why: 'the tag `lambda.norpc` removes it, so it only compiles with "go": { "norpc": false }, and nothing on provided.* calls it',
    pattern: /\blambda\.(?:NewFunction\s*\(|Function\b)/,
    needs: `${lambdaLibrary}/lambda`,
  },
  {
    what: 'calling a function through net/rpc',
    why: 'functions on provided.* do not respond to it',
    pattern: /\bmessages\.(?:PingRe(?:quest|sponse)|InvokeRequest|InvokeResponse)\b/,
    needs: `${lambdaLibrary}/lambda/messages`,
  },
];

/** Code that relies on what only the runtime go1.x provides: its first place in each file. */
export function findGo1xCode(
  sources: readonly GoFile[],
  project: ProjectFiles,
): readonly MigrationDiagnostic[] {
  return sources.flatMap(({ file, code, imports }) =>
    traces.flatMap(({ what, why, pattern, needs }) => {
      if (needs !== undefined && !imports.includes(needs)) return [];
      const at = code.search(pattern);
      if (at === -1) return [];
      const location = { file: project.display(file), ...linePosition(code, at) };
      return [diagnose('migrate-go1x-code', { what, why }, location)];
    }),
  );
}
