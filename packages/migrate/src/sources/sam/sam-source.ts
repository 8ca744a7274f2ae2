import { isSam } from '../cloudformation/detect-cloudformation.js';
import { editCloudFormation } from '../cloudformation/edit-cloudformation.js';
import { readCloudFormation } from '../cloudformation/read-cloudformation.js';
import type { EditedSource } from '../function-source.js';
import { sourceDefaults } from '../source-defaults.js';

/** SAM templates, which are CloudFormation templates with additional resource types. */
export const sam: EditedSource = {
  ...sourceDefaults,
  does: 'edit',
  tool: 'sam',
  toolBuilds: true,
  joinsArchitectures: true,
  detects: isSam,
  read: (document, context) => readCloudFormation(document, 'sam', context),
  buildCommands: () => [],
  edit: editCloudFormation,
};
