// The formats that a user can choose from, without what reads and writes them.
export {
  type EditedFormat,
  editedFormatNames,
  type TemplateFormat,
  templateFormatNames,
  templateFormats,
} from './sources/template-formats.js';
