/** A named node of a syntax tree, as named in tree-sitter's grammar for Terraform. Offsets in UTF-16 units. */
export interface SyntaxNode {
  /** Such as `block`, `attribute` or `string_lit`; `ERROR` for syntax errors. */
  readonly type: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Whether it is missing from the text but required. */
  readonly isMissing: boolean;
  /** Without anonymous nodes, such as `=`, and without nodes that are nested too deeply. */
  readonly children: readonly SyntaxNode[];
}

/** Parses Terraform's language; undefined if the text is too large to be written by hand. */
export type ParseTerraform = (text: string) => Promise<SyntaxNode | undefined>;
