import { expect } from 'vitest';
import type { Architecture } from '../../core/src/lambda/architectures.js';
import type { Runtime } from '../../core/src/lambda/runtimes.js';
import { parseSource } from '../src/documents/parse-source.js';
import type { SourceDocument } from '../src/documents/source-node.js';
import { applyEdits } from '../src/documents/text-edit.js';
import { readCloudFormation } from '../src/sources/cloudformation/read-cloudformation.js';
import { readServerless } from '../src/sources/serverless/read-serverless.js';
import { editTemplate } from '../src/sources/sources.js';
import type { EditedFormat } from '../src/sources/template-formats.js';
import type { WrittenFunction, WrittenTemplate } from '../src/sources/template-function.js';
import type { ReadContext } from '../src/sources/template-reading.js';

/** A template before and after some of its functions are migrated. */
export interface EditCase {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly file?: string;
  /** Files that the template includes, before and after. */
  readonly included?: Readonly<Record<string, readonly [before: string, after: string]>>;
  /** IDs of the functions to migrate. Default: all whose runtime is go1.x or `provided.*`. */
  readonly moves?: readonly string[];
  /** By ID. Default: the same archive for all. */
  readonly archives?: Readonly<Record<string, string>>;
  readonly runtime?: Runtime | null;
  readonly architecture?: Architecture;
  readonly handlers?: Readonly<Record<string, string>>;
  readonly findings?: readonly string[];
}

function read(file: string, text: string): SourceDocument {
  const reading = parseSource(file, text);
  if (reading.kind === 'refused') throw new Error(`${file}: ${reading.problem.message}\n${text}`);
  return reading.document;
}

/** Reads a template together with other files, by name. */
export async function templateOf(
  format: EditedFormat,
  file: string,
  text: string,
  files: Readonly<Record<string, string>>,
): Promise<WrittenTemplate> {
  const context: ReadContext = {
    project: {
      root: '/project',
      files: Object.keys(files),
      links: [],
      outside: () => [],
      namesIn: async () => [],
      read: (path) => Promise.resolve(files[path]),
      display: (path) => path,
    },
    report: () => {},
  };
  const document = read(file, text);
  return format === 'serverless'
    ? readServerless(document, context)
    : readCloudFormation(document, format, context);
}

/** The effective settings of a function, as far as the template defines them. */
function effective({
  format,
  runtime,
  handler,
  code,
  architectures,
  inheritedArchitectures,
}: WrittenFunction) {
  const listed = [inheritedArchitectures, architectures].map((setting) => setting?.values ?? []);
  return {
    runtime: runtime?.value,
    handler: handler?.value,
    code: code.kind === 'local' ? code.path.value : code.kind,
    architectures: format === 'sam' ? listed.flat() : (listed.findLast((values) => values.length > 0) ?? []),
  };
}

/** Checks the edits, that a second run makes none, and that functions that are not migrated keep their settings. */
export async function checkEdits(format: EditedFormat, each: EditCase): Promise<void> {
  const { file = format === 'serverless' ? 'serverless.yml' : 'template.yaml', included = {} } = each;
  const { archives = {}, runtime = 'provided.al2023', architecture = 'arm64', handlers = {} } = each;
  const [first, second] = await Promise.all(
    [0, 1].map((index) => {
      const files = Object.fromEntries(
        Object.entries(included).map(([name, texts]) => [name, texts[index] ?? '']),
      );
      return templateOf(format, file, index === 0 ? each.before : each.after, files);
    }),
  );
  if (first === undefined || second === undefined) throw new Error('not read');
  const ids =
    each.moves ??
    first.functions
      .filter((one) => /go1|provided/.test(JSON.stringify(one.runtime?.value ?? '')))
      .map(({ id }) => id);
  const edit = (template: WrittenTemplate) =>
    editTemplate(
      template,
      template.functions
        .filter(({ id }) => ids.includes(id))
        .map((one) => ({
          function: one,
          archive: archives[one.id] ?? 'dist/lambda.zip',
          runtime,
          architecture,
          newHandler: handlers[one.id] ?? null,
        })),
    );

  const { edits, findings } = edit(first);
  expect(applyEdits(each.before, edits.get(file) ?? [])).toBe(each.after);
  for (const [name, [before, after]] of Object.entries(included)) {
    expect(applyEdits(before, edits.get(name) ?? [])).toBe(after);
  }
  expect(findings.map(({ code }) => code)).toEqual(each.findings ?? []);

  const again = edit(second);
  expect([...again.edits], 'edits of what was edited').toEqual([]);
  const stays = (template: WrittenTemplate) => template.functions.filter(({ id }) => !ids.includes(id));
  expect(stays(second).map(effective), 'functions that do not move').toEqual(stays(first).map(effective));
}
