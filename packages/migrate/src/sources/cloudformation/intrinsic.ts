import type { ConcreteNode, SourceNode } from '../../documents/source-node.js';

/** A function of CloudFormation, in its short form (`!Sub text`) or its long one (`{"Fn::Sub": "text"}`). */
export interface Intrinsic {
  /** Without `!` and `Fn::`: `Ref`, `If`, `FindInMap`, `Transform`, ... */
  readonly name: string;
  /** For the short form the node that carries the tag. */
  readonly argument: SourceNode;
}

/** The intrinsic that a value is; null for plain values. */
export function intrinsicOf(node: ConcreteNode): Intrinsic | null {
  const short = /^!([A-Za-z]\w*)$/.exec(node.tag ?? '')?.[1];
  if (short !== undefined) return { name: short, argument: node };
  if (node.kind !== 'map' || node.pairs.length !== 1) return null;
  const [pair] = node.pairs;
  const name = pair === undefined ? undefined : /^(?:(Ref)$|Fn::(.+))/.exec(pair.key.text);
  const long = name?.[1] ?? name?.[2];
  return pair === undefined || long === undefined ? null : { name: long, argument: pair.value };
}
