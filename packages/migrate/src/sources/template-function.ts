import type { CdkLanguage, Location } from '@lambdazip/core/internal';
import type { MapNode, ScalarNode, SourceDocument, SourceNode } from '../documents/source-node.js';
import type { EditedFormat } from './template-formats.js';
import type { TerraformFunction, TerraformModule } from './terraform/terraform-function.js';

/** A value as far as it can be told without deploying. */
export type Resolved =
  | { readonly kind: 'known'; readonly value: string }
  /** One of several, by a condition, mapping or parameter (its default first). */
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  /** What it is made of is not in the files: the source text, such as `${env:STAGE}` or `!ImportValue x`. */
  | { readonly kind: 'unknown'; readonly text: string };

/** A literal that a setting takes its value from: what has to be changed where the setting is to be another. */
export interface Site {
  /** The document that it stands in: the template, or a file that the template includes. */
  readonly document: SourceDocument;
  readonly node: ScalarNode;
  readonly value: string;
}

/** Where a setting of a function is written down. `default`: nowhere, the format's own. */
export type SettingOrigin = 'function' | 'globals' | 'provider' | 'default';

/** A setting of a function, with what it inherits. */
export interface Setting {
  readonly value: Resolved;
  readonly origin: SettingOrigin;
  /** Of the value; of the function where it has none of its own. */
  readonly location: Location;
  /** The node of the value as it stands under the setting's key; null with `default`, and in a source that is not edited. */
  readonly node: SourceNode | null;
  /** The literals behind the value, through `!Ref`, `!If`, `!FindInMap`, anchors and `${self:...}`. */
  readonly sites: readonly Site[];
}

/** `Architectures` (SAM, CloudFormation) or `architecture` (Serverless Framework). */
export interface ArchitectureSetting extends Omit<Setting, 'value' | 'origin'> {
  readonly origin: Exclude<SettingOrigin, 'default'>;
  /** Each item of the list; one item for `architecture`. */
  readonly values: readonly Resolved[];
}

/** Where a function's code comes from. */
export type FunctionCode =
  /** A file or directory. `path` is as written (relative to the template's directory); `.` for a missing CodeUri. */
  | { readonly kind: 'local'; readonly path: Setting }
  /** Serverless Framework without an artifact: the service's directory, or its `package.artifact`-less patterns. */
  | { readonly kind: 'service' }
  | { readonly kind: 's3'; readonly location: Location }
  | { readonly kind: 'image'; readonly location: Location }
  | { readonly kind: 'inline'; readonly location: Location }
  /** What cannot be told from the files, such as `!Ref CodeBucket`; `text` is the source. */
  | { readonly kind: 'unknown'; readonly text: string; readonly location: Location };

/** What a function that is a program of the project runs. */
export interface OwnProgram {
  /** The directory of its main package, relative to the project's root. */
  readonly directory: string;
  /** Whether the source's tool builds it in its own environment, and not a build line of the project. */
  readonly isBuiltByTool: boolean;
}

/** What a list says of the files that a function's package is made of, as it is written. */
export interface PackageLists {
  /** What keeps and leaves out (`!x`) files of the service, in the order in which later ones win. */
  readonly patterns: readonly string[];
  /** The files that the function's own list names one by one. */
  readonly named: readonly string[];
}

/** What is known of a function, whatever it is written in. Functions of every runtime are read. */
interface FunctionFacts {
  /** The logical ID, the key under `functions`, the name of the resource; the Handler of a program. */
  readonly id: string;
  /** Of the ID. */
  readonly location: Location;
  /** The file that the function is written in, relative to the project's root; it may be one that the template includes. */
  readonly file: string;
  /** null where there is none, as for images. */
  readonly runtime: Setting | null;
  readonly handler: Setting | null;
  readonly code: FunctionCode;
  /** Whether something that is not written down makes the zip that its code is. Default: false. */
  readonly isPackedElsewhere?: boolean;
  /** The program that the source itself names. Default: it has to be found. */
  readonly program?: OwnProgram;
  /** The function's own; null where it has none. */
  readonly architectures: ArchitectureSetting | null;
  /** Those of `Globals.Function` or `provider`; null where there are none. SAM joins both lists. */
  readonly inheritedArchitectures: ArchitectureSetting | null;
  /** SAM: `Metadata.BuildMethod`, such as `go1.x` or `makefile`; null where there is none. */
  readonly buildMethod: string | null;
  /** SAM: `Metadata.WorkingDirectory` as written, where a makefile build looks for its Makefile; null where there is none. */
  readonly buildDirectory: string | null;
  /** Why one function of the source is several, whose programs may differ, as a sentence without a full stop. */
  readonly repeated?: string;
  /** How many layers the function has, as far as it can be told; 0 where it has none. */
  readonly layers: number;
  /** The names under `Environment.Variables` (or `environment`), inherited ones included. */
  readonly environment: readonly string[];
  /** Default: no list says what is packed. */
  readonly packageLists?: PackageLists;
  /** Whether the function gets an archive of its own, by its own `package.individually` or the service's. Default: false. */
  readonly individually?: boolean;
}

/** A function of a template, which can be changed in its text. */
export interface WrittenFunction extends FunctionFacts {
  readonly format: EditedFormat;
  /** The file that has the function, which may be one that the template includes. */
  readonly document: SourceDocument;
  /** The resource, or the function's own map (Serverless Framework). */
  readonly resource: MapNode;
  /** `Properties`, or the function's own map (Serverless Framework); null where there is none. */
  readonly properties: MapNode | null;
  /** Serverless Framework: the own `package.patterns`, `exclude` (turned to `!x`) and `include` before them; variables filled in. */
  readonly patterns?: readonly string[];
}

/** A resource of a Terraform module. */
export interface TerraformResource extends FunctionFacts {
  readonly format: 'terraform';
  readonly block: TerraformFunction;
}

/** A main package of a project whose functions an app of the CDK makes. */
export interface CdkProgram extends FunctionFacts {
  readonly format: 'cdk';
  readonly program: OwnProgram;
}

export type TemplateFunction = WrittenFunction | TerraformResource | CdkProgram;

/** What there is of every source of functions. */
interface TemplateFacts<Fn extends TemplateFunction> {
  /** Relative to the project's root. */
  readonly file: string;
  readonly functions: readonly Fn[];
}

/** A template with all functions that it has, those of included files among them. */
export interface WrittenTemplate extends TemplateFacts<WrittenFunction> {
  readonly format: EditedFormat;
  readonly document: SourceDocument;
  /** `Globals.Function` or `provider`; null where there is none. */
  readonly globals: MapNode | null;
  /** The file that `globals` stands in where that is not the template. */
  readonly globalsDocument?: SourceDocument;
  /** Serverless Framework: the top-level `package`; null where there is none. */
  readonly servicePackage: MapNode | null;
  /** The file that `servicePackage` stands in where that is not the template. */
  readonly servicePackageDocument?: SourceDocument;
  /** The Serverless Framework's `frameworkVersion` as written; null where there is none. */
  readonly frameworkVersion: string | null;
  /** Local templates of nested stacks (`AWS::Serverless::Application`, `AWS::CloudFormation::Stack`), root-relative. */
  readonly nested: readonly string[];
}

/** A module of Terraform, which is never edited. */
export interface TerraformTemplate extends TemplateFacts<TerraformResource> {
  readonly format: 'terraform';
  readonly module: TerraformModule;
}

/** An app of the AWS CDK: a program, whose functions are not written down anywhere. It is never edited. */
export interface CdkApp extends TemplateFacts<CdkProgram> {
  readonly format: 'cdk';
  readonly language: CdkLanguage;
}

export type ExplainedTemplate = TerraformTemplate | CdkApp;

export type Template = WrittenTemplate | ExplainedTemplate;
