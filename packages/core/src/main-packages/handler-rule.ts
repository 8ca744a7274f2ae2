/** The imports of the project's own packages, by import path; undefined for a package that is not the project's. */
export type ImportsOf = (importPath: string) => readonly string[] | undefined;

/** What a main package is for Lambda, from what it imports. */
export type MainKind =
  /** It starts a handler with aws-lambda-go. */
  | 'handler'
  /** It describes infrastructure (AWS CDK, CDK for Terraform, Pulumi) and runs where it is deployed from. */
  | 'app'
  | 'other';

/** The packages that start a handler. Others of aws-lambda-go (`events`, `lambdacontext`, `cfn`) only have types. */
const starters: ReadonlySet<string> = new Set([
  'github.com/aws/aws-lambda-go/lambda',
  'github.com/aws/aws-lambda-go/lambdaurl',
  // These call lambda.Start for the program.
  'github.com/akrylysov/algnhsa',
  'github.com/apex/gateway',
  'github.com/apex/gateway/v2',
  'github.com/carlmjohnson/gateway',
]);

/** The modules that programs which describe infrastructure are written with. */
const appModules =
  /^github\.com\/(?:aws\/(?:aws-cdk-go|constructs-go|jsii-runtime-go)|hashicorp\/terraform-cdk-go|pulumi\/pulumi\/sdk)(?:\/|$)/;

/**
 * Tells a handler from other programs: it imports a package that starts one, directly or through packages of the project.
 * The one rule of `init` and `migrate`.
 *
 * @param imports those of the main package itself
 */
export function mainKind(imports: readonly string[], importsOf: ImportsOf): MainKind {
  if (imports.some((path) => appModules.test(path))) return 'app';
  if (imports.some((path) => starters.has(path))) return 'handler';
  const reached = new Set(imports);
  // A set is iterated with what is added on the way.
  for (const path of reached) {
    for (const next of importsOf(path) ?? []) reached.add(next);
  }
  const all = [...reached];
  // An app may share packages with its handlers, a handler has no use for those of an app.
  if (all.some((path) => appModules.test(path))) return 'app';
  return all.some((path) => starters.has(path)) ? 'handler' : 'other';
}
