import type { Architecture } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';

/** An archive as tools that deploy functions have to be told of it. */
export interface DeployedArchive {
  /** As they are to name the zip: relative to the directory that their file stands in. */
  readonly filename: string;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  readonly handlers: readonly DeployedHandler[];
}

/** A function of an archive. */
export interface DeployedHandler {
  /** The function's `Handler`. */
  readonly handler: string;
}

/** The same of one that is built. */
export interface BuiltArchive extends DeployedArchive {
  /** Base64, as Terraform's `source_code_hash`. */
  readonly codeSha256: string;
}

/** What a function can be written down in, in the order in which it is listed. */
export const deploymentFormats = ['terraform', 'cdk', 'sam', 'serverless'] as const;

/** The tool that a text is written for. */
export type DeploymentFormat = (typeof deploymentFormats)[number];
