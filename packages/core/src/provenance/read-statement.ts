import { z } from 'zod';
import { isNestedTooDeep } from '../bytes/json-depth.js';
import { isCommitId } from '../git/repository.js';
import { buildType, predicateType, type Statement, statementType } from './statement.js';

// A commit is passed to git: anything else would be an option, or a revision that git resolves.
const digest = z
  .record(z.string(), z.string())
  .refine(({ gitCommit }) => gitCommit === undefined || isCommitId(gitCommit), {
    path: ['gitCommit'],
    message: 'expected 40 or 64 hexadecimal digits',
  });

const goCommand = z.object({
  go: z.string(),
  directory: z.string(),
  argv: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  mains: z.array(z.string()).exactOptional(),
});

const resource = z.object({
  name: z.string(),
  uri: z.string().optional(),
  digest: digest.optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});

/** The parts of provenance that are read; unknown keys are ignored. */
const statementSchema: z.ZodType<Statement> = z.object({
  _type: z.literal(statementType),
  subject: z.array(z.object({ name: z.string(), digest })).min(1),
  predicateType: z.literal(predicateType),
  predicate: z.object({
    buildDefinition: z.object({
      buildType: z.literal(buildType),
      externalParameters: z.record(z.string(), z.unknown()),
      internalParameters: z.object({
        lambdazip: z.string(),
        archiveFormat: z.number(),
        compression: z.number(),
        variables: z.record(z.string(), z.string()),
        commands: z.array(goCommand),
      }),
      resolvedDependencies: z.array(resource),
    }),
    runDetails: z.object({
      builder: z.object({ id: z.string(), version: z.record(z.string(), z.string()).optional() }),
    }),
  }),
});

/** The result of parsing provenance. */
export type StatementReading =
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Parses provenance; never throws. */
export function readStatement(text: string): StatementReading {
  if (isNestedTooDeep(text)) return { kind: 'malformed', reason: 'values are nested too deeply' };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { kind: 'malformed', reason: error instanceof Error ? error.message : String(error) };
  }
  const parsed = statementSchema.safeParse(document);
  if (parsed.success) return { kind: 'statement', statement: parsed.data };
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') || 'the document';
  return { kind: 'malformed', reason: `${place}: ${issue?.message ?? 'unexpected value'}` };
}
