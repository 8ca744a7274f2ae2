import type { Catalog } from '@lambdazip/core/internal';
import { type DriftArgs, driftCatalog } from './drift-catalog.js';
import { type MigrateArgs, migrateCatalog } from './migrate-catalog.js';
import { type ObstacleArgs, obstacleCatalog } from './obstacle-catalog.js';
import { type SplitArgs, splitCatalog } from './split-catalog.js';
import { type TemplateArgs, templateCatalog } from './template-catalog.js';
import { type TerraformArgs, terraformCatalog } from './terraform-catalog.js';

/** Every code of `migrate`, `check` and `split`, with its args. */
export interface MigrationArgs
  extends TemplateArgs,
    TerraformArgs,
    MigrateArgs,
    ObstacleArgs,
    DriftArgs,
    SplitArgs {}

/** The wording of every code of `MigrationArgs`. `docs/errors.md` has a paragraph for each. */
export const migrationCatalog: Catalog<MigrationArgs> = {
  ...templateCatalog,
  ...terraformCatalog,
  ...migrateCatalog,
  ...obstacleCatalog,
  ...driftCatalog,
  ...splitCatalog,
};
