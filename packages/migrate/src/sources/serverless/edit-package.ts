import type { NewValue } from '../../documents/new-value.js';
import {
  concrete,
  type MapNode,
  nodeAt,
  ownPair,
  pairOf,
  type SourceDocument,
} from '../../documents/source-node.js';
import { anchorsIn } from '../edits/anchors.js';
import { type EditContext, isSamePath } from '../edits/edit-context.js';
import type { Parent } from '../edits/edit-plan.js';
import type { FunctionMove } from '../edits/function-move.js';
import type { WrittenFunction, WrittenTemplate } from '../template-function.js';

/** Settings that select the files to package: they are ignored if there is an artifact. */
const selections: ReadonlySet<string> = new Set(['patterns', 'include', 'exclude', 'individually']);

/**
 * Serverless Framework: every migrated function is deployed from its archive. A shared archive is set on the service if no
 * other functions would inherit it, otherwise on each function.
 */
export function editPackages(context: EditContext): void {
  const { template, moves } = context;
  const packaged = template.functions.filter(({ code }) => code.kind !== 'image');
  const [first] = moves;
  if (first === undefined) return;
  const isAll = packaged.every((each) => context.moveOf(each) !== undefined);
  const isOne = hasPlainPackage(template) && moves.every(({ archive }) => isSamePath(archive, first.archive));
  const own = moves.filter((move) => !(isAll && isOne && clearOwn(context, move)));
  for (const move of own) writeOwn(context, move);
  if (isAll && own.length < moves.length) editService(context, first.archive);
  else if (isAll) editService(context, null);
}

/**
 * Removes a function's own artifact and file selection.
 *
 * @returns false if it cannot be removed, so that the function needs its own artifact
 */
function clearOwn(context: EditContext, { function: each }: FunctionMove): boolean {
  const map = each.properties;
  if (map === null) return true;
  // Through `<<`: it cannot be removed here, and its artifact would take precedence over that of the service.
  const merged = pairOf({ ...map, pairs: map.pairs.filter(({ key }) => key.text !== 'package') }, 'package');
  if (merged !== undefined && nodeAt(merged.value, 'artifact') !== undefined) return false;
  const value = ownPair(map, 'package')?.value;
  if (value === undefined || (value.kind === 'scalar' && value.value === null)) return true;
  if (value.kind !== 'map') {
    context.plan.change(each.document, map, { kind: 'remove', key: 'package' });
    return true;
  }
  // Other functions may use the anchor: patterns may stay, because they are ignored.
  if (anchorsIn(value).size > 0) return pairOf(value, 'artifact') === undefined;
  remove(context, each.document, value, ['artifact', ...selections], { map, key: 'package' });
  return true;
}

function writeOwn(context: EditContext, { function: each, archive }: FunctionMove): void {
  const map = each.properties;
  const value = map === null ? undefined : ownPair(map, 'package')?.value;
  if (value?.kind === 'map' && anchorsIn(value).size === 0) {
    context.checkHeirs(each, 'package', artifactOnly(archive));
    setArtifact(context, each.document, value, archive);
    return;
  }
  if (isThere(each, archive)) return;
  context.setOwn(each, 'package', artifactOnly(archive), ['handler', 'runtime']);
}

/** @param archive null if each function has an artifact of its own */
function editService(context: EditContext, archive: string | null): void {
  const { template } = context;
  const { document: main, servicePackage: map } = template;
  const document = template.servicePackageDocument ?? main;
  const { root } = main;
  if (map !== null) {
    const parent =
      root.kind === 'map' && ownPair(root, 'package')?.value === map
        ? { map: root, key: 'package' }
        : undefined;
    if (archive !== null) setArtifact(context, document, map, archive);
    else if (parent !== undefined) remove(context, document, map, ['artifact', ...selections], parent);
  } else if (archive !== null && root.kind === 'map') {
    context.set(main, root, 'package', artifactOnly(archive), ['provider', 'frameworkVersion', 'service']);
  }
}

/** Sets the artifact in a `package`, replacing the file selection. */
function setArtifact(context: EditContext, document: SourceDocument, map: MapNode, archive: string): void {
  const present = ownPair(map, 'artifact');
  const old = present === undefined ? undefined : concrete(present.value);
  const known = map.pairs.map(({ key }) => key.text).filter((key) => selections.has(key));
  if (old?.kind !== 'scalar' || !isSamePath(old.text, archive))
    context.set(document, map, 'artifact', archive, known);
  remove(context, document, map, known);
}

function remove(
  context: EditContext,
  document: SourceDocument,
  map: MapNode,
  keys: readonly string[],
  parent?: Parent,
): void {
  for (const key of keys) {
    if (ownPair(map, key) !== undefined) context.plan.change(document, map, { kind: 'remove', key }, parent);
  }
}

function artifactOnly(archive: string): NewValue {
  return { pairs: [['artifact', archive]] };
}

/** Whether the service's `package` is a map or missing: content included from a file is not overwritten. */
function hasPlainPackage({ document: { root }, servicePackage }: WrittenTemplate): boolean {
  const pair = root.kind === 'map' ? ownPair(root, 'package') : undefined;
  if (servicePackage !== null || pair === undefined) return true;
  const value = concrete(pair.value);
  return value.kind === 'scalar' && value.value === null;
}

function isThere({ code }: WrittenFunction, archive: string): boolean {
  return (
    code.kind === 'local' &&
    code.path.origin === 'function' &&
    code.path.value.kind === 'known' &&
    isSamePath(code.path.value.value, archive)
  );
}
