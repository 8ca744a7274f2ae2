/** The names of a kind of source, and how it is migrated. */
export interface TemplateFormatFacts {
  /** In headings. */
  readonly title: string;
  /** In sentences. */
  readonly tool: string;
  /** `edit`: its files are changed. `explain`: it is a program or has its own language, so changes are only described. */
  readonly does: 'edit' | 'explain';
}

/** All kinds of sources, without their readers, so that listing the names loads nothing. */
export const templateFormats = {
  sam: { title: 'SAM', tool: 'SAM', does: 'edit' },
  cloudformation: { title: 'CloudFormation', tool: 'CloudFormation', does: 'edit' },
  serverless: { title: 'Serverless Framework', tool: 'the Serverless Framework', does: 'edit' },
  terraform: { title: 'Terraform', tool: 'Terraform', does: 'explain' },
  cdk: { title: 'AWS CDK', tool: 'the CDK', does: 'explain' },
} as const satisfies Readonly<Record<string, TemplateFormatFacts>>;

/** The tool that a template is for. */
export type TemplateFormat = keyof typeof templateFormats;

type FormatThat<Does extends TemplateFormatFacts['does']> = {
  [Format in TemplateFormat]: (typeof templateFormats)[Format]['does'] extends Does ? Format : never;
}[TemplateFormat];

/** A format whose files are changed, and can be compared with a manifest. */
export type EditedFormat = FormatThat<'edit'>;

/** A format whose changes are described. */
export type ExplainedFormat = FormatThat<'explain'>;

function isTemplateFormat(name: string): name is TemplateFormat {
  return Object.hasOwn(templateFormats, name);
}

export function isEditedFormat(format: TemplateFormat): format is EditedFormat {
  return templateFormats[format].does === 'edit';
}

/** All formats, in the order in which they are listed. */
export const templateFormatNames: readonly TemplateFormat[] =
  Object.keys(templateFormats).filter(isTemplateFormat);

/** The formats whose changes are described. */
export const explainedFormatNames: readonly ExplainedFormat[] = templateFormatNames.filter(
  (format) => !isEditedFormat(format),
);

/** The formats whose files are changed. */
export const editedFormatNames: readonly EditedFormat[] = templateFormatNames.filter(isEditedFormat);
