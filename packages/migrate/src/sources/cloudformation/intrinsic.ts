import type { ConcreteNode, SourceNode } from '../../documents/source-node.js';

/** An intrinsic function of CloudFormation, in short form (`!Sub text`) or long form (`{"Fn::Sub": "text"}`). */
export interface Intrinsic {
  /** Without `!` and `Fn::`: `Ref`, `If`, `FindInMap`, `Transform`, ... */
  readonly name: string;
  /** In short form, the node with the tag. */
  readonly argument: SourceNode;
}

/** The intrinsic function of a value; null for plain values. */
export function intrinsicOf(node: ConcreteNode): Intrinsic | null {
  const short = /^!([A-Za-z]\w*)$/.exec(node.tag ?? '')?.[1];
  if (short !== undefined) return { name: short, argument: node };
  if (node.kind !== 'map' || node.pairs.length !== 1) return null;
  const [pair] = node.pairs;
  const name = pair === undefined ? undefined : /^(?:(Ref)$|Fn::(.+))/.exec(pair.key.text);
  const long = name?.[1] ?? name?.[2];
  return pair === undefined || long === undefined ? null : { name: long, argument: pair.value };
}
