import { dirname } from 'pathe';
import type { Setting, TerraformResource, TerraformTemplate } from '../template-function.js';
import type { Repetition } from './repeated-function.js';
import type { TerraformAttribute, TerraformFunction, TerraformModule } from './terraform-function.js';

/** A module as a source of functions, whose main packages are found like those of a template. */
export function terraformTemplate(module: TerraformModule): TerraformTemplate {
  const file = module.files[0] ?? `${module.directory}/main.tf`;
  return {
    file,
    format: 'terraform',
    module,
    functions: module.functions.map((each) => resourceOf(each, file)),
  };
}

function resourceOf(block: TerraformFunction, file: string): TerraformResource {
  const { name, location, attributes } = block;
  const { filename, image_uri, package_type, s3_bucket, s3_key, runtime, handler } = attributes;
  const image = image_uri ?? (package_type?.value === 'Image' ? package_type : undefined);
  const stored = s3_bucket ?? s3_key;
  const isLocal = image === undefined && stored === undefined;
  return {
    id: name,
    format: 'terraform',
    location,
    file,
    block,
    runtime: runtime === undefined ? null : settingOf(runtime),
    handler: handler === undefined ? null : settingOf(handler),
    code:
      image !== undefined
        ? { kind: 'image', location: image.location }
        : stored !== undefined
          ? { kind: 's3', location: stored.location }
          : codeOf(filename, block),
    // A zip with an unknown name, such as that of an archive_file, may contain any file.
    isPackedElsewhere: isLocal && (filename === undefined || filename.value === null),
    architectures: null,
    inheritedArchitectures: null,
    buildMethod: null,
    buildDirectory: null,
    ...(block.repetition === null ? {} : { repeated: repeatedText(block.repetition) }),
    layers: attributes.layers?.items?.length ?? 0,
    environment: [],
  };
}

function repeatedText({ by, attribute }: Repetition): string {
  const what = by === 'module' ? 'its module is called several times' : `it uses \`${by}\``;
  return `${what}, so its instances may run different programs (${attribute})`;
}

function codeOf(
  filename: TerraformAttribute | undefined,
  { location }: TerraformFunction,
): TerraformResource['code'] {
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
    node: null,
    sites: [],
  };
}

/** Whether a path is a Terraform module. */
export function isTerraform(path: string, files: readonly string[]): boolean {
  if (path.endsWith('.tf')) return true;
  return files.some((file) => file.endsWith('.tf') && dirname(file) === path);
}
