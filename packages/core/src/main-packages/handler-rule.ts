/** The imports of the project's own packages, by import path; undefined for other packages. */
export type ImportsOf = (importPath: string) => readonly string[] | undefined;

/** The role of a main package on Lambda, judged by its imports. */
export type MainKind =
  /** It starts a handler with aws-lambda-go. */
  | 'handler'
  /** It defines infrastructure (AWS CDK, CDK for Terraform, Pulumi) and runs where deployments start. */
  | 'app'
  | 'other';

/**
 * The packages that start a handler. Other packages of aws-lambda-go (`events`, `lambdacontext`, `cfn`) only have
 * types.
 */
const starters: ReadonlySet<string> = new Set([
  'github.com/aws/aws-lambda-go/lambda',
  'github.com/aws/aws-lambda-go/lambdaurl',
  // These call lambda.Start for the program.
  'github.com/akrylysov/algnhsa',
  'github.com/apex/gateway',
  'github.com/apex/gateway/v2',
  'github.com/carlmjohnson/gateway',
]);

/** The modules used by programs that define infrastructure. */
const appModules =
  /^github\.com\/(?:aws\/(?:aws-cdk-go|constructs-go|jsii-runtime-go)|hashicorp\/terraform-cdk-go|pulumi\/pulumi\/sdk)(?:\/|$)/;

/**
 * Distinguishes handlers from other programs: a handler imports a package that starts one, directly or through packages
 * of the project. `init` and `migrate` share this rule.
 *
 * @param imports the imports of the main package itself
 */
export function mainKind(imports: readonly string[], importsOf: ImportsOf): MainKind {
  if (imports.some((path) => appModules.test(path))) return 'app';
  if (imports.some((path) => starters.has(path))) return 'handler';
  const reached = new Set(imports);
  // Iterating over a set includes values that are added on the way.
  for (const path of reached) {
    for (const next of importsOf(path) ?? []) reached.add(next);
  }
  const all = [...reached];
  // An app may share packages with its handlers, but a handler does not need the packages of an app.
  if (all.some((path) => appModules.test(path))) return 'app';
  return all.some((path) => starters.has(path)) ? 'handler' : 'other';
}
