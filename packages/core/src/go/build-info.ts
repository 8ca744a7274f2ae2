import { type ElfFile, readElf } from '../elf/elf-file.js';
import { unquoteGo } from './quoted-string.js';

/** How a program was built, as recorded by go in the program: the content of `go version -m`. */
export interface GoBuildInfo {
  /** As printed by go, such as `go1.26.8` or `go1.26.8 X:boringcrypto`. */
  readonly goVersion: string;
  /** The import path of the main package; `command-line-arguments` if go was passed files. */
  readonly path: string;
  /** The module of the main package; null if it is not in a module. */
  readonly main: BuildInfoModule | null;
  /** The modules of all other linked packages, sorted by path as in go. */
  readonly dependencies: readonly ReplaceableModule[];
  /** `-tags`, `GOARCH`, `CGO_ENABLED`, ...; under `-trimpath`, go omits `-ldflags`. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface BuildInfoModule {
  readonly path: string;
  /**
   * `(devel)` for a main module without a known version and, in some releases, for a directory; other releases leave
   * it empty for a directory.
   */
  readonly version: string;
  /** As in go.sum (`h1:...`); empty if go has not checked it. */
  readonly sum: string;
}

export interface ReplaceableModule extends BuildInfoModule {
  /** The replacement from go.mod: a module, or a directory as written there. */
  readonly replacedBy: BuildInfoModule | null;
}

const magic = '\xff Go buildinf:';
const flagsAt = 15;
/** Strings are in the section itself, each after its length as a varint: Go 1.18 and later. */
const inlineStrings = 2;
const headerLength = 32;
/** The module text is between two markers that go searches for in a running program. */
const markLength = 16;

/** Bytes; the text for thousands of modules is shorter. */
const longestInfo = 1024 * 1024;

/**
 * Reads the build info of a program. Undefined if it is missing, damaged, or in the format of Go up to 1.17 (pointers
 * into the data), which no runtime that Lambda still offers requires.
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

/** The build info of a file; also undefined for a file that is not a complete ELF file. */
export function buildInfoOf(bytes: Uint8Array): GoBuildInfo | undefined {
  const elf = readElf(bytes);
  return elf.kind === 'elf' ? readBuildInfo(elf, bytes) : undefined;
}

/** Whether it is a program that can be started; libraries (`-buildmode=c-shared`) have build info too. */
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

// Tab-separated lines: a keyword, then its columns; `=>` belongs to the module on the line before.
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
