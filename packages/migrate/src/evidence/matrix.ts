import { concrete, type SourceNode } from '../documents/source-node.js';
import { plainText } from './unknown-text.js';
import { scalarsOf } from './yaml-script.js';

const combinationLimit = 256;

/**
 * The combinations of a matrix: of lists by name (GitHub, Taskfile), or of several matrices (GitLab). One empty combination
 * if missing.
 */
export function matrixOf(node: SourceNode | undefined): readonly ReadonlyMap<string, string>[] {
  const found = node === undefined ? undefined : concrete(node);
  if (found?.kind === 'list') {
    const all = found.items.flatMap((item) => matrixOf(item)).slice(0, combinationLimit);
    return all.length === 0 ? [new Map()] : all;
  }
  if (found?.kind !== 'map') return [new Map()];
  let combinations: ReadonlyMap<string, string>[] = [new Map()];
  const included: ReadonlyMap<string, string>[] = [];
  for (const { key, value } of found.pairs) {
    const list = concrete(value);
    if (key.text === 'exclude') continue;
    if (key.text === 'include') {
      for (const item of list.kind === 'list' ? list.items : []) included.push(flattened('', item));
      continue;
    }
    const items = list.kind === 'list' ? list.items : [list];
    const values = items.map((item) => flattened(key.text, item));
    if (values.length === 0) continue;
    combinations = combinations
      .flatMap((combination) => values.map((each) => new Map([...combination, ...each])))
      .slice(0, combinationLimit);
  }
  const own = combinations.length === 1 && combinations[0]?.size === 0 ? [] : combinations;
  const all = [...own, ...included].slice(0, combinationLimit);
  return all.length === 0 ? [new Map()] : all;
}

/** A value by its name; values of a map by `name.key`. */
function flattened(name: string, node: SourceNode): ReadonlyMap<string, string> {
  const found = concrete(node);
  if (found.kind === 'map') {
    const prefix = name === '' ? '' : `${name}.`;
    return new Map(
      found.pairs.flatMap(({ key, value }) => {
        const text = scalarsOf(value)[0]?.text;
        return text === undefined ? [] : [[prefix + key.text, plainText(text)] as const];
      }),
    );
  }
  const text = scalarsOf(found)[0]?.text;
  return new Map(text === undefined ? [] : [[name, plainText(text)]]);
}
