import type { MigrationDiagnostic } from '../../diagnostics/diagnose.js';
import { nodeAt, type SourceDocument } from '../../documents/source-node.js';
import type { WrittenFunction, WrittenTemplate } from '../template-function.js';
import type { ReadContext } from '../template-reading.js';
import { functionSource, locator } from './function-setting.js';
import { lambdaFunction } from './lambda-function.js';
import { nestedTemplates } from './nested-templates.js';
import { reportFunction, reportTemplate } from './report-findings.js';
import { resourcesOf } from './template-resources.js';
import { mapOrNull, scopeOf } from './template-scope.js';

/**
 * Reads the functions of a SAM or CloudFormation template. Their types determine which of them inherit from `Globals`, so
 * templates without a `Transform` can be read too. Nested stacks are listed but not read.
 *
 * Reports `template-value-unresolved` and `template-contradiction` for functions that may be Go.
 */
export function readCloudFormation(
  document: SourceDocument,
  format: 'sam' | 'cloudformation',
  context: ReadContext,
): WrittenTemplate {
  const scope = scopeOf(document);
  const globals = mapOrNull(nodeAt(document.root, 'Globals', 'Function'));
  const map = mapOrNull(nodeAt(document.root, 'Resources'));
  const resources = map === null ? [] : resourcesOf(scope, map);
  const once = { ...context, report: reportOnce(context.report) };
  reportTemplate(scope, globals, once, locator(context, scope));
  const functions: WrittenFunction[] = [];
  for (const resource of resources) {
    const source = functionSource(resource, globals, context);
    if (source === null) continue;
    const read = lambdaFunction(source);
    reportFunction(source, read, once.report);
    functions.push(read);
  }
  return {
    file: document.file,
    format,
    document,
    globals,
    servicePackage: null,
    frameworkVersion: null,
    functions,
    nested: nestedTemplates(document.file, resources),
  };
}

/** A loop reads one resource several times, which would repeat its diagnostics. */
function reportOnce(report: ReadContext['report']): ReadContext['report'] {
  const reported = new Set<string>();
  return (diagnostic: MigrationDiagnostic) => {
    const { code, message, location } = diagnostic;
    const finding = JSON.stringify([code, message, location.line, location.column]);
    if (!reported.has(finding)) report(diagnostic);
    reported.add(finding);
  };
}
