import type { CdkLanguage, Location } from '@lambdazip/core/internal';
import type { MapNode, ScalarNode, SourceDocument, SourceNode } from '../documents/source-node.js';
import type { EditedFormat } from './template-formats.js';
import type { TerraformFunction, TerraformModule } from './terraform/terraform-function.js';

/** A value as far as it is known without deploying. */
export type Resolved =
  | { readonly kind: 'known'; readonly value: string }
  /** One of several values, by a condition, mapping or parameter (its default first). */
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  /** Not known from the files: the source text, such as `${env:STAGE}` or `!ImportValue x`. */
  | { readonly kind: 'unknown'; readonly text: string };

/** A literal that defines the value of a setting, which must change to change the setting. */
export interface Site {
  /** The document that contains it: the template, or a file it includes. */
  readonly document: SourceDocument;
  readonly node: ScalarNode;
  readonly value: string;
}

/** Where a setting of a function is set. `default`: nowhere, the format's default. */
export type SettingOrigin = 'function' | 'globals' | 'provider' | 'default';

/** A setting of a function, including inherited values. */
export interface Setting {
  readonly value: Resolved;
  readonly origin: SettingOrigin;
  /** Of the value, or of the function if it has none of its own. */
  readonly location: Location;
  /** The node of the value under the setting's key; null with `default`, and in a source that is not edited. */
  readonly node: SourceNode | null;
  /** The literals that the value comes from, through `!Ref`, `!If`, `!FindInMap`, anchors and `${self:...}`. */
  readonly sites: readonly Site[];
}

/** `Architectures` (SAM, CloudFormation) or `architecture` (Serverless Framework). */
export interface ArchitectureSetting extends Omit<Setting, 'value' | 'origin'> {
  readonly origin: Exclude<SettingOrigin, 'default'>;
  /** Each item of the list; one item for `architecture`. */
  readonly values: readonly Resolved[];
}

/** The source of a function's code. */
export type FunctionCode =
  /** A file or directory. `path` is as written (relative to the template's directory); `.` for a missing CodeUri. */
  | { readonly kind: 'local'; readonly path: Setting }
  /** Serverless Framework without an artifact: the service's directory, or its `patterns`. */
  | { readonly kind: 'service' }
  | { readonly kind: 's3'; readonly location: Location }
  | { readonly kind: 'image'; readonly location: Location }
  | { readonly kind: 'inline'; readonly location: Location }
  /** Not known from the files, such as `!Ref CodeBucket`; `text` is the source. */
  | { readonly kind: 'unknown'; readonly text: string; readonly location: Location };

/** The program of a function that is a main package of the project. */
export interface OwnProgram {
  /** The directory of its main package, relative to the project's root. */
  readonly directory: string;
  /** Whether the source's tool builds it in its own environment, instead of a build line of the project. */
  readonly isBuiltByTool: boolean;
}

/** The file list of a function's package, as written. */
export interface PackageLists {
  /** Patterns that include or exclude (`!x`) files of the service; later ones take precedence. */
  readonly patterns: readonly string[];
  /** The files that the function's own list names individually. */
  readonly named: readonly string[];
}

/** A function in any format. Functions of all runtimes are read. */
interface FunctionFacts {
  /** The logical ID, the key under `functions`, or the name of the resource; the Handler of a program. */
  readonly id: string;
  /** The location of the ID. */
  readonly location: Location;
  /** The file that contains the function, relative to the project's root; it may be included by the template. */
  readonly file: string;
  /** null if missing, as for images. */
  readonly runtime: Setting | null;
  readonly handler: Setting | null;
  readonly code: FunctionCode;
  /** Whether the zip with its code is made by something unknown. Default: false. */
  readonly isPackedElsewhere?: boolean;
  /** The program that the source specifies. Default: it has to be found. */
  readonly program?: OwnProgram;
  /** The function's own; null if it has none. */
  readonly architectures: ArchitectureSetting | null;
  /** Those of `Globals.Function` or `provider`; null if missing. SAM joins both lists. */
  readonly inheritedArchitectures: ArchitectureSetting | null;
  /** SAM: `Metadata.BuildMethod`, such as `go1.x` or `makefile`; null if not set. */
  readonly buildMethod: string | null;
  /** SAM: `Metadata.WorkingDirectory` as written, the directory of the Makefile of a makefile build; null if not set. */
  readonly buildDirectory: string | null;
  /** Why the function stands for several with possibly different programs, as a phrase without a full stop. */
  readonly repeated?: string;
  /** The number of known layers; 0 if it has none. */
  readonly layers: number;
  /** The names under `Environment.Variables` (or `environment`), inherited ones included. */
  readonly environment: readonly string[];
  /** Default: no list selects the files. */
  readonly packageLists?: PackageLists;
  /** Whether the function gets its own archive, by its own `package.individually` or the service's. Default: false. */
  readonly individually?: boolean;
}

/** A function of a template, which can be edited. */
export interface WrittenFunction extends FunctionFacts {
  readonly format: EditedFormat;
  /** `FunctionName`, or `name` in the Serverless Framework. Default: the tool generates it. */
  readonly name?: Resolved;
  /** The file that contains the function, which may be included by the template. */
  readonly document: SourceDocument;
  /** The resource, or the function's own map (Serverless Framework). */
  readonly resource: MapNode;
  /** `Properties`, or the function's own map (Serverless Framework); null if missing. */
  readonly properties: MapNode | null;
  /**
   * Serverless Framework: its own `package.patterns`, preceded by `exclude` (negated as `!x`) and `include`; with variables
   * resolved.
   */
  readonly patterns?: readonly string[];
}

/** A function resource in a Terraform module. */
export interface TerraformResource extends FunctionFacts {
  readonly format: 'terraform';
  readonly block: TerraformFunction;
}

/** A main package of a project whose functions a CDK app creates. */
export interface CdkProgram extends FunctionFacts {
  readonly format: 'cdk';
  readonly program: OwnProgram;
}

export type TemplateFunction = WrittenFunction | TerraformResource | CdkProgram;

/** Common properties of all sources of functions. */
interface TemplateFacts<Fn extends TemplateFunction> {
  /** Relative to the project's root. */
  readonly file: string;
  readonly functions: readonly Fn[];
}

/** A template with all its functions, including those of included files. */
export interface WrittenTemplate extends TemplateFacts<WrittenFunction> {
  readonly format: EditedFormat;
  readonly document: SourceDocument;
  /** `Globals.Function` or `provider`; null if missing. */
  readonly globals: MapNode | null;
  /** The file that contains `globals`, if it is not the template. */
  readonly globalsDocument?: SourceDocument;
  /** Serverless Framework: the top-level `package`; null if missing. */
  readonly servicePackage: MapNode | null;
  /** The file that contains `servicePackage`, if it is not the template. */
  readonly servicePackageDocument?: SourceDocument;
  /** The Serverless Framework's `frameworkVersion` as written; null if not set. */
  readonly frameworkVersion: string | null;
  /** Local templates of nested stacks (`AWS::Serverless::Application`, `AWS::CloudFormation::Stack`), relative to the root. */
  readonly nested: readonly string[];
}

/** A Terraform module, which is never edited. */
export interface TerraformTemplate extends TemplateFacts<TerraformResource> {
  readonly format: 'terraform';
  readonly module: TerraformModule;
}

/** An AWS CDK app: a program, whose functions are not listed anywhere. It is never edited. */
export interface CdkApp extends TemplateFacts<CdkProgram> {
  readonly format: 'cdk';
  readonly language: CdkLanguage;
}

export type ExplainedTemplate = TerraformTemplate | CdkApp;

export type Template = WrittenTemplate | ExplainedTemplate;
