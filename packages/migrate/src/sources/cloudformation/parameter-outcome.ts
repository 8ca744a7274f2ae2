import { concrete, nodeAt, type ScalarNode } from '../../documents/source-node.js';
import { eitherOf, known, type Outcome, unknown } from './outcome.js';
import { siteOf, type TemplateScope } from './template-scope.js';

/** The outcome of `!Ref` to a parameter. Anything else that can be referenced is known only at deployment. */
export function parameterOutcome(scope: TemplateScope, name: string): Outcome {
  const parameter = scope.parameters === null ? undefined : nodeAt(scope.parameters, name);
  const type = nodeAt(parameter, 'Type');
  // The default of these is the name of a parameter in Systems Manager, not a value.
  if (type?.kind === 'scalar' && type.text.startsWith('AWS::SSM::')) return unknown;
  const literals = [defaultOf(scope, name), ...allowedOf(scope, name)].filter((node) => node !== null);
  if (literals.length === 0) return unknown;
  const outcome = eitherOf(literals.map((node) => known(node.text, [siteOf(scope, node)])));
  return { ...outcome, open: allowedOf(scope, name).length === 0 };
}

/** The default of a parameter that is a list (`CommaDelimitedList`, `List<String>`), or null. */
export function defaultOf(scope: TemplateScope, name: string): ScalarNode | null {
  const node = scope.parameters === null ? undefined : nodeAt(scope.parameters, name, 'Default');
  return node?.kind === 'scalar' && node.value !== null ? node : null;
}

function allowedOf(scope: TemplateScope, name: string): readonly ScalarNode[] {
  const node = scope.parameters === null ? undefined : nodeAt(scope.parameters, name, 'AllowedValues');
  if (node?.kind !== 'list') return [];
  return node.items.map(concrete).filter((item) => item.kind === 'scalar');
}
