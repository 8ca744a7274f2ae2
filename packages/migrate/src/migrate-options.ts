import type { Architecture, Layout, Runtime } from '@lambdazip/core/internal';
import type { MigrationDiagnostic } from './diagnostics/diagnose.js';
import type { TemplateFormat } from './sources/template-formats.js';

/** What is moved over, and how. */
export interface MigrateOptions {
  /** Relative to the working directory; templates of nested stacks come along. Default: the one that is there. */
  readonly templates?: readonly string[] | undefined;
  /** Write what would be changed. Default: false. */
  readonly write?: boolean | undefined;
  /** The manifest to write or extend, relative to the working directory. Default: the one that is there, else lambdazip.json. */
  readonly manifest?: string | undefined;
  /** Default: `binaries`, and `per-handler` for functions whose Handler cannot be a path in a shared archive. */
  readonly layout?: Layout | undefined;
  /** Default: arm64. */
  readonly architecture?: Architecture | undefined;
  /** Default: provided.al2023. */
  readonly runtime?: Runtime | undefined;
  /** Default: found out from the file. */
  readonly format?: TemplateFormat | undefined;
  /** Main packages by Handler or by function: what the evidence does not decide, or decides otherwise. Default: none. */
  readonly map?: Readonly<Record<string, string>> | undefined;
  /** The make target, task, job, script or line (`build.sh:12`) that builds what is deployed, where several build one program. Default: none. */
  readonly buildTarget?: string | undefined;
  /** Write although git could not give back what is changed; changed files are copied then. Default: false. */
  readonly force?: boolean | undefined;
  /** The first half of a careful migration: x86_64 programs that also run on go1.x, and `Runtime` stays. Default: false. */
  readonly twoStep?: boolean | undefined;
  /** Called with all findings before anything is written: their lines are those of the files as they are then. Default: no call. */
  readonly onFindings?: ((findings: readonly MigrationDiagnostic[]) => void) | undefined;
  /** Ends the work: no child process and no partial file is left. Default: nothing ends it. */
  readonly signal?: AbortSignal | undefined;
}
