import type { ProjectFiles } from '@lambdazip/core/internal';
import { basename } from 'pathe';
import { parseSource } from '../../documents/parse-source.js';
import { allPairs, concrete, type SourceDocument } from '../../documents/source-node.js';

/** Whether a document is a Serverless Framework service. */
export function isService({ root }: SourceDocument): boolean {
  const map = concrete(root);
  if (map.kind !== 'map') return false;
  const keys = new Set(allPairs(map).map(({ key }) => key.text));
  return keys.has('functions') || (keys.has('service') && keys.has('provider'));
}

/** The services in which a file of that name is found: by their own names, or by their content. */
export async function servicesNaming(path: string, project: ProjectFiles): Promise<readonly string[]> {
  const services: string[] = [];
  for (const file of project.files) {
    if (file === path || !/\.(ya?ml|json)$/.test(file)) continue;
    const text = await project.read(file);
    if (text?.includes(`/${basename(path)}`) !== true) continue;
    if (/(^|\/)serverless[^/]*$/.test(file) || isServiceText(file, text)) services.push(file);
  }
  return services;
}

function isServiceText(file: string, text: string): boolean {
  const reading = parseSource(file, text);
  return reading.kind === 'read' && isService(reading.document);
}
