import { hexOf } from '../../bytes/hex.js';
import { sha256Of } from '../../bytes/sha256.js';
import { failure } from '../../diagnostics/diagnose.js';
import { buildInfoOf, type GoBuildInfo } from '../../go/build-info.js';
import type { PlannedFile } from '../../plan/build-plan.js';
import { type FileIdentity, fileSystemErrorCode, isSettled } from '../../ports/file-system.js';
import { fileSystemReason } from '../../ports/file-system-reason.js';
import type { Host } from '../../ports/host.js';
import { checkAsset } from '../../preflight/check-asset.js';
import { hasCarriageReturn, interpreterLine } from '../../preflight/script-line.js';
import { type ContentSource, knownContent, type Packer, packDigested } from './content.js';
import type { FoundContent } from './packed-entry.js';

/** Facts about a file in the manifest, valid until the file changes. */
export interface AssetFacts {
  /** The text of its {@link FileIdentity}. */
  readonly identity: string;
  /** SHA-256 of its content, in hexadecimal. */
  readonly sha256: string;
  /** Size in bytes. */
  readonly size: number;
  readonly info: GoBuildInfo | null;
  /** Whether any line ends with CRLF. */
  readonly hasCrlf: boolean;
  /** Whether it is a script whose first line ends with a carriage return. */
  readonly hasScriptCr: boolean;
}

/** Facts about files, by path: those of an earlier build, and the current ones. */
export interface FactsOfAssets {
  readonly before: ReadonlyMap<string, AssetFacts>;
  readonly now: Map<string, AssetFacts>;
}

export interface AssetReader {
  readonly host: Host;
  readonly packer: Packer;
  readonly facts: FactsOfAssets;
}

/** The facts of an earlier build; undefined if the file has changed or may have changed. */
export async function knownAsset(
  file: PlannedFile,
  level: number,
  { host, packer, facts }: AssetReader,
): Promise<FoundContent | undefined> {
  const known = facts.before.get(file.source);
  if (known === undefined) return undefined;
  const identity = await identityOf(file.source, host);
  if (identity?.text !== known.identity) return undefined;
  facts.now.set(file.source, known);
  const content = knownContent(known, sourceOf(file, level, host), packer);
  return found(content, file, known);
}

/** Reads a file, checks it and compresses it. */
export async function readAsset(
  file: PlannedFile,
  level: number,
  { host, packer, facts }: AssetReader,
): Promise<FoundContent> {
  const identity = await identityOf(file.source, host);
  const started = host.clock.now();
  const bytes = await bytesOf(file.source, host);
  const texts = {
    info: buildInfoOf(bytes) ?? null,
    hasCrlf: hasCrlf(bytes),
    hasScriptCr: hasCarriageReturn(interpreterLine(bytes)),
  };
  const sha256 = hexOf(sha256Of(bytes));
  const content = await packDigested(bytes, sha256, sourceOf(file, level, host), packer);
  if (identity !== undefined && isSettled(identity, started)) {
    const { size } = content;
    facts.now.set(file.source, { identity: identity.text, sha256, size, ...texts });
  }
  return found(content, file, texts);
}

function found(
  content: Awaited<ReturnType<typeof packDigested>>,
  { entry, mode }: PlannedFile,
  facts: Pick<AssetFacts, 'info' | 'hasCrlf' | 'hasScriptCr'>,
): FoundContent {
  const info = facts.info ?? undefined;
  const { hasCrlf, hasScriptCr } = facts;
  return { ...content, info, hasCrlf, findings: checkAsset({ entry, mode, info, hasScriptCr }) };
}

/** Whether any line of a file ends with CRLF. */
export function hasCrlf(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(13); at !== -1; at = bytes.indexOf(13, at + 1)) {
    if (bytes[at + 1] === 10) return true;
  }
  return false;
}

function sourceOf({ source }: PlannedFile, level: number, host: Pick<Host, 'fileSystem'>): ContentSource {
  const read = async (sha256: string): Promise<Uint8Array> => {
    const bytes = await bytesOf(source, host);
    if (hexOf(sha256Of(bytes)) === sha256) return bytes;
    throw failure('file-unreadable', { source, reason: 'it changed during the build' });
  };
  return { level, read };
}

async function identityOf(source: string, host: Pick<Host, 'fileSystem'>): Promise<FileIdentity | undefined> {
  try {
    return await host.fileSystem.identify(source);
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

async function bytesOf(source: string, host: Pick<Host, 'fileSystem'>): Promise<Uint8Array> {
  try {
    return await host.fileSystem.readFile(source);
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    throw failure('file-unreadable', { source, reason: fileSystemReason(error) }, { cause: error });
  }
}
