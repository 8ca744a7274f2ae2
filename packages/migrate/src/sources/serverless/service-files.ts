import type { ProjectFiles } from '@lambdazip/core/internal';
import type { SourceDocument } from '../../documents/source-node.js';
import { type IncludedFile, readIncluded } from './included-file.js';
import { type VariableScope, variableScope } from './variable-scope.js';

/** More files than any service includes, and more than any chain of includes has. */
const includeLimit = 500;
const chainLimit = 30;

/**
 * Runs `read` with the files it needs: included files include others, so it runs again until none is missing. `read` must
 * be pure.
 */
export async function withIncludedFiles<Value>(
  project: ProjectFiles,
  service: SourceDocument,
  read: (scope: VariableScope) => Value,
): Promise<Value> {
  const files = new Map<string, IncludedFile>([[service.file, { kind: 'read', document: service }]]);
  for (let round = 0; ; round += 1) {
    const scope = variableScope(service, files);
    const value = read(scope);
    const missing = [...scope.wanted];
    const isEnough = round === chainLimit || files.size + missing.length > includeLimit;
    if (missing.length === 0 || isEnough) return value;
    for (const path of missing) files.set(path, await readIncluded(project, path));
  }
}
