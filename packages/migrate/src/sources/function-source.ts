import type { Architecture, DeployedArchive, Host, ProjectFiles, Runtime } from '@lambdazip/core/internal';
import type { MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { SourceDocument } from '../documents/source-node.js';
import type { BuildCommand, ToolCommand } from '../evidence/build-command.js';
import type { EditOptions, FunctionMove, TemplateEdits } from './edits/function-move.js';
import type { ExplainedTemplate, Template, TemplateFunction, WrittenTemplate } from './template-function.js';
import type { ReadContext } from './template-reading.js';
import type { ParseTerraform } from './terraform/parse-terraform.js';
import type { TerraformChange } from './terraform/terraform-changes.js';

/** What functions are written in: how they are found and read, and how they are moved. */
export type FunctionSource = EditedSource | ExplainedSource;

interface SourceFacts {
  /** Whether a function has its own architectures besides those that it inherits, and not instead of them. */
  readonly joinsArchitectures: boolean;
  /** Whether a Handler may be a directory of Go sources, which a plugin builds. */
  readonly hasSourceHandlers: boolean;
  /** The tool whose environment counts for what it builds. */
  readonly tool: ToolCommand['tool'];
  /** Whether that tool builds functions without a build line. */
  readonly toolBuilds: boolean;
  /** Whether a source without functions is nothing to report, since reading it says why. */
  readonly mayBeEmpty: boolean;
  /** The files of the project that are such a source, and seem to include a file of it. */
  includersOf(path: string, project: ProjectFiles): Promise<readonly string[]>;
  /** What says something to go in a place that is not read. */
  unreadSettings(project: ProjectFiles): Promise<readonly MigrationDiagnostic[]>;
}

/** A source that is a document, whose text is changed. */
export interface EditedSource extends SourceFacts {
  readonly does: 'edit';
  /** Whether a document is one, by its content. */
  detects(document: SourceDocument): boolean;
  /** Reads one document; nested templates are named and not read. */
  read(document: SourceDocument, context: ReadContext): WrittenTemplate | Promise<WrittenTemplate>;
  /** The commands by which the tool builds functions of a template. */
  buildCommands(template: WrittenTemplate, project: ProjectFiles): readonly BuildCommand[];
  /**
   * The edits of a template whose functions move to archives of lambdazip: runtime, architecture, code, and what said how they
   * were built. Comments, order and quotes stay; functions that do not move have the same settings afterwards. On a template
   * that was edited so there are none.
   *
   * Findings: `migrate-value-left`, `migrate-code-replaced`, `migrate-plugin-obsolete`.
   */
  edit(template: WrittenTemplate, moves: readonly FunctionMove[], options: EditOptions): TemplateEdits;
}

/** A source that is a program or a language of its own, whose changes are described. */
export interface ExplainedSource<Read extends ExplainedTemplate = ExplainedTemplate> extends SourceFacts {
  readonly does: 'explain';
  /** Whether what a command names is one. */
  owns(path: string, files: readonly string[]): boolean;
  /** What a directory with files of these names is named by; undefined without one. */
  inDirectory(names: readonly string[]): string | undefined;
  /**
   * @param paths files or directories, relative to the project's root
   * @throws LambdazipError where one cannot be read
   */
  read(paths: readonly string[], request: ReadRequest): Promise<SourcesReading<Read>>;
  /** Says how functions of a template that this source has read are moved. */
  explain(template: Read, request: ExplainRequest): Explanation;
}

/** What reading sources can reach. */
export interface ReadRequest {
  readonly host: Host;
  readonly parseTerraform: ParseTerraform;
  readonly project: ProjectFiles;
  /** The main packages that a manifest builds already, relative to the project's root; null without a manifest. */
  readonly built: ReadonlySet<string> | null;
  readonly signal: AbortSignal | undefined;
}

export interface SourcesReading<Read extends Template = Template> {
  readonly templates: readonly Read[];
  /** Warnings, and errors that concern a part of a template. */
  readonly findings: readonly MigrationDiagnostic[];
}

/** A function that is to run from an archive, in words that do not depend on where its template is. */
export interface ExplainedMove {
  readonly function: TemplateFunction;
  /** The Handler that it has afterwards. */
  readonly handler: string;
  /** Whether it is another one than before. */
  readonly isNewHandler: boolean;
  /** The zip, relative to the project's root. */
  readonly archive: string;
  readonly runtime: Runtime;
  /** Whether the function's own runtime stays for now. */
  readonly keepsRuntime: boolean;
  readonly architecture: Architecture;
}

export interface ExplainRequest {
  /** The functions of the template that move, in its order. */
  readonly moves: readonly ExplainedMove[];
  /** All archives of the manifest, with the zips relative to the project's root. */
  readonly archives: readonly DeployedArchive[];
}

/** What has to be changed by hand. */
export interface Explanation {
  /** Lines of the source. */
  readonly changes: readonly TerraformChange[];
  /** Lines for a program that makes the functions. */
  readonly lines: readonly string[];
  readonly findings: readonly MigrationDiagnostic[];
}
