import { dirname } from 'pathe';
import type { MapNode, ScalarNode, SourceDocument } from '../documents/source-node.js';
import type { Setting, Template, TemplateFunction } from '../sources/template-function.js';
import type { Repetition } from '../sources/terraform/repeated-function.js';
import type {
  TerraformAttribute,
  TerraformFunction,
  TerraformModule,
} from '../sources/terraform/terraform-function.js';

/** A module of Terraform whose functions are asked about like those of a template. It is never edited. */
export interface TerraformTemplate extends Template {
  readonly module: TerraformModule;
  readonly sources: ReadonlyMap<TemplateFunction, TerraformFunction>;
}

/** Makes a template of a module, so that main packages are found in the same way. */
export function terraformTemplate(module: TerraformModule): TerraformTemplate {
  const file = module.files[0] ?? `${module.directory}/main.tf`;
  const document: SourceDocument = { file, text: '', format: 'yaml', lineEnd: '\n', root: emptyMap };
  const sources = new Map<TemplateFunction, TerraformFunction>();
  for (const each of module.functions) sources.set(functionOf(each, document), each);
  return {
    file,
    format: 'cloudformation',
    document,
    globals: null,
    servicePackage: null,
    frameworkVersion: null,
    functions: [...sources.keys()],
    nested: [],
    module,
    sources,
  };
}

function functionOf(each: TerraformFunction, document: SourceDocument): TemplateFunction {
  const { name, location, attributes } = each;
  const { filename, image_uri, package_type, s3_bucket, s3_key, runtime, handler } = attributes;
  const image = image_uri ?? (package_type?.value === 'Image' ? package_type : undefined);
  const stored = s3_bucket ?? s3_key;
  return {
    id: name,
    format: 'cloudformation',
    location,
    document,
    resource: emptyMap,
    properties: null,
    runtime: runtime === undefined ? null : settingOf(runtime),
    handler: handler === undefined ? null : settingOf(handler),
    code:
      image !== undefined
        ? { kind: 'image', location: image.location }
        : stored !== undefined
          ? { kind: 's3', location: stored.location }
          : codeOf(filename, each),
    architectures: null,
    inheritedArchitectures: null,
    buildMethod: null,
    buildDirectory: null,
    ...(each.repetition === null ? {} : { repeated: repeatedText(each.repetition) }),
    layers: attributes.layers?.items?.length ?? 0,
    environment: [],
  };
}

function repeatedText({ by, attribute }: Repetition): string {
  const what = by === 'module' ? 'several calls of its module make' : `\`${by}\` makes`;
  return `${what} several functions of it, whose programs may differ (${attribute})`;
}

/** A zip whose name is not written down, as that of an archive_file, may hold whatever stands beside. */
function codeOf(
  filename: TerraformAttribute | undefined,
  { location }: TerraformFunction,
): TemplateFunction['code'] {
  if (filename === undefined || filename.value === null) {
    const path: Setting = {
      value: { kind: 'known', value: '.' },
      origin: 'default',
      location,
      node: null,
      sites: [],
    };
    return { kind: 'local', path };
  }
  return { kind: 'local', path: settingOf(filename) };
}

function settingOf({ value, text, location }: TerraformAttribute): Setting {
  return {
    value: value === null ? { kind: 'unknown', text } : { kind: 'known', value },
    origin: 'function',
    location,
    node: emptyValue,
    sites: [],
  };
}

const nowhereInText = { span: { start: 0, end: 0 }, start: 0, tag: null, anchor: null };
const emptyMap: MapNode = { kind: 'map', ...nowhereInText, flow: true, pairs: [] };
const emptyValue: ScalarNode = { kind: 'scalar', ...nowhereInText, value: null, text: '', style: 'plain' };

export function isTerraformTemplate(template: Template): template is TerraformTemplate {
  return 'module' in template;
}

/** Whether it is not written down what a function's zip is made of. */
export function isPackedElsewhere({ code }: TemplateFunction, template: Template | null): boolean {
  return (
    template !== null &&
    isTerraformTemplate(template) &&
    code.kind === 'local' &&
    code.path.origin === 'default'
  );
}

/** Whether what a call names is a module of Terraform. */
export function isTerraform(path: string, files: readonly string[]): boolean {
  if (path.endsWith('.tf')) return true;
  return files.some((file) => file.endsWith('.tf') && dirname(file) === path);
}
