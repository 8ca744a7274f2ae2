// Types for args, which are JSON values by name, so that a catalog's interface has one line per code.

/** Args that are strings: `Texts<'file' | 'reason'>` is `{ file: string; reason: string }`. */
export type Texts<Name extends string> = { readonly [Each in Name]: string };

/** Args that are strings, or null. */
export type MaybeTexts<Name extends string> = { readonly [Each in Name]: string | null };

/** Args that are lists of strings. */
export type Lists<Name extends string> = { readonly [Each in Name]: readonly string[] };

/** Args that are numbers. */
export type Numbers<Name extends string> = { readonly [Each in Name]: number };

/** Args that are one of several strings. */
export type OneOf<Name extends string, Value extends string> = { readonly [Each in Name]: Value };

/** Args that are true or false. */
export type Flags<Name extends string> = { readonly [Each in Name]: boolean };

/** Args that are lists of small objects. */
export type Items<Name extends string, Item> = { readonly [Each in Name]: readonly Item[] };

/** The args of a code without args. */
export type None = Readonly<Record<never, never>>;

/** The args of any code. */
export type AnyArgs = Readonly<Record<string, AnyValue | readonly AnyItem[]>>;

type AnyValue = string | number | boolean | null | readonly string[];
type AnyItem = Readonly<Record<string, AnyValue>>;
