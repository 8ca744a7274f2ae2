import { hclText } from '@lambdazip/core/internal';
import { type HclAttribute, type HclBlock, type HclFile, sourceOf, stringOf } from './hcl-blocks.js';
import type { SyntaxNode } from './parse-terraform.js';

/** The value of an expression, as far as it is known from the files. */
export type HclValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly HclValue[] }
  | { readonly kind: 'unknown' };

/** The names that expressions of a module can refer to. */
export interface HclScope {
  /** `var.x`: the attribute with its value. */
  readonly variables: ReadonlyMap<string, HclAttribute>;
  /** `local.x`. */
  readonly locals: ReadonlyMap<string, HclAttribute>;
  /** `data.archive_file.x`. */
  readonly archiveFiles: ReadonlyMap<string, HclBlock>;
}

/** Longer than any path, handler or runtime: locals that double each other grow without limit. */
const longestText = 4096;
/** More references than in any real module. */
const mostReferences = 100;

const unknown: HclValue = { kind: 'unknown' };

/** Evaluates attributes: literals, templates, `var`, `local` and `path.module` are supported. */
export function evaluator(scope: HclScope): (attribute: HclAttribute) => HclValue {
  // Each is evaluated once, however many expressions refer to it.
  const known = new Map<HclAttribute, HclValue>();
  return (attribute) => valueBehind(attribute, new Set());

  function valueBehind(attribute: HclAttribute, open: ReadonlySet<HclAttribute>): HclValue {
    const before = known.get(attribute);
    if (before !== undefined) return before;
    if (open.has(attribute) || open.size > mostReferences) return unknown;
    const value = evaluate(attribute.file, attribute.expression, new Set([...open, attribute]));
    known.set(attribute, value);
    return value;
  }

  function evaluate(file: HclFile, node: SyntaxNode, open: ReadonlySet<HclAttribute>): HclValue {
    const [only, ...others] = node.children.filter(({ type }) => type !== 'comment');
    switch (node.type) {
      case 'expression':
        if (only?.type === 'variable_expr') return referred(file, node, open);
        return only === undefined || others.length > 0 ? unknown : evaluate(file, only, open);
      case 'literal_value':
      case 'collection_value':
      case 'template_expr':
        return only === undefined ? unknown : evaluate(file, only, open);
      case 'string_lit':
        return { kind: 'text', text: stringOf(file, node) };
      case 'numeric_lit':
      case 'bool_lit':
        return { kind: 'text', text: sourceOf(file, node) };
      case 'quoted_template':
        return template(file, node, open);
      case 'tuple': {
        const items = node.children.filter(({ type }) => type === 'expression');
        return { kind: 'list', items: items.map((item) => evaluate(file, item, open)) };
      }
      default:
        return unknown;
    }
  }

  function template(file: HclFile, node: SyntaxNode, open: ReadonlySet<HclAttribute>): HclValue {
    let text = '';
    for (const part of node.children) {
      if (part.type === 'template_literal') text += hclText(sourceOf(file, part));
      else if (part.type === 'template_interpolation') {
        const inner = part.children.find(({ type }) => type === 'expression');
        const value = inner === undefined ? unknown : evaluate(file, inner, open);
        if (value.kind !== 'text') return unknown;
        text += value.text;
      } else if (!/^quoted_template_/.test(part.type)) return unknown;
      if (text.length > longestText) return unknown;
    }
    return { kind: 'text', text };
  }

  function referred(file: HclFile, node: SyntaxNode, open: ReadonlySet<HclAttribute>): HclValue {
    if (sourceOf(file, node) === 'path.module') return { kind: 'text', text: '.' };
    const next = attributeBehind(file, node, scope);
    return next === undefined ? unknown : valueBehind(next, open);
  }
}

/** The attribute with the literal: itself, or the target of `var.x` or `local.x`. */
export function siteOf(attribute: HclAttribute, scope: HclScope): HclAttribute {
  let at = attribute;
  for (let hops = 0; hops < mostReferences; hops += 1) {
    const next = attributeBehind(at.file, at.expression, scope);
    if (next === undefined) return at;
    at = next;
  }
  // A cycle.
  return attribute;
}

function attributeBehind(file: HclFile, node: SyntaxNode, scope: HclScope): HclAttribute | undefined {
  if (node.end - node.start > longestText) return undefined;
  const [kind, name = '', third = '', fourth = '', ...rest] = sourceOf(file, node)
    .split('.')
    .map((part) => part.trim());
  if (kind === 'data' && name === 'archive_file' && fourth === 'output_path' && rest.length === 0) {
    return scope.archiveFiles.get(third)?.attributes.get(fourth);
  }
  if (third !== '') return undefined;
  if (kind === 'var') return scope.variables.get(name);
  return kind === 'local' ? scope.locals.get(name) : undefined;
}
