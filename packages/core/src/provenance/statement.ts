import { z } from 'zod';

/** The in-toto Statement that carries a record: https://in-toto.io/Statement/v1. */
export const statementType = 'https://in-toto.io/Statement/v1';
/** What it says is SLSA provenance, version 1: https://slsa.dev/spec/v1.0/provenance. */
export const predicateType = 'https://slsa.dev/provenance/v1';
/** Names the meaning of the parameters below: a change of theirs is another one. */
export const buildType = 'urn:lambdazip:build:v1';

const digest = z.record(z.string(), z.string());

const goCommand = z.object({
  /** The release that compiled, such as `1.26.8`. */
  go: z.string(),
  /** The module's directory, relative to the manifest's. */
  directory: z.string(),
  argv: z.array(z.string()),
  /** What can change a byte; all else is left out. */
  environment: z.record(z.string(), z.string()),
});

const resource = z.object({
  name: z.string(),
  uri: z.string().optional(),
  digest: digest.optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});

/** A record, as far as it is read back; unknown keys are left alone. */
export const statementSchema = z.object({
  _type: z.literal(statementType),
  subject: z.array(z.object({ name: z.string(), digest })).min(1),
  predicateType: z.literal(predicateType),
  predicate: z.object({
    buildDefinition: z.object({
      buildType: z.literal(buildType),
      externalParameters: z.record(z.string(), z.unknown()),
      internalParameters: z.object({
        /** The release that built it. */
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

/** A record: what an archive was built from, and how. */
export type Statement = z.infer<typeof statementSchema>;
export type Resource = z.infer<typeof resource>;
export type GoCommand = z.infer<typeof goCommand>;

/** Kinds of dependencies, told apart by their names and URIs. */
export const sourceName = 'source';
export const toolchainPrefix = 'pkg:golang/toolchain@';
export const modulePrefix = 'pkg:golang/';

/** What stands in a record's text. */
export type StatementReading =
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Reads a record; never throws. */
export function readStatement(text: string): StatementReading {
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
  return { kind: 'malformed', reason: `${place}: ${issue?.message ?? 'it has another shape'}` };
}
