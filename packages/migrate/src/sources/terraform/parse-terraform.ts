/** A named node of a syntax tree, as named in tree-sitter's grammar for Terraform. Offsets in UTF-16 units. */
export interface SyntaxNode {
  /** For example `block`, `attribute` or `string_lit`; `ERROR` for unparsable text. */
  readonly type: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Whether the node is required but missing in the text. */
  readonly isMissing: boolean;
  /** Without unnamed nodes, such as `=`, and without excessively nested nodes. */
  readonly children: readonly SyntaxNode[];
}

/** Parses Terraform's language; undefined if the text is larger than any real file. */
export type ParseTerraform = (text: string) => Promise<SyntaxNode | undefined>;
