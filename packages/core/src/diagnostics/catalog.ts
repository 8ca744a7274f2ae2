import { type ArchiveArgs, archiveCatalog } from './archive-catalog.js';
import { type CallArgs, callCatalog } from './call-catalog.js';
import type { Catalog } from './catalog-entry.js';
import { type CheckArgs, checkCatalog } from './check-catalog.js';
import { type ComparisonArgs, comparisonCatalog } from './comparison-catalog.js';
import { type DeploymentArgs, deploymentCatalog } from './deployment-catalog.js';
import { type GitArgs, gitCatalog } from './git-catalog.js';
import { type GoArgs, goCatalog } from './go-catalog.js';
import { type MachineArgs, machineCatalog } from './machine-catalog.js';
import { type ManifestArgs, manifestCatalog } from './manifest-catalog.js';
import { type MulticallArgs, multicallCatalog } from './multicall-catalog.js';
import { type SourceArgs, sourceCatalog } from './source-catalog.js';
import { type VerifyArgs, verifyCatalog } from './verify-catalog.js';

/** Every code of the core with its args. */
export interface DiagnosticArgs
  extends ManifestArgs,
    CallArgs,
    SourceArgs,
    GoArgs,
    MulticallArgs,
    GitArgs,
    CheckArgs,
    ArchiveArgs,
    MachineArgs,
    VerifyArgs,
    ComparisonArgs,
    DeploymentArgs {}

/** Every code of the core with its message and help. `docs/errors.md` has a paragraph for each. */
export const catalog: Catalog<DiagnosticArgs> = {
  ...manifestCatalog,
  ...callCatalog,
  ...sourceCatalog,
  ...goCatalog,
  ...multicallCatalog,
  ...gitCatalog,
  ...checkCatalog,
  ...archiveCatalog,
  ...machineCatalog,
  ...verifyCatalog,
  ...comparisonCatalog,
  ...deploymentCatalog,
};
