import type { Architecture } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';

/** What deployment tools need to know about an archive. */
export interface DeployedArchive {
  /** The path of the zip, relative to the directory of the tool's configuration file. */
  readonly filename: string;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  readonly handlers: readonly DeployedHandler[];
}

/** A function in an archive. */
export interface DeployedHandler {
  /** The function's `Handler`. */
  readonly handler: string;
}

/** What deployment tools need to know about a built archive. */
export interface BuiltArchive extends DeployedArchive {
  /** SHA-256 in base64: Terraform's `source_code_hash`. */
  readonly codeSha256: string;
}

/** The supported formats, in the order in which they are listed. */
export const deploymentFormats = ['terraform', 'cdk', 'sam', 'serverless'] as const;

/** The tool that configuration is written for. */
export type DeploymentFormat = (typeof deploymentFormats)[number];
