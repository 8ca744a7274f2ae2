/** A piece of a word. Quoted pieces are neither split nor treated as patterns. */
export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  /** The text after `$` or in `${}`, parsed on expansion. */
  | { readonly kind: 'parameter'; readonly expression: string; readonly quoted: boolean }
  /** `$(...)`, backquotes, and `<(...)`: a script, parsed on expansion. */
  | { readonly kind: 'command'; readonly script: string; readonly quoted: boolean }
  /** `$((...))`, whose value is never needed. */
  | { readonly kind: 'arithmetic'; readonly quoted: boolean };

export type Word = readonly WordPart[];

export interface Assignment {
  readonly name: string;
  /** `name[index]=value`; null without an index. */
  readonly index: Word | null;
  readonly append: boolean;
  readonly value:
    | { readonly kind: 'word'; readonly word: Word }
    | { readonly kind: 'list'; readonly items: readonly ListItem[] };
}

/** An element of `name=(...)`, with its key if it is written `[key]=value`. */
export interface ListItem {
  readonly key: Word | null;
  readonly word: Word;
}

/** Offsets into the script. */
interface Spanned {
  readonly start: number;
  readonly end: number;
  /** The replacement of standard input: `< word`, `<<< word`; null if missing. */
  readonly input: Input | null;
}

export type Input =
  | { readonly kind: 'file'; readonly word: Word }
  | { readonly kind: 'text'; readonly word: Word }
  | { readonly kind: 'heredoc' };

export type Statement =
  | (Spanned & {
      readonly kind: 'simple';
      readonly assignments: readonly Assignment[];
      readonly words: readonly Word[];
    })
  | (Spanned & { readonly kind: 'list'; readonly statements: readonly Statement[] })
  /** `a && b || c`. */
  | (Spanned & { readonly kind: 'chain'; readonly first: Statement; readonly rest: readonly Link[] })
  | (Spanned & {
      readonly kind: 'pipeline';
      readonly negated: boolean;
      readonly stages: readonly Statement[];
    })
  /** `words` is null for `for x; do`, which iterates over the arguments. */
  | (Spanned & {
      readonly kind: 'for';
      readonly name: string;
      readonly words: readonly Word[] | null;
      readonly body: Statement;
    })
  | (Spanned & { readonly kind: 'while'; readonly condition: Statement; readonly body: Statement })
  | (Spanned & {
      readonly kind: 'if';
      readonly branches: readonly Branch[];
      readonly otherwise: Statement | null;
    })
  | (Spanned & { readonly kind: 'case'; readonly word: Word; readonly branches: readonly CaseBranch[] })
  | (Spanned & { readonly kind: 'group'; readonly subshell: boolean; readonly body: Statement })
  | (Spanned & { readonly kind: 'function'; readonly name: string; readonly body: Statement });

export interface Link {
  readonly operator: '&&' | '||';
  readonly statement: Statement;
}

export interface Branch {
  readonly condition: Statement;
  readonly body: Statement;
}

export interface CaseBranch {
  readonly patterns: readonly Word[];
  readonly body: Statement;
}

/** The text is not a shell script that this parser supports. */
export class ShellSyntaxError extends Error {
  override readonly name = 'ShellSyntaxError';
}

export type StatementOf<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;
