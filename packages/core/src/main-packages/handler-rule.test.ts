import { expect, test } from 'vitest';
import { mainKind } from './handler-rule.js';

const lambda = 'github.com/aws/aws-lambda-go/lambda';
const cdk = 'github.com/aws/aws-cdk-go/awscdk/v2';
/** Packages of the project, with their imports. */
const own: ReadonlyMap<string, readonly string[]> = new Map([
  ['m/start', ['m/inner']],
  ['m/inner', [lambda, 'm/start']],
  ['m/stack', [cdk]],
  ['m/both', [lambda, cdk]],
]);

test.each([
  ['the library', ['fmt', lambda], 'handler'],
  ['lambdaurl', ['github.com/aws/aws-lambda-go/lambdaurl'], 'handler'],
  ['only types of the library', ['github.com/aws/aws-lambda-go/events'], 'other'],
  ['a package that starts a handler, through packages that import each other', ['m/start'], 'handler'],
  ['an adapter', ['github.com/apex/gateway/v2'], 'handler'],
  ['the CDK', [cdk], 'app'],
  ['the CDK and the library', [lambda, cdk], 'app'],
  ['a stack of the project', ['m/stack'], 'app'],
  // What the program imports itself counts more than what its packages do.
  ['the library, and a stack of the project', [lambda, 'm/stack'], 'handler'],
  ['a package that imports both', ['m/both'], 'app'],
  ['Pulumi', ['github.com/pulumi/pulumi/sdk/v3/go/pulumi'], 'app'],
  ['a module with a similar name', ['github.com/aws/aws-cdk-go-tools'], 'other'],
  ['nothing', [], 'other'],
])('a main package that imports %s: %s', (_, imports, expected) => {
  expect(mainKind(imports, (path) => own.get(path))).toBe(expected);
});
