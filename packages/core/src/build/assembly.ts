import { relative } from 'pathe';
import { writeArchive } from '../archive/write-archive.js';
import { base64Of } from '../bytes/base64.js';
import { compareStrings } from '../bytes/compare.js';
import { bytesOfHex, hexOf } from '../bytes/hex.js';
import { lengthOf } from '../bytes/joined.js';
import { sha256Of } from '../bytes/sha256.js';
import type { PackedStore } from '../cache/packed-store.js';
import type { Diagnostic } from '../diagnostics/diagnose.js';
import type { PlannedArchive } from '../plan/build-plan.js';
import { checkSizes } from '../preflight/check-sizes.js';
import { contentKey, stillWritten, type WrittenArchive } from './archive-notes.js';
import type { BuildContext } from './build-context.js';
import { earlierZip, entryChanges } from './entry-changes.js';
import { boundedMap } from './packing/bounded-map.js';
import type { PackedArchive } from './packing/pack-archives.js';
import type { PackedArchiveEntry } from './packing/packed-entry.js';

/** Receives the archives, one after another. */
export interface ArchiveReceiver {
  /** Takes the bytes of an archive, in order, as chunks. They are released afterwards. */
  readonly receive: (archive: PlannedArchive, parts: readonly Uint8Array[]) => Promise<void>;
  /** Called if the archive is already at its path, as an earlier build noted. */
  readonly keep: (archive: PlannedArchive) => Promise<void>;
}

/** An archive that was built. */
export interface MadeArchive {
  readonly plan: PlannedArchive;
  readonly entries: readonly PackedArchiveEntry[];
  /** Size of the zip in bytes. */
  readonly size: number;
  /** SHA-256 of the zip, in hexadecimal. */
  readonly sha256: string;
  /** SHA-256 of the zip, in base64, as in Lambda. */
  readonly codeSha256: string;
}

// Milliseconds. Marking a content as used costs a little in every build, and pruning works in days.
const renewal = 6 * 60 * 60 * 1000;

/** Assembles archives one at a time; each is released before the next. */
export class Assembly {
  readonly #context: BuildContext;
  readonly #store: PackedStore;
  readonly #atOnce: number;
  readonly #receiver: ArchiveReceiver;
  readonly #found: Diagnostic[];

  constructor(context: BuildContext, store: PackedStore, receiver: ArchiveReceiver, found: Diagnostic[]) {
    this.#context = context;
    this.#store = store;
    this.#atOnce = (context.workers ?? context.host.processors) + 1;
    this.#receiver = receiver;
    this.#found = found;
  }

  async make(
    packed: PackedArchive,
    before: WrittenArchive | null,
  ): Promise<{ readonly archive: MadeArchive; readonly written: WrittenArchive }> {
    const { host, onEvent } = this.#context;
    const { plan, entries } = packed;
    const content = contentKey(packed);
    const kept = before?.content === content ? await stillWritten(host, plan.path, before) : undefined;
    if (kept !== undefined) {
      this.#check(packed, kept);
      await this.#receiver.keep(plan);
      onEvent({ type: 'kept', path: relative(host.workingDirectory, plan.path) });
      return { archive: madeArchive(packed, kept), written: await this.#used(packed, kept) };
    }
    const contents = await boundedMap(entries, this.#atOnce, ({ load }) => load());
    const packedEntries = entries.flatMap(({ name, mode }, index) => {
      const packedContent = contents[index];
      return packedContent === undefined ? [] : [{ name, mode, content: packedContent }];
    });
    const parts = await writeArchive({ kind: 'packed', entries: packedEntries }, { level: plan.compression });
    const written: WrittenArchive = {
      content,
      sha256: hexOf(sha256Of(parts)),
      size: lengthOf(parts),
      compressedSizes: Object.fromEntries(
        entries.map(({ name }, index) => [name, contents[index]?.compressed.length ?? 0]),
      ),
      identity: null,
      used: host.clock.now(),
    };
    this.#check(packed, written);
    if (!this.#found.some(({ severity }) => severity === 'error')) {
      const earlier = await earlierZip(host, plan.path);
      await this.#receiver.receive(plan, parts);
      const path = relative(host.workingDirectory, plan.path);
      // Without a note about it, an archive is made again even if it is up to date.
      if (earlier?.sha256 === written.sha256) {
        onEvent({ type: 'kept', path });
        return { archive: madeArchive(packed, written), written };
      }
      const marks = packedEntries
        .map(({ name, mode, content: { size, crc32 } }) => ({ name, mode, size, crc32 }))
        .sort((a, b) => compareStrings(a.name, b.name));
      onEvent({
        type: 'compared',
        path,
        before: earlier === undefined ? null : { size: earlier.size },
        ...entryChanges(earlier?.entries ?? [], marks),
      });
    }
    return { archive: madeArchive(packed, written), written };
  }

  /** Mark the cached contents as used although they were not read: they are needed as soon as one of them changes. */
  async #used({ plan, entries }: PackedArchive, written: WrittenArchive): Promise<WrittenArchive> {
    const now = this.#context.host.clock.now();
    const renew = now - written.used > renewal;
    const keys = entries.map(({ sha256 }) => ({ sha256, level: plan.compression }));
    await Promise.all(keys.map((key) => this.#store.use(key, { renew })));
    return renew ? { ...written, used: now } : written;
  }

  #check({ plan, entries }: PackedArchive, { size, compressedSizes }: WrittenArchive): void {
    if (this.#context.anySize === true) return;
    const sizes = entries.map((entry) => ({
      name: entry.name,
      size: entry.size,
      compressedSize:
        (Object.hasOwn(compressedSizes, entry.name) ? compressedSizes[entry.name] : undefined) ?? 0,
    }));
    const programs = plan.handlers.map(({ entry }) => entry);
    this.#found.push(...checkSizes({ archive: plan.name, zippedSize: size, entries: sizes, programs }));
  }
}

function madeArchive({ plan, entries }: PackedArchive, { size, sha256 }: WrittenArchive): MadeArchive {
  const sorted = [...entries].sort((a, b) => compareStrings(a.name, b.name));
  return { plan, entries: sorted, size, sha256, codeSha256: base64Of(bytesOfHex(sha256)) };
}
