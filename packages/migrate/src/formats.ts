// The template formats that a user can choose, without their readers and writers.
export {
  type EditedFormat,
  editedFormatNames,
  type TemplateFormat,
  templateFormatNames,
  templateFormats,
} from './sources/template-formats.js';
