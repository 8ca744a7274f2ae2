import { concrete, nodeAt, type SourceNode } from '../../documents/source-node.js';
import type { FunctionCode, Setting } from '../template-function.js';
import { propertyOf, type SettingSource, settingOf } from './function-setting.js';
import { intrinsicOf } from './intrinsic.js';
import { sourceText } from './template-scope.js';

/** The code of an `AWS::Serverless::Function`: inline code takes precedence over `CodeUri`, and the default is `.`. */
export function serverlessCode(source: SettingSource): FunctionCode {
  const { properties, globals, location, locate } = source;
  const image = imageOf(source);
  if (image !== null) return image;
  const inline = propertyOf(properties, 'InlineCode') ?? propertyOf(globals, 'InlineCode');
  if (inline !== undefined) return { kind: 'inline', location: locate(inline.start) };
  const own = propertyOf(properties, 'CodeUri') ?? propertyOf(globals, 'CodeUri');
  if (own !== undefined && isMap(own)) return { kind: 's3', location: locate(own.start) };
  const path = settingOf(source, 'CodeUri');
  if (path !== null) return codeAt(source, path);
  const value = { kind: 'known', value: '.' } as const;
  return { kind: 'local', path: { value, origin: 'default', location, node: null, sites: [] } };
}

/** The code of an `AWS::Lambda::Function`. A string is a local path, which `aws cloudformation package` uploads. */
export function lambdaCode(source: SettingSource): FunctionCode {
  const { properties, location, locate } = source;
  const image = imageOf(source);
  if (image !== null) return image;
  const node = propertyOf(properties, 'Code');
  if (node === undefined) return { kind: 'unknown', text: 'not set', location };
  const path = settingOf(source, 'Code');
  if (!isMap(node)) return path === null ? unknownCode(source, node) : codeAt(source, path);
  const place = locate(node.start);
  if (nodeAt(node, 'ZipFile') !== undefined) return { kind: 'inline', location: place };
  if (nodeAt(node, 'ImageUri') !== undefined) return { kind: 'image', location: place };
  const held = nodeAt(node, 'S3Bucket') ?? nodeAt(node, 'S3Key');
  return held === undefined ? unknownCode(source, node) : { kind: 's3', location: place };
}

function imageOf(source: SettingSource): FunctionCode | null {
  const uri = propertyOf(source.properties, 'ImageUri') ?? propertyOf(source.globals, 'ImageUri');
  if (uri !== undefined) return { kind: 'image', location: source.locate(uri.start) };
  const type = settingOf(source, 'PackageType');
  return type?.value.kind === 'known' && type.value.value === 'Image'
    ? { kind: 'image', location: type.location }
    : null;
}

/** The meaning of a string: `s3://bucket/key`, or a path. */
function codeAt(source: SettingSource, path: Setting): FunctionCode {
  const { value, location, node } = path;
  if (value.kind === 'unknown') {
    if (node !== null && beginning(node).startsWith('s3://')) return { kind: 's3', location };
    return { kind: 'unknown', text: value.text, location };
  }
  const values = value.kind === 'known' ? [value.value] : value.values;
  const remote = values.filter((each) => /^(?:s3|https?):\/\//.test(each));
  if (remote.length === values.length) return { kind: 's3', location };
  if (remote.length === 0) return { kind: 'local', path };
  return node === null ? { kind: 'local', path } : unknownCode(source, node);
}

/** The literal start of a composed string: `s3://` in `!Sub s3://${Bucket}/key`; '' if it is not literal. */
function beginning(node: SourceNode): string {
  const target = concrete(node);
  const intrinsic = intrinsicOf(target);
  const argument = intrinsic === null ? target : concrete(intrinsic.argument);
  if (argument.kind === 'scalar') return intrinsic === null || intrinsic.name === 'Sub' ? argument.text : '';
  if (argument.kind !== 'list') return '';
  const [first, second] = argument.items;
  if (intrinsic?.name === 'Sub' && first !== undefined) return textOf(first);
  const parts = intrinsic?.name === 'Join' && second !== undefined ? concrete(second) : undefined;
  return parts?.kind === 'list' && parts.items[0] !== undefined ? textOf(parts.items[0]) : '';
}

function textOf(node: SourceNode): string {
  const target = concrete(node);
  return target.kind === 'scalar' && target.tag === null ? target.text : '';
}

function unknownCode({ scope, locate }: SettingSource, node: SourceNode): FunctionCode {
  return { kind: 'unknown', text: sourceText(scope, node), location: locate(node.start) };
}

function isMap(node: SourceNode): boolean {
  const target = concrete(node);
  return target.kind === 'map' && intrinsicOf(target) === null;
}
