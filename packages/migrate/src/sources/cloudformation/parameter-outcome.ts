import { concrete, nodeAt, type ScalarNode } from '../../documents/source-node.js';
import { eitherOf, known, type Outcome, unknown } from './outcome.js';
import { siteOf, type TemplateScope } from './template-scope.js';

/** The possible values of `!Ref` to a parameter. Other references are only known at deployment. */
export function parameterOutcome(scope: TemplateScope, name: string): Outcome {
  const parameter = scope.parameters === null ? undefined : nodeAt(scope.parameters, name);
  const type = nodeAt(parameter, 'Type');
  // Their default is the name of a Systems Manager parameter, not its value.
  if (type?.kind === 'scalar' && type.text.startsWith('AWS::SSM::')) return unknown;
  const literals = [defaultOf(scope, name), ...allowedOf(scope, name)].filter((node) => node !== null);
  if (literals.length === 0) return unknown;
  const outcome = eitherOf(literals.map((node) => known(node.text, [siteOf(scope, node)])));
  return { ...outcome, open: allowedOf(scope, name).length === 0 };
}

/** The default of a list parameter (`CommaDelimitedList`, `List<String>`), or null. */
export function defaultOf(scope: TemplateScope, name: string): ScalarNode | null {
  const node = scope.parameters === null ? undefined : nodeAt(scope.parameters, name, 'Default');
  return node?.kind === 'scalar' && node.value !== null ? node : null;
}

function allowedOf(scope: TemplateScope, name: string): readonly ScalarNode[] {
  const node = scope.parameters === null ? undefined : nodeAt(scope.parameters, name, 'AllowedValues');
  if (node?.kind !== 'list') return [];
  return node.items.map(concrete).filter((item) => item.kind === 'scalar');
}
