import { diagnose } from '../../diagnostics/diagnose.js';
import type { SourceDocument } from '../../documents/source-node.js';
import type { WrittenFunction, WrittenTemplate } from '../template-function.js';
import type { ReadContext } from '../template-reading.js';
import { isIndividual, ownPackage, packageListsOf, readCode, readPatterns } from './function-package.js';
import {
  countLayers,
  environmentNames,
  type FunctionReading,
  mayBeGo,
  readArchitecture,
  readRuntime,
  reportUnresolved,
  settingOf,
} from './function-settings.js';
import { listFunctions } from './listed-function.js';
import { withIncludedFiles } from './service-files.js';
import { type ServiceFindings, serviceFindings } from './service-findings.js';
import { mapOf, type Section, sectionOf, serviceSection, textOf } from './service-section.js';
import type { VariableScope } from './variable-scope.js';

/**
 * Reads a serverless.yml (or .json) of the Serverless Framework, versions 2 to 4, or of osls. Variables are resolved as far
 * as the files define them; `opt` and `env` by their fallback.
 *
 * @param document of the service; the files it includes are read through `context`
 */
export async function readServerless(
  document: SourceDocument,
  context: ReadContext,
): Promise<WrittenTemplate> {
  const { template, diagnostics } = await withIncludedFiles(context.project, document, (scope) => {
    const findings = serviceFindings(context.project.display);
    return { template: readTemplate(scope, findings), diagnostics: findings.diagnostics };
  });
  for (const diagnostic of diagnostics) context.report(diagnostic);
  return template;
}

function readTemplate(scope: VariableScope, findings: ServiceFindings): WrittenTemplate {
  const document = scope.service;
  const service = serviceSection(scope);
  const root = mapOf(service);
  const provider = sectionOf(scope, service, 'provider');
  const servicePackage = sectionOf(scope, service, 'package');
  const globals = mapOf(provider);
  const packageMap = mapOf(servicePackage);
  if (root === null) {
    const reason = 'expected a map of settings';
    const location = findings.place(document, document.root);
    findings.report(diagnose('template-unreadable', { file: location.file ?? '', reason }, location));
  } else findings.checkKeys(root.document, root.map, 'the file');
  if (globals !== null) findings.checkKeys(globals.document, globals.map, '`provider`');
  if (packageMap !== null) findings.checkKeys(packageMap.document, packageMap.map, '`package`');
  return {
    file: document.file,
    format: 'serverless',
    document,
    globals: globals?.map ?? null,
    ...(globals === null || globals.document === document ? {} : { globalsDocument: globals.document }),
    servicePackage: packageMap?.map ?? null,
    ...(packageMap === null || packageMap.document === document
      ? {}
      : { servicePackageDocument: packageMap.document }),
    frameworkVersion: root === null ? null : (textOf(sectionOf(scope, service, 'frameworkVersion')) ?? null),
    functions: root === null ? [] : readFunctions(scope, findings, service, provider, servicePackage),
    nested: [],
  };
}

function readFunctions(
  scope: VariableScope,
  findings: ServiceFindings,
  service: Section,
  provider: Section | null,
  servicePackage: Section | null,
): readonly WrittenFunction[] {
  const name = textOf(provider) ?? textOf(sectionOf(scope, provider, 'name')) ?? 'aws';
  if (provider !== null && name !== 'aws') {
    const location = findings.place(provider.document, provider.node);
    findings.report(diagnose('template-provider-other', { provider: name }, location));
    return [];
  }
  return listFunctions(scope, findings, service).map((listed) =>
    readFunction({ scope, findings, listed, provider, servicePackage }),
  );
}

function readFunction(reading: FunctionReading): WrittenFunction {
  const { scope, findings, listed, servicePackage } = reading;
  const individually = isIndividual(reading);
  const { id, own, section, key, keyDocument } = listed;
  findings.checkKeys(own.document, own.map, id);
  const packageMap = mapOf(ownPackage(reading));
  if (packageMap !== null) findings.checkKeys(packageMap.document, packageMap.map, `\`package\` of ${id}`);
  const handler = sectionOf(scope, section, 'handler');
  const image = sectionOf(scope, section, 'image');
  if (image !== null && handler !== null)
    findings.contradiction(`${id} has both \`image\` and \`handler\``, image.document, image.node);
  const runtime = image === null ? readRuntime(reading) : null;
  const matters = runtime !== null && mayBeGo(runtime);
  if (matters) reportUnresolved(reading, 'handler', handler, 'function');
  const name = sectionOf(scope, section, 'name');
  return {
    id,
    ...(name === null ? {} : { name: settingOf(reading, name, 'function').value }),
    format: 'serverless',
    location: findings.place(keyDocument, key),
    file: own.document.file,
    document: own.document,
    resource: own.map,
    properties: own.map,
    runtime,
    handler: handler === null ? null : settingOf(reading, handler, 'function'),
    code: readCode(reading, matters),
    architectures: readArchitecture(reading, 'function', matters),
    inheritedArchitectures: readArchitecture(reading, 'provider', matters),
    buildMethod: null,
    buildDirectory: null,
    layers: countLayers(reading),
    environment: environmentNames(reading),
    patterns: readPatterns(reading),
    packageLists: packageListsOf(mapOf(servicePackage)?.map ?? null, own.map, individually),
    individually,
  };
}
