import type { EditedSource } from '../function-source.js';
import { sourceDefaults } from '../source-defaults.js';
import { isCloudFormation } from './detect-cloudformation.js';
import { editCloudFormation } from './edit-cloudformation.js';
import { readCloudFormation } from './read-cloudformation.js';

/** Templates of CloudFormation. */
export const cloudformation: EditedSource = {
  ...sourceDefaults,
  does: 'edit',
  // `sam build` builds what such a template has as well.
  tool: 'sam',
  toolBuilds: true,
  detects: isCloudFormation,
  read: (document, context) => readCloudFormation(document, 'cloudformation', context),
  buildCommands: () => [],
  edit: editCloudFormation,
};
