import type { Architecture, Layout, Runtime } from '@lambdazip/core/internal';
import type { MigrationDiagnostic } from './diagnostics/diagnose.js';
import type { TemplateFormat } from './sources/template-formats.js';

/** What to migrate, and how. */
export interface MigrateOptions {
  /**
   * Relative to the working directory; templates of nested stacks are included. Default: the template in the working
   * directory.
   */
  readonly templates?: readonly string[] | undefined;
  /** Write the changes. Default: false. */
  readonly write?: boolean | undefined;
  /**
   * The manifest to write or extend, relative to the working directory. Default: the manifest in the working directory, or
   * lambdazip.json.
   */
  readonly manifest?: string | undefined;
  /**
   * With `multicall`, each module has an archive of its own. Default: `binaries`, and `per-handler` for functions whose
   * Handler cannot be a path in a shared archive.
   */
  readonly layout?: Layout | undefined;
  /** Default: arm64. */
  readonly architecture?: Architecture | undefined;
  /** Default: provided.al2023. */
  readonly runtime?: Runtime | undefined;
  /** Default: detected from the file. */
  readonly format?: TemplateFormat | undefined;
  /** Main packages by Handler or function name; takes precedence over the evidence. Default: none. */
  readonly map?: Readonly<Record<string, string>> | undefined;
  /**
   * The make target, task, job, script or line (`build.sh:12`) used for deployment, if several build the same program.
   * Default: none.
   */
  readonly buildTarget?: string | undefined;
  /** Write even if git could not restore the changed files, and save copies of them. Default: false. */
  readonly force?: boolean | undefined;
  /** Stage 1 of a two-stage migration: build x86_64 programs that also run on go1.x, and keep `Runtime`. Default: false. */
  readonly twoStep?: boolean | undefined;
  /** Called with all findings before anything is written, while their line numbers still match the files. Default: no call. */
  readonly onFindings?: ((findings: readonly MigrationDiagnostic[]) => void) | undefined;
  /** Cancels the work, leaving no child process and no partial file. Default: none. */
  readonly signal?: AbortSignal | undefined;
}
