import type { Architecture, DeployedArchive, Host, ProjectFiles, Runtime } from '@lambdazip/core/internal';
import type { MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { SourceDocument } from '../documents/source-node.js';
import type { BuildCommand, ToolCommand } from '../evidence/build-command.js';
import type { EditOptions, FunctionMove, TemplateEdits } from './edits/function-move.js';
import type { ExplainedTemplate, Template, TemplateFunction, WrittenTemplate } from './template-function.js';
import type { ReadContext } from './template-reading.js';
import type { ParseTerraform } from './terraform/parse-terraform.js';
import type { TerraformChange } from './terraform/terraform-changes.js';

/** A source of functions: how to find, read and migrate them. */
export type FunctionSource = EditedSource | ExplainedSource;

interface SourceFacts {
  /** Whether a function's own architectures are added to the inherited ones instead of replacing them. */
  readonly joinsArchitectures: boolean;
  /** Whether a Handler may be a directory of Go sources, which a plugin builds. */
  readonly hasSourceHandlers: boolean;
  /** The tool whose environment applies to what it builds. */
  readonly tool: ToolCommand['tool'];
  /** Whether that tool builds functions without a build command. */
  readonly toolBuilds: boolean;
  /** Whether a source without functions need not be reported, because reading it already reports why. */
  readonly mayBeEmpty: boolean;
  /** The files of the project that are such a source, and seem to include a given file. */
  includersOf(path: string, project: ProjectFiles): Promise<readonly string[]>;
  /** Go settings in places that are not read. */
  unreadSettings(project: ProjectFiles): Promise<readonly MigrationDiagnostic[]>;
}

/** A source that is a document, whose text is edited. */
export interface EditedSource extends SourceFacts {
  readonly does: 'edit';
  /** Whether a document has this format, by its content. */
  detects(document: SourceDocument): boolean;
  /** Reads one document; nested templates are listed but not read. */
  read(document: SourceDocument, context: ReadContext): WrittenTemplate | Promise<WrittenTemplate>;
  /** The commands with which the tool builds functions of a template. */
  buildCommands(template: WrittenTemplate, project: ProjectFiles): readonly BuildCommand[];
  /**
   * The edits to a template whose functions are migrated: runtime, architecture, code and build settings. Comments, order
   * and quotes are kept; other functions keep their settings. An already migrated template has none.
   *
   * Findings: `migrate-value-left`, `migrate-code-replaced`, `migrate-plugin-obsolete`.
   */
  edit(template: WrittenTemplate, moves: readonly FunctionMove[], options: EditOptions): TemplateEdits;
}

/** A source that is a program or has a language of its own, whose changes are only described. */
export interface ExplainedSource<Read extends ExplainedTemplate = ExplainedTemplate> extends SourceFacts {
  readonly does: 'explain';
  /** Whether a path is such a source. */
  owns(path: string, files: readonly string[]): boolean;
  /** The file that stands for a directory with files of these names; undefined if missing. */
  inDirectory(names: readonly string[]): string | undefined;
  /**
   * @param paths files or directories, relative to the project's root
   * @throws LambdazipError if one cannot be read
   */
  read(paths: readonly string[], request: ReadRequest): Promise<SourcesReading<Read>>;
  /** Describes how to migrate the functions of a template from this source. */
  explain(template: Read, request: ExplainRequest): Explanation;
}

/** The context of reading sources. */
export interface ReadRequest {
  readonly host: Host;
  readonly parseTerraform: ParseTerraform;
  readonly project: ProjectFiles;
  /** Main packages that a manifest already builds, relative to the project's root; null without a manifest. */
  readonly built: ReadonlySet<string> | null;
  readonly signal: AbortSignal | undefined;
}

export interface SourcesReading<Read extends Template = Template> {
  readonly templates: readonly Read[];
  /** Warnings, and errors in parts of a template. */
  readonly findings: readonly MigrationDiagnostic[];
}

/** A function to migrate to an archive, independent of the location of its template. */
export interface ExplainedMove {
  readonly function: TemplateFunction;
  /** Its Handler after the migration. */
  readonly handler: string;
  /** Whether it changes. */
  readonly isNewHandler: boolean;
  /** The zip, relative to the project's root. */
  readonly archive: string;
  readonly runtime: Runtime;
  /** Whether the function keeps its runtime for now. */
  readonly keepsRuntime: boolean;
  readonly architecture: Architecture;
}

export interface ExplainRequest {
  /** The functions to migrate, in the order of the template. */
  readonly moves: readonly ExplainedMove[];
  /** All archives in the manifest, with zip paths relative to the project's root. */
  readonly archives: readonly DeployedArchive[];
}

/** Changes to make by hand. */
export interface Explanation {
  /** Changed lines of the source. */
  readonly changes: readonly TerraformChange[];
  /** Lines for an app that creates the functions. */
  readonly lines: readonly string[];
  readonly findings: readonly MigrationDiagnostic[];
}
