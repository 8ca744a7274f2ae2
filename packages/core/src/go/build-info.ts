import type { ElfFile } from '../elf/elf-file.js';

/** What go wrote into a program about how it was built: the content of `go version -m`. */
export interface GoBuildInfo {
  /** Such as `go1.26.8`. */
  readonly goVersion: string;
  /** The import path of the main package. */
  readonly path: string;
  readonly modules: readonly BuildInfoModule[];
  /** `-tags`, `GOARCH`, `CGO_ENABLED`, ... */
  readonly settings: Readonly<Record<string, string>>;
}

export interface BuildInfoModule {
  readonly path: string;
  /** `(devel)` for the main module. */
  readonly version: string;
  readonly replacedBy: { readonly path: string; readonly version: string } | null;
}

const magic = new TextEncoder().encode('\xff Go buildinf:').subarray(1);
/** Strings stand in the section itself, each behind its length as a varint: Go 1.18 and later. */
const inlineStrings = 2;
const headerLength = 32;

/** Reads the build info of a program of Go 1.18 or later; undefined where there is none. */
export function readBuildInfo(elf: ElfFile, bytes: Uint8Array): GoBuildInfo | undefined {
  const section = elf.sections.find(({ name }) => name === '.go.buildinfo');
  if (section === undefined) return undefined;
  const data = bytes.subarray(section.offset, section.offset + section.size);
  if (data.length < headerLength || data[0] !== 0xff) return undefined;
  if (!magic.subarray(1).every((byte, index) => data[index + 1] === byte)) return undefined;
  if (((data[15] ?? 0) & inlineStrings) === 0) return undefined;
  const version = readString(data, headerLength);
  const info = version === undefined ? undefined : readString(data, version.end);
  if (version === undefined || info === undefined) return undefined;
  // The text stands between two 16-byte marks.
  return { goVersion: version.text, ...parseModuleInfo(info.text.slice(16, -16)) };
}

function readString(
  data: Uint8Array,
  at: number,
): { readonly text: string; readonly end: number } | undefined {
  let length = 0;
  let shift = 0;
  let position = at;
  for (;;) {
    const byte = data[position];
    if (byte === undefined || shift > 28) return undefined;
    length += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    position += 1;
    if (byte < 0x80) break;
  }
  if (position + length > data.length) return undefined;
  const text = new TextDecoder('latin1').decode(data.subarray(position, position + length));
  return { text, end: position + length };
}

function parseModuleInfo(text: string): Pick<GoBuildInfo, 'path' | 'modules' | 'settings'> {
  let path = '';
  const modules: BuildInfoModule[] = [];
  const settings: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [kind, first = '', second = ''] = line.split('\t');
    const last = modules.at(-1);
    if (kind === 'path') path = first;
    else if (kind === 'mod' || kind === 'dep')
      modules.push({ path: first, version: second, replacedBy: null });
    else if (kind === '=>' && last !== undefined) {
      modules[modules.length - 1] = { ...last, replacedBy: { path: first, version: second } };
    } else if (kind === 'build') {
      const equals = first.indexOf('=');
      if (equals > 0) settings[first.slice(0, equals)] = unquoted(first.slice(equals + 1));
    }
  }
  return { path, modules, settings };
}

// go quotes values that hold white space or quotes, as Go strings; simple ones read the same as JSON.
function unquoted(value: string): string {
  if (!value.startsWith('"')) return value.startsWith('`') ? value.slice(1, -1) : value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}
