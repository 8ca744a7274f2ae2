import type { Location } from '@lambdazip/core/internal';
import type { MapNode, ScalarNode, SourceDocument, SourceNode } from '../documents/source-node.js';

export type TemplateFormat = 'sam' | 'cloudformation' | 'serverless';

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
export type Origin = 'function' | 'globals' | 'provider' | 'default';

/** A setting of a function, with what it inherits. */
export interface Setting {
  readonly value: Resolved;
  readonly origin: Origin;
  /** Of the value; of the function where it has none of its own. */
  readonly location: Location;
  /** The node of the value as it stands under the setting's key; null with `default`. */
  readonly node: SourceNode | null;
  /** The literals behind the value, through `!Ref`, `!If`, `!FindInMap`, anchors and `${self:...}`. */
  readonly sites: readonly Site[];
}

/** `Architectures` (SAM, CloudFormation) or `architecture` (Serverless Framework). */
export interface ArchitectureSetting extends Omit<Setting, 'value' | 'origin'> {
  readonly origin: Exclude<Origin, 'default'>;
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

/** A Lambda function as a template writes it down. Functions of every runtime are read. */
export interface TemplateFunction {
  /** The logical ID, or the key under `functions`. */
  readonly id: string;
  readonly format: TemplateFormat;
  /** Of the ID. */
  readonly location: Location;
  /** The file that the function itself stands in, which may be one that the template includes. */
  readonly document: SourceDocument;
  /** The resource, or the function's own map (Serverless Framework). */
  readonly resource: MapNode;
  /** `Properties`, or the function's own map (Serverless Framework); null where there is none. */
  readonly properties: MapNode | null;
  /** null where there is none, as for images. */
  readonly runtime: Setting | null;
  readonly handler: Setting | null;
  readonly code: FunctionCode;
  /** The function's own; null where it has none. */
  readonly architectures: ArchitectureSetting | null;
  /** Those of `Globals.Function` or `provider`; null where there are none. SAM joins both lists. */
  readonly inheritedArchitectures: ArchitectureSetting | null;
  /** SAM: `Metadata.BuildMethod`, such as `go1.x` or `makefile`; null where there is none. */
  readonly buildMethod: string | null;
  /** SAM: `Metadata.WorkingDirectory` as written, where a makefile build looks for its Makefile; null where there is none. */
  readonly buildDirectory: string | null;
  /** Terraform: why one resource stands for functions whose programs may differ, as a sentence without a full stop. */
  readonly repeated?: string;
  /** How many layers the function has, as far as it can be told; 0 where it has none. */
  readonly layers: number;
  /** The names under `Environment.Variables` (or `environment`), inherited ones included. */
  readonly environment: readonly string[];
  /** Serverless Framework: the own `package.patterns`, `exclude` (turned to `!x`) and `include` before them; variables filled in. */
  readonly patterns?: readonly string[];
  /** Serverless Framework: whether the function gets an archive of its own, by its own `package.individually` or the service's. */
  readonly individually?: boolean;
}

/** A template with all functions that it has, those of included files and nested stacks among them. */
export interface Template {
  /** Relative to the project's root. */
  readonly file: string;
  readonly format: TemplateFormat;
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
  readonly functions: readonly TemplateFunction[];
  /** Local templates of nested stacks (`AWS::Serverless::Application`, `AWS::CloudFormation::Stack`), root-relative. */
  readonly nested: readonly string[];
}
