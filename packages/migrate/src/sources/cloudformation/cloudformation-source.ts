import type { EditedSource } from '../function-source.js';
import { sourceDefaults } from '../source-defaults.js';
import { isCloudFormation } from './detect-cloudformation.js';
import { editCloudFormation } from './edit-cloudformation.js';
import { readCloudFormation } from './read-cloudformation.js';

/** CloudFormation templates. */
export const cloudformation: EditedSource = {
  ...sourceDefaults,
  does: 'edit',
  // `sam build` also builds the functions of such templates.
  tool: 'sam',
  toolBuilds: true,
  detects: isCloudFormation,
  read: (document, context) => readCloudFormation(document, 'cloudformation', context),
  buildCommands: () => [],
  edit: editCloudFormation,
};
