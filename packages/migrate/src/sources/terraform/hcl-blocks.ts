import { hclText } from '@lambdazip/core/internal';
import type { SyntaxNode } from './parse-terraform.js';

/** A Terraform file with its syntax tree. */
export interface HclFile {
  /** Relative to the project's root. */
  readonly path: string;
  readonly text: string;
  /** The offset of each line, in UTF-16 units. */
  readonly lineStarts: readonly number[];
  readonly root: SyntaxNode;
}

/** `name = expression`. */
export interface HclAttribute {
  readonly file: HclFile;
  readonly name: string;
  readonly node: SyntaxNode;
  readonly expression: SyntaxNode;
}

/** `type "label" "label" { ... }`. */
export interface HclBlock {
  readonly file: HclFile;
  readonly type: string;
  readonly labels: readonly string[];
  readonly node: SyntaxNode;
  /** The block's own attributes, by name; the first if duplicated. */
  readonly attributes: ReadonlyMap<string, HclAttribute>;
}

/** The top-level blocks of a file. */
export function blocksOf(file: HclFile): readonly HclBlock[] {
  return bodyOf(file.root)
    .filter(({ type }) => type === 'block')
    .map((node) => {
      const names = node.children.filter(({ type }) => type === 'identifier' || type === 'string_lit');
      const [type = '', ...labels] = names.map((name) =>
        name.type === 'identifier' ? sourceOf(file, name) : stringOf(file, name),
      );
      return { file, type, labels, node, attributes: attributesOf(file, node) };
    });
}

/** The attributes of a block or a whole file, by name. */
export function attributesOf(file: HclFile, owner: SyntaxNode): ReadonlyMap<string, HclAttribute> {
  const found = new Map<string, HclAttribute>();
  for (const node of bodyOf(owner)) {
    const name = node.children.find(({ type }) => type === 'identifier');
    const expression = node.children.find(({ type }) => type === 'expression');
    if (node.type !== 'attribute' || name === undefined || expression === undefined) continue;
    const text = sourceOf(file, name);
    if (!found.has(text)) found.set(text, { file, name: text, node, expression });
  }
  return found;
}

/** The source text of a node. */
export function sourceOf({ text }: HclFile, { start, end }: SyntaxNode): string {
  return text.slice(start, end);
}

/** The text of a `string_lit`. */
export function stringOf(file: HclFile, node: SyntaxNode): string {
  return hclText(file.text.slice(node.start + 1, node.end - 1));
}

// A part with syntax errors may contain complete attributes, which are used.
function bodyOf(owner: SyntaxNode): readonly SyntaxNode[] {
  return owner.children.flatMap((node) =>
    node.type === 'body' || node.type === 'ERROR' ? bodyOf(node) : [node],
  );
}
