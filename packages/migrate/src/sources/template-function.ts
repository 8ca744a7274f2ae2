import type { CdkLanguage, Location } from '@lambdazip/core/internal';
import type { MapNode, ScalarNode, SourceDocument, SourceNode } from '../documents/source-node.js';
import type { EditedFormat } from './template-formats.js';
import type { TerraformFunction, TerraformModule } from './terraform/terraform-function.js';

/** A value as far as it is known without deploying. */
export type Resolved =
  | { readonly kind: 'known'; readonly value: string }
  /** One of several, depending on a condition, mapping or parameter (its default first). */
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  /** Not determined by the files: the source text, such as `${env:STAGE}` or `!ImportValue x`. */
  | { readonly kind: 'unknown'; readonly text: string };

/** A literal that determines the value of a setting, and has to be edited to change it. */
export interface Site {
  /** The document that contains it: the template, or a file that the template includes. */
  readonly document: SourceDocument;
  readonly node: ScalarNode;
  readonly value: string;
}

/** Where a setting of a function is defined. `default`: nowhere, it is the format's default. */
export type SettingOrigin = 'function' | 'globals' | 'provider' | 'default';

/** A setting of a function, own or inherited. */
export interface Setting {
  readonly value: Resolved;
  readonly origin: SettingOrigin;
  /** The location of the value, or of the function if it has no value of its own. */
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
  /** Serverless Framework without an artifact: the service's directory, or its `package.artifact`-less patterns. */
  | { readonly kind: 'service' }
  | { readonly kind: 's3'; readonly location: Location }
  | { readonly kind: 'image'; readonly location: Location }
  | { readonly kind: 'inline'; readonly location: Location }
  /** Unknown from the files, such as `!Ref CodeBucket`; `text` is the source. */
  | { readonly kind: 'unknown'; readonly text: string; readonly location: Location };

/** The program of a function that is part of the project. */
export interface OwnProgram {
  /** The directory of its main package, relative to the project's root. */
  readonly directory: string;
  /** Whether the source's tool builds it in its own environment instead of a build command in the project. */
  readonly isBuiltByTool: boolean;
}

/** The lists that select the files of a function's package, as written. */
export interface PackageLists {
  /** Patterns that include and exclude (`!x`) files of the service; later ones take precedence. */
  readonly patterns: readonly string[];
  /** The files that the function's own list names individually. */
  readonly named: readonly string[];
}

/** Facts about a function in any format. Functions of every runtime are read. */
interface FunctionFacts {
  /** The logical ID, the key under `functions`, or the name of the resource; the Handler of a program. */
  readonly id: string;
  /** The location of the ID. */
  readonly location: Location;
  /** The file that defines the function, relative to the project's root; the template may include it. */
  readonly file: string;
  /** null without one, as for images. */
  readonly runtime: Setting | null;
  readonly handler: Setting | null;
  readonly code: FunctionCode;
  /** Whether its zip is made by something that is not in the files. Default: false. */
  readonly isPackedElsewhere?: boolean;
  /** The program that the source specifies. Default: it has to be found. */
  readonly program?: OwnProgram;
  /** The function's own; null without one. */
  readonly architectures: ArchitectureSetting | null;
  /** From `Globals.Function` or `provider`; null without one. SAM concatenates both lists. */
  readonly inheritedArchitectures: ArchitectureSetting | null;
  /** SAM: `Metadata.BuildMethod`, such as `go1.x` or `makefile`; null without one. */
  readonly buildMethod: string | null;
  /** SAM: `Metadata.WorkingDirectory` as written, the directory of the Makefile in a makefile build; null without one. */
  readonly buildDirectory: string | null;
  /** Why one function of the source is deployed as several that may run different programs, as a sentence without a full stop. */
  readonly repeated?: string;
  /** The number of layers, as far as known. */
  readonly layers: number;
  /** The names under `Environment.Variables` (or `environment`), inherited ones included. */
  readonly environment: readonly string[];
  /** Default: no lists. */
  readonly packageLists?: PackageLists;
  /** Whether the function gets its own archive, by its own `package.individually` or the service's. Default: false. */
  readonly individually?: boolean;
}

/** A function of a template whose text can be edited. */
export interface WrittenFunction extends FunctionFacts {
  readonly format: EditedFormat;
  /** The file with the function, which may be included by the template. */
  readonly document: SourceDocument;
  /** The resource, or the function's own map (Serverless Framework). */
  readonly resource: MapNode;
  /** `Properties`, or the function's own map (Serverless Framework); null without one. */
  readonly properties: MapNode | null;
  /**
   * Serverless Framework: the function's own `package.patterns`, preceded by `exclude` (as `!x`) and `include`;
   * variables resolved.
   */
  readonly patterns?: readonly string[];
}

/** A function resource in a Terraform module. */
export interface TerraformResource extends FunctionFacts {
  readonly format: 'terraform';
  readonly block: TerraformFunction;
}

/** A main package of a project with a CDK app that defines its functions. */
export interface CdkProgram extends FunctionFacts {
  readonly format: 'cdk';
  readonly program: OwnProgram;
}

export type TemplateFunction = WrittenFunction | TerraformResource | CdkProgram;

/** The common properties of all sources of functions. */
interface TemplateFacts<Fn extends TemplateFunction> {
  /** Relative to the project's root. */
  readonly file: string;
  readonly functions: readonly Fn[];
}

/** A template with all of its functions, including those in included files. */
export interface WrittenTemplate extends TemplateFacts<WrittenFunction> {
  readonly format: EditedFormat;
  readonly document: SourceDocument;
  /** `Globals.Function` or `provider`; null without one. */
  readonly globals: MapNode | null;
  /** The file that contains `globals` if it is not the template. */
  readonly globalsDocument?: SourceDocument;
  /** Serverless Framework: the top-level `package`; null without one. */
  readonly servicePackage: MapNode | null;
  /** The file that contains `servicePackage` if it is not the template. */
  readonly servicePackageDocument?: SourceDocument;
  /** The Serverless Framework's `frameworkVersion` as written; null without one. */
  readonly frameworkVersion: string | null;
  /** Local templates of nested stacks (`AWS::Serverless::Application`, `AWS::CloudFormation::Stack`), relative to the root. */
  readonly nested: readonly string[];
}

/** A Terraform module, which is never edited. */
export interface TerraformTemplate extends TemplateFacts<TerraformResource> {
  readonly format: 'terraform';
  readonly module: TerraformModule;
}

/** An AWS CDK app: a program that creates its functions when it runs. It is never edited. */
export interface CdkApp extends TemplateFacts<CdkProgram> {
  readonly format: 'cdk';
  readonly language: CdkLanguage;
}

export type ExplainedTemplate = TerraformTemplate | CdkApp;

export type Template = WrittenTemplate | ExplainedTemplate;
