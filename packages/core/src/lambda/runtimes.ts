import type { Architecture } from './architectures.js';

/** What AWS publishes of a runtime that starts a program. Dates are ISO 8601 days, UTC. */
export interface RuntimeFacts {
  /** From then on there is no support and no security patch. */
  readonly deprecated: string;
  /** From then on no new function can use it. */
  readonly creationBlocked: string;
  /** From then on functions that use it cannot be updated. */
  readonly updatesBlocked: string;
  /** The version of the C library, which a program that is linked to it must not exceed. */
  readonly glibc: string;
}

/** The same of a runtime that a manifest can ask for. */
export interface ChosenRuntimeFacts extends RuntimeFacts {
  /** The constant of `lambda.Runtime` in the AWS CDK. */
  readonly cdk: string;
}

/**
 * When the dates below were read from the AWS Lambda Developer Guide, "Lambda runtimes" (`YYYY-MM`). AWS has
 * moved such dates many times: they are a reason to warn, never to refuse.
 */
export const runtimesAsOf = '2026-11';

/** The runtimes that start a `bootstrap` and that a manifest can ask for. */
export const runtimes = {
  'provided.al2023': {
    deprecated: '2029-06-30',
    creationBlocked: '2029-07-31',
    updatesBlocked: '2029-08-31',
    glibc: '2.34',
    cdk: 'PROVIDED_AL2023',
  },
  'provided.al2': {
    deprecated: '2026-07-31',
    creationBlocked: '2027-02-01',
    updatesBlocked: '2027-03-03',
    glibc: '2.26',
    cdk: 'PROVIDED_AL2',
  },
} as const satisfies Record<string, ChosenRuntimeFacts>;

/** A function's `Runtime`, of those that start a bootstrap and still take new functions. */
export type Runtime = keyof typeof runtimes;

/** Every runtime that a manifest can ask for, the newest first. */
export const runtimeNames = Object.keys(runtimes) as readonly Runtime[];

/** What a manifest without `runtime` means. */
export const defaultRuntime = 'provided.al2023' satisfies Runtime;

/** The runtimes that functions to be migrated still name; they take no new functions. */
export const retiredRuntimes = {
  'go1.x': {
    deprecated: '2024-01-08',
    creationBlocked: '2024-02-08',
    updatesBlocked: '2027-03-03',
    glibc: '2.17',
  },
  provided: {
    deprecated: '2024-01-08',
    creationBlocked: '2024-02-08',
    updatesBlocked: '2027-03-03',
    glibc: '2.17',
  },
} as const satisfies Record<string, RuntimeFacts>;

/** The one architecture that `go1.x` runs on. */
export const go1xArchitecture = 'x86_64' satisfies Architecture;
