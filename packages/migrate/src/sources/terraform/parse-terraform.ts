/** A named node of a syntax tree, as tree-sitter's grammar for Terraform calls them. Offsets in UTF-16 units. */
export interface SyntaxNode {
  /** Such as `block`, `attribute` or `string_lit`; `ERROR` for what could not be parsed. */
  readonly type: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Whether it is not in the text, and something had to be there. */
  readonly isMissing: boolean;
  /** Nodes without a name, such as `=`, are left out, and whatever is nested deeper than anybody writes. */
  readonly children: readonly SyntaxNode[];
}

/** Parses Terraform's language; undefined where the text is larger than anything that somebody wrote. */
export type ParseTerraform = (text: string) => Promise<SyntaxNode | undefined>;
