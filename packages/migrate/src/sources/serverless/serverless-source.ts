import type { EditedSource } from '../function-source.js';
import { sourceDefaults } from '../source-defaults.js';
import { editServerless } from './edit-serverless.js';
import { isService, servicesNaming } from './is-service.js';
import { pluginCommands } from './plugin-commands.js';
import { readServerless } from './read-serverless.js';

/** Serverless Framework services. */
export const serverless: EditedSource = {
  ...sourceDefaults,
  does: 'edit',
  tool: 'serverless',
  // Only serverless-go-plugin does, whose commands are known.
  toolBuilds: false,
  hasSourceHandlers: true,
  includersOf: servicesNaming,
  detects: isService,
  read: readServerless,
  buildCommands: pluginCommands,
  edit: editServerless,
};
