import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Parser, TreeCursor } from 'web-tree-sitter';
import type { ParseTerraform, SyntaxNode } from '../sources/terraform/parse-terraform.js';

// Hand-written modules have a few thousand nodes. The time to parse grows with the length of any text.
const mostCharacters = 1024 * 1024;
const mostNodes = 500_000;
const mostDepth = 100;

/** Terraform's grammar for tree-sitter, as WebAssembly; loaded when the first text is parsed. */
export const nodeParseTerraform: ParseTerraform = async (text) => {
  if (text.length > mostCharacters) return undefined;
  parserOnce ??= openParser();
  const parser = await parserOnce;
  const tree = parser.parse(text);
  if (tree === null) return undefined;
  try {
    return treeOf(tree.walk());
  } finally {
    tree.delete();
  }
};

let parserOnce: Promise<Parser> | undefined;

async function openParser(): Promise<Parser> {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init();
  return new Parser().setLanguage(await Language.load(await readFile(grammarFile())));
}

// In dist after a build; in the package it comes from when run from source.
function grammarFile(): string {
  const beside = fileURLToPath(new URL('./tree-sitter-terraform.wasm', import.meta.url));
  if (existsSync(beside)) return beside;
  const require = createRequire(import.meta.url);
  return require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm');
}

interface OpenNode extends SyntaxNode {
  readonly children: OpenNode[];
}

// Uses a cursor instead of recursion, because a text can be nested as deeply as it is long.
function treeOf(cursor: TreeCursor): SyntaxNode | undefined {
  const root = nodeAt(cursor);
  const path = [root];
  let count = 1;
  try {
    while (path.length > 0) {
      const isEntered = path.length < mostDepth && cursor.gotoFirstChild();
      while (!isEntered && !cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return root;
        path.pop();
      }
      // Next to the node, not in it: its place in the path is already taken.
      if (!isEntered) path.pop();
      const node = nodeAt(cursor);
      if (cursor.nodeIsNamed || node.isMissing) {
        path.at(-1)?.children.push(node);
        count += 1;
        if (count > mostNodes) return undefined;
      }
      path.push(node);
    }
    return root;
  } finally {
    cursor.delete();
  }
}

function nodeAt(cursor: TreeCursor): OpenNode {
  return {
    type: cursor.nodeType,
    start: cursor.startIndex,
    end: cursor.endIndex,
    isMissing: cursor.nodeIsMissing,
    children: [],
  };
}
