import { type ElfFile, readElf } from '../elf/elf-file.js';
import { unquoteGo } from './quoted-string.js';

/** What go wrote into a program about how it was built: the content of `go version -m`. */
export interface GoBuildInfo {
  /** As go prints it, such as `go1.26.8` or `go1.26.8 X:boringcrypto`. */
  readonly goVersion: string;
  /** The import path of the main package; `command-line-arguments` where go was given files. */
  readonly path: string;
  /** The module of the main package; null where it is in none. */
  readonly main: BuildInfoModule | null;
  /** The modules of the other packages that are linked in, sorted by path as go does. */
  readonly dependencies: readonly ReplaceableModule[];
  /** `-tags`, `GOARCH`, `CGO_ENABLED`, ...; `-ldflags` is left out by go under `-trimpath`. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface BuildInfoModule {
  readonly path: string;
  /** `(devel)` for a main module without a known version and, by some releases, for a directory; else empty for that. */
  readonly version: string;
  /** As in go.sum (`h1:...`); empty where go has not checked it. */
  readonly sum: string;
}

export interface ReplaceableModule extends BuildInfoModule {
  /** What go.mod's `replace` put in its place: a module, or a directory as it is written there. */
  readonly replacedBy: BuildInfoModule | null;
}

const magic = '\xff Go buildinf:';
const flagsAt = 15;
/** Strings stand in the section itself, each behind its length as a varint: Go 1.18 and later. */
const inlineStrings = 2;
const headerLength = 32;
/** The module text stands between two marks that go searches a running program for. */
const markLength = 16;

/** Bytes; what go writes for thousands of modules is shorter. */
const longestInfo = 1024 * 1024;

/**
 * Reads the build info of a program. Undefined where there is none, it is damaged, or it has the form that Go
 * up to 1.17 wrote (pointers into the data): no runtime that Lambda still offers needs those.
 */
export function readBuildInfo(elf: ElfFile, bytes: Uint8Array): GoBuildInfo | undefined {
  const section = elf.sections.find(({ name }) => name === '.go.buildinfo');
  if (section === undefined) return undefined;
  const data = bytes.subarray(section.offset, section.offset + section.size);
  if (data.length < headerLength) return undefined;
  for (const [index, character] of [...magic].entries()) {
    if (data[index] !== character.charCodeAt(0)) return undefined;
  }
  if (((data[flagsAt] ?? 0) & inlineStrings) === 0) return undefined;
  const version = readString(data, headerLength);
  const modules = version === undefined ? undefined : readString(data, version.end);
  if (version === undefined || modules === undefined) return undefined;
  if (version.content.length + modules.content.length > longestInfo) return undefined;
  const isMarked = modules.content.length > 2 * markLength;
  const text = isMarked ? decode(modules.content.subarray(markLength, -markLength)) : '';
  return { goVersion: decode(version.content), ...parseModuleText(text) };
}

/** The build info of a file; undefined for what is no whole ELF file too. */
export function buildInfoOf(bytes: Uint8Array): GoBuildInfo | undefined {
  const elf = readElf(bytes);
  return elf.kind === 'elf' ? readBuildInfo(elf, bytes) : undefined;
}

/** Whether go built it to be started; libraries (`-buildmode=c-shared`) have build info too. */
export function isStartable({ settings }: GoBuildInfo): boolean {
  const mode = settings['-buildmode'] ?? 'exe';
  return mode === 'exe' || mode === 'pie';
}

interface InlineString {
  readonly content: Uint8Array;
  readonly end: number;
}

function readString(data: Uint8Array, at: number): InlineString | undefined {
  let length = 0;
  let position = at;
  for (let shift = 0; ; shift += 7, position += 1) {
    const byte = data[position];
    if (byte === undefined || shift > 28) return undefined;
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  const start = position + 1;
  if (start + length > data.length) return undefined;
  return { content: data.subarray(start, start + length), end: start + length };
}

function decode(content: Uint8Array): string {
  return new TextDecoder().decode(content);
}

type ModuleText = Omit<GoBuildInfo, 'goVersion'>;

// Lines of a word and its columns, parted by tabs; `=>` belongs to the module of the line before.
function parseModuleText(text: string): ModuleText {
  let path = '';
  let main: BuildInfoModule | null = null;
  const dependencies: ReplaceableModule[] = [];
  const settings: [name: string, value: string][] = [];
  for (const line of text.split('\n')) {
    const [word, first = '', version = '', sum = ''] = line.split('\t');
    const module = { path: first, version, sum };
    const last = dependencies.at(-1);
    if (word === 'path') path = first;
    else if (word === 'mod') main = module;
    else if (word === 'dep') dependencies.push({ ...module, replacedBy: null });
    else if (word === '=>' && last !== undefined) dependencies.splice(-1, 1, { ...last, replacedBy: module });
    else if (word === 'build') settings.push(parseSetting(line.slice('build\t'.length)));
  }
  return { path, main, dependencies, settings: Object.fromEntries(settings) };
}

function parseSetting(text: string): [name: string, value: string] {
  const quotedName = /^"(?:[^"\\]|\\.)*"(?==)/.exec(text)?.[0];
  const name = quotedName ?? text.split('=', 1)[0] ?? '';
  return [unquoteGo(name), unquoteGo(text.slice(name.length + 1))];
}
