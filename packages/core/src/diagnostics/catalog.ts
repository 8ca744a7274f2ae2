import { archiveCatalog } from './archive-catalog.js';
import { checkCatalog } from './check-catalog.js';
import { comparisonCatalog } from './comparison-catalog.js';
import { deploymentCatalog } from './deployment-catalog.js';
import { driftCatalog } from './drift-catalog.js';
import { gitCatalog } from './git-catalog.js';
import { goCatalog } from './go-catalog.js';
import { machineCatalog } from './machine-catalog.js';
import { manifestCatalog } from './manifest-catalog.js';
import { migrateCatalog } from './migrate-catalog.js';
import { obstacleCatalog } from './obstacle-catalog.js';
import { sourceCatalog } from './source-catalog.js';
import { templateCatalog } from './template-catalog.js';
import { verifyCatalog } from './verify-catalog.js';

/** Every code that lambdazip gives, with its wording. `docs/errors.md` has a paragraph for each. */
export const catalog = {
  ...manifestCatalog,
  ...sourceCatalog,
  ...goCatalog,
  ...gitCatalog,
  ...checkCatalog,
  ...archiveCatalog,
  ...machineCatalog,
  ...verifyCatalog,
  ...comparisonCatalog,
  ...deploymentCatalog,
  ...templateCatalog,
  ...migrateCatalog,
  ...obstacleCatalog,
  ...driftCatalog,
} as const;

/** The stable name of a finding or failure, e.g. `manifest-unknown-key`. */
export type DiagnosticCode = keyof typeof catalog;
