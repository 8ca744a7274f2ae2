import type { GoCommand } from '../plan/recorded-command.js';

/** The in-toto Statement that carries provenance: https://in-toto.io/Statement/v1. */
export const statementType = 'https://in-toto.io/Statement/v1';
/** The type of its predicate is SLSA provenance, version 1: https://slsa.dev/spec/v1.0/provenance. */
export const predicateType = 'https://slsa.dev/provenance/v1';
/** Identifies the meaning of the parameters below; if that changes, so must this. */
export const buildType = 'urn:lambdazip:build:v1';

/** Provenance: what an archive was built from, and how. Unknown keys are ignored when reading. */
export interface Statement {
  readonly _type: typeof statementType;
  readonly subject: readonly Subject[];
  readonly predicateType: typeof predicateType;
  readonly predicate: {
    readonly buildDefinition: BuildDefinition;
    readonly runDetails: {
      readonly builder: {
        readonly id: string;
        readonly version?: Readonly<Record<string, string>> | undefined;
      };
    };
  };
}

interface Subject {
  readonly name: string;
  readonly digest: Readonly<Record<string, string>>;
}

interface BuildDefinition {
  readonly buildType: typeof buildType;
  readonly externalParameters: Readonly<Record<string, unknown>>;
  readonly internalParameters: {
    /** The lambdazip release that built it. */
    readonly lambdazip: string;
    readonly archiveFormat: number;
    readonly compression: number;
    readonly variables: Readonly<Record<string, string>>;
    readonly commands: readonly GoCommand[];
  };
  readonly resolvedDependencies: readonly Resource[];
}

/** Something that a build used, with its digest. */
export interface Resource {
  readonly name: string;
  readonly uri?: string | undefined;
  readonly digest?: Readonly<Record<string, string>> | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/** Kinds of dependencies, distinguished by name and URI. */
export const sourceName = 'source';
export const toolchainPrefix = 'pkg:golang/toolchain@';
export const modulePrefix = 'pkg:golang/';
