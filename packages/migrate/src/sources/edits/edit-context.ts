import type { Location } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../../diagnostics/diagnose.js';
import { linePosition } from '../../documents/line-position.js';
import type { NewValue } from '../../documents/new-value.js';
import {
  concrete,
  type MapNode,
  ownPair,
  type SourceDocument,
  type SourceNode,
} from '../../documents/source-node.js';
import type { WrittenFunction, WrittenTemplate } from '../template-function.js';
import { EditPlan, type Parent } from './edit-plan.js';
import type { EditOptions, FunctionMove } from './function-move.js';

/** State shared by all steps of editing a template. */
export class EditContext {
  readonly plan = new EditPlan();
  readonly findings: MigrationDiagnostic[] = [];
  readonly template: WrittenTemplate;
  readonly moves: readonly FunctionMove[];
  readonly #options: EditOptions;
  readonly #moved: ReadonlyMap<WrittenFunction, FunctionMove>;

  constructor(template: WrittenTemplate, moves: readonly FunctionMove[], options: EditOptions) {
    this.template = template;
    this.moves = moves;
    this.#options = options;
    this.#moved = new Map(moves.map((move) => [move.function, move]));
  }

  moveOf(each: WrittenFunction): FunctionMove | undefined {
    return this.#moved.get(each);
  }

  report(diagnostic: MigrationDiagnostic): void {
    this.findings.push(diagnostic);
  }

  /** For diagnostics that several functions cause. */
  reportOnce(diagnostic: MigrationDiagnostic): void {
    const text = JSON.stringify(diagnostic);
    if (!this.findings.some((finding) => JSON.stringify(finding) === text)) this.report(diagnostic);
  }

  /** Reports a value that was not changed because it is not known from the files. */
  reportLeft(setting: string, text: string, wanted: string, location: Location): void {
    this.report(diagnose('migrate-value-left', { setting, text, wanted }, location));
  }

  locate(document: SourceDocument, node: SourceNode): Location {
    const file = this.#options.display?.(document.file) ?? document.file;
    return { file, ...linePosition(document.text, node.start) };
  }

  /**
   * Sets a value on a function itself. New pairs are inserted after the first of the keys that the function has, or before
   * all others.
   */
  setOwn(each: WrittenFunction, key: string, value: NewValue, behind: readonly string[]): void {
    const map = each.properties;
    if (map === null) return;
    if (ownPair(map, key) === undefined) this.checkHeirs(each, key, value);
    if (!this.set(each.document, map, key, value, behind)) this.#reportShared(each, key, value);
  }

  /** Reports if a function that is not migrated would get a setting too, because it has the same text (`<<`, or a loop). */
  checkHeirs(each: WrittenFunction, key: string, value: NewValue): void {
    if (this.moveOf(each) === undefined) return;
    const source = each.properties;
    const heir = this.template.functions.find(
      (other) =>
        other.document === each.document &&
        this.moveOf(other) === undefined &&
        source !== null &&
        other.properties !== null &&
        (other.properties === source || ownPair(other.properties, key) === undefined) &&
        inherits(other.properties, source),
    );
    if (heir !== undefined) this.#reportShared(each, key, value);
  }

  #reportShared({ id, location }: WrittenFunction, setting: string, value: NewValue): void {
    const wanted = typeof value === 'string' ? value : JSON.stringify(value);
    this.report(diagnose('migrate-shared-text', { id, setting, wanted }, location));
  }

  /** @returns whether it was planned: false if a different change is planned for the same key of the map */
  set(
    document: SourceDocument,
    map: MapNode,
    key: string,
    value: NewValue,
    behind: readonly string[],
  ): boolean {
    if (ownPair(map, key) !== undefined) {
      return this.plan.change(document, map, { kind: 'replace', key, value });
    }
    const after = behind.find((other) => ownPair(map, other) !== undefined);
    const first = map.pairs[0]?.key.text;
    const place = after !== undefined ? { after } : first !== undefined ? { before: first } : {};
    return this.plan.change(document, map, { kind: 'insert', key, value, place });
  }

  /** `Globals.Function` or `provider`, with its document; undefined if missing. */
  globals():
    | { readonly document: SourceDocument; readonly map: MapNode; readonly parent?: Parent }
    | undefined {
    const { globals: map, globalsDocument, document: main } = this.template;
    if (map === null) return undefined;
    const document = globalsDocument ?? main;
    const outer = main.root.kind === 'map' ? ownValue(main.root, 'Globals') : undefined;
    if (outer?.kind !== 'map' || main.root.kind !== 'map') return { document, map };
    if (ownValue(outer, 'Function') !== map) return { document, map };
    const parent = { map: outer, key: 'Function', parent: { map: main.root, key: 'Globals' } };
    return { document, map, parent };
  }
}

/** Whether two paths are the same except for a leading `./`. */
export function isSamePath(a: string, b: string): boolean {
  return a.replace(/^\.\//, '') === b.replace(/^\.\//, '');
}

/** The value of a key that is set there and nowhere else. */
function ownValue(map: MapNode, key: string): SourceNode | undefined {
  return ownPair(map, key)?.value;
}

/** Whether a map is the other one, or inherits its pairs through `<<`. */
function inherits(map: MapNode, source: MapNode): boolean {
  if (map.span.start === source.span.start) return true;
  const merge = ownPair(map, '<<');
  if (merge === undefined) return false;
  const value = concrete(merge.value);
  const sources = value.kind === 'list' ? value.items.map(concrete) : [value];
  return sources.some((each) => each.kind === 'map' && inherits(each, source));
}
