import type { Architecture } from './architectures.js';

/** AWS's published facts about a runtime that starts a program. Dates are ISO 8601 days in UTC. */
export interface RuntimeFacts {
  /** From this day on the runtime gets no support and no security patches. */
  readonly deprecated: string;
  /** From this day on new functions cannot use it. */
  readonly creationBlocked: string;
  /** From this day on functions that use it cannot be updated. */
  readonly updatesBlocked: string;
  /** The version of the C library. A program linked to a newer one does not start. */
  readonly glibc: string;
}

/** The facts about a runtime that a manifest can select. */
export interface ChosenRuntimeFacts extends RuntimeFacts {
  /** The constant of `lambda.Runtime` in the AWS CDK. */
  readonly cdk: string;
}

/**
 * The month in which the dates below were read from the AWS Lambda Developer Guide, "Lambda runtimes" (`YYYY-MM`).
 * AWS has postponed such dates many times, so they are a reason to warn, never to refuse.
 */
export const runtimesAsOf = '2026-11';

/** The runtimes that start a `bootstrap` and that a manifest can select. */
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

/** A function's `Runtime`, if it starts a bootstrap and can still be used for new functions. */
export type Runtime = keyof typeof runtimes;

/** Every runtime that a manifest can select, newest first. */
export const runtimeNames = Object.keys(runtimes) as readonly Runtime[];

/** The default of `runtime` in a manifest. */
export const defaultRuntime = 'provided.al2023' satisfies Runtime;

/** Runtimes that functions to be migrated still use; new functions cannot. */
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

/** The only architecture that `go1.x` supports. */
export const go1xArchitecture = 'x86_64' satisfies Architecture;
