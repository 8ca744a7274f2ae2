import {
  baseSizeOf,
  compareStrings,
  defaultMaxSize,
  distribute,
  findManifest,
  type HandlerGroup,
  type HandlerSize,
  type Host,
  isDivisible,
  layouts,
  type ManifestInput,
  type MeasuredArchive,
  manifestSchema,
  parseJson,
  parseYaml,
  publishFiles,
  withLockedDirectory,
  withMeasuring,
} from '@lambdazip/core/internal';
import { dirname, isAbsolute, relative, resolve } from 'pathe';
import { diagnose, failure, type MigrationDiagnostic } from './diagnostics/diagnose.js';
import { unifiedDiff } from './documents/unified-diff.js';
import {
  type ArchiveDivision,
  divideArchives,
  IndivisibleManifest,
} from './manifest-edits/divide-archives.js';
import { handlerKeys, packageFor } from './split/handler-keys.js';
import { refuseOtherBuild } from './split/same-build.js';
import type { SplitOptions } from './split-options.js';
import type { SplitArchive, SplitReport } from './split-report.js';

/**
 * Divides archives that are larger than a maximum: measures the programs, distributes the handlers over balanced archives,
 * and returns the change to the manifest. With `write`, writes it. Handlers of archives that fit stay in them.
 *
 * @throws LambdazipError the codes of `size`, `split-handler-too-large`, `split-program-shared`, `split-manifest-form`; with
 * `write` `migrate-file-changed`, `output-not-writable`, `disk-full`, `output-write-failed`
 */
export async function split(options: SplitOptions, host: Host): Promise<SplitReport> {
  const { maxSize = defaultMaxSize, write = false, signal, ...others } = options;
  const given = options.manifest ?? (await findManifest(host));
  const file = isAbsolute(given) ? relative(host.workingDirectory, given) : given;
  return await withMeasuring({ ...others, manifest: given, signal }, host, async (measure) => {
    const { plan, archives: measured } = await measure();
    const path = await host.fileSystem.realPath(resolve(host.workingDirectory, given));
    const before = textOf(await host.fileSystem.readFile(path));
    const input = inputOf(before, file);
    const families = familiesOf(input, measured).map((family) => distributed(family, maxSize, input));
    const divided = families.filter(({ isChanged }) => isChanged);
    const archives = archivesAfter(measured, divided);
    const report = { manifest: file, maxSize, archives };
    if (divided.length === 0) {
      return { verdict: 'fits', written: false, ...report, diff: '', findings: [] };
    }
    const findings: MigrationDiagnostic[] = [];
    const divisions = divided.flatMap((family) =>
      divisionsOf(family, (archive, handlers) => handlerKeys(plan, archive, handlers), {
        packageOf: (archive, handler, key) => packageFor(plan, archive, handler, key),
        report: (finding) => findings.push(finding),
        file,
      }),
    );
    const mark = before.startsWith('\uFEFF') ? '\uFEFF' : '';
    const after = mark + dividedText(before.slice(mark.length), file, divisions);
    const placeOf = (archive: string, handler: string): string =>
      divided
        .find(({ members }) => members.some((each) => each.archive === archive))
        ?.placeOf(archive, handler) ?? archive;
    await refuseOtherBuild({ plan, file, path, text: after, placeOf, options: { ...others, signal } }, host);
    if (write) await writeManifest(path, file, before, after, host, signal);
    return {
      verdict: 'divided',
      written: write,
      ...report,
      diff: unifiedDiff(file, before, after),
      findings,
    };
  });
}

/** Archives in the manifest that may exchange handlers, since they have the same settings and files. */
interface Family {
  readonly stem: string;
  readonly members: readonly MeasuredArchive[];
}

interface DistributedFamily extends Family {
  readonly groups: readonly HandlerGroup<HandlerSize>[];
  readonly isChanged: boolean;
  /** The archive of a handler, by the archive that it was in. */
  readonly placeOf: (archive: string, handler: string) => string;
}

/** An archive that an earlier split added belongs to the one that it is named after. */
function familiesOf(input: ManifestInput, measured: readonly MeasuredArchive[]): readonly Family[] {
  const inputs = new Map(Object.entries(input.archives ?? {}));
  const settings = (name: string): string => {
    const { handlers: _, ...rest } = inputs.get(name) ?? { handlers: {} };
    return JSON.stringify(rest, (_key, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareStrings(a, b)))
        : value,
    );
  };
  const known = new Set(measured.map(({ archive }) => archive));
  const families = new Map<string, MeasuredArchive[]>();
  for (const each of measured) {
    const stem = each.archive.replace(/-\d+$/, '');
    const belongs = known.has(stem) && settings(stem) === settings(each.archive);
    const key = belongs ? stem : each.archive;
    families.set(key, [...(families.get(key) ?? []), each]);
  }
  return [...families].map(([stem, members]) => ({ stem, members }));
}

function distributed(family: Family, maxSize: number, input: ManifestInput): DistributedFamily {
  const { stem, members } = family;
  const large = members.filter(({ unzippedSize }) => unzippedSize > maxSize);
  const [first] = large;
  const unchanged = { ...family, groups: members, isChanged: false, placeOf: (archive: string) => archive };
  if (first === undefined) return unchanged;
  const shared = large.find(({ layout, handlers }) => layouts[layout].sharesProgram && handlers.length > 1);
  if (shared !== undefined) throw programShared(shared, maxSize);
  // Each handler has an archive of its own.
  const fixed = large.filter((each) => !isDivisible(each));
  if (fixed.length > 0)
    throw tooLarge(
      fixed,
      fixed.flatMap(({ handlers }) => handlers),
      maxSize,
    );
  const distribution = distribute({
    maxSize,
    baseSize: baseSizeOf(first),
    archives: members,
    newName: freeNames(stem, Object.keys(input.archives ?? { [stem]: {} })),
  });
  if (distribution.kind === 'too-large') throw tooLarge(members, distribution.handlers, maxSize);
  const groups = distribution.archives;
  // Two archives can have handlers with the same name, so that only the objects identify them.
  const placeOf = (archive: string, handler: string): string => {
    const own = members
      .find((each) => each.archive === archive)
      ?.handlers.find((each) => each.handler === handler);
    return groups.find(({ handlers }) => handlers.some((each) => each === own))?.name ?? archive;
  };
  return { ...family, groups, isChanged: true, placeOf };
}

function tooLarge(
  archives: readonly MeasuredArchive[],
  handlers: readonly HandlerSize[],
  maxSize: number,
): Error {
  const named = archives.flatMap((archive) =>
    archive.handlers
      .filter((each) => handlers.includes(each))
      .map(({ handler, size }) => ({
        handler,
        archive: archive.archive,
        size: baseSizeOf(archive) + size,
      })),
  );
  return failure('split-handler-too-large', { oversized: named, maxSize });
}

function programShared(measured: MeasuredArchive, maxSize: number): Error {
  const { archive, unzippedSize, handlers } = measured;
  return failure('split-program-shared', {
    archive,
    size: unzippedSize,
    programSize: unzippedSize - baseSizeOf(measured),
    maxSize,
    handlers: handlers.map(({ handler }) => handler),
  });
}

/** `api-2`, `api-3` and so on, without names that exist. */
function freeNames(stem: string, existing: readonly string[]): (index: number) => string {
  const taken = new Set(existing.map((name) => name.toLowerCase()));
  return (index) => {
    let found = '';
    for (let number = 2, left = index; left > 0; number += 1) {
      found = `${stem}-${number}`;
      if (!taken.has(found.toLowerCase())) left -= 1;
    }
    return found;
  };
}

interface DivisionRequest {
  readonly packageOf: (archive: string, handler: string, key: string) => string;
  readonly report: (finding: MigrationDiagnostic) => void;
  readonly file: string;
}

/** What to change in the manifest for each archive that loses handlers. */
function divisionsOf(
  { members, groups, placeOf }: DistributedFamily,
  keysOf: (archive: string, handlers: readonly string[]) => ReturnType<typeof handlerKeys>,
  { packageOf, report, file }: DivisionRequest,
): ArchiveDivision[] {
  const names = new Set(members.map(({ archive }) => archive));
  const lost = members.filter(({ archive, handlers }) =>
    handlers.some(({ handler }) => placeOf(archive, handler) !== archive),
  );
  return lost.map(({ archive, handlers }, index) => {
    const keys = keysOf(
      archive,
      handlers.map(({ handler }) => handler),
    );
    const places = new Map<string, string>();
    const expanded = new Map<
      string,
      ArchiveDivision['expanded'] extends ReadonlyMap<string, infer Each> ? Each : never
    >();
    for (const { key, handlers: matched, covers, location } of keys) {
      const found = new Set([...matched, ...covers].map((handler) => placeOf(archive, handler)));
      const [place = archive] = found;
      if (found.size < 2) {
        places.set(key, place);
        continue;
      }
      expanded.set(
        key,
        matched.map((handler) => ({
          handler,
          package: packageOf(archive, handler, key),
          place: placeOf(archive, handler),
        })),
      );
      report(
        diagnose(
          'split-wildcard-expanded',
          { wildcard: key, archive, handlers: matched },
          { ...location, file },
        ),
      );
    }
    const added = index === 0 ? groups.map(({ name }) => name).filter((name) => !names.has(name)) : [];
    return { archive, places, expanded, added };
  });
}

function dividedText(text: string, file: string, divisions: readonly ArchiveDivision[]): string {
  try {
    return divideArchives(text, file, divisions);
  } catch (error) {
    if (!(error instanceof IndivisibleManifest)) throw error;
    throw failure('split-manifest-form', { file, reason: error.message });
  }
}

function archivesAfter(
  measured: readonly MeasuredArchive[],
  divided: readonly DistributedFamily[],
): readonly SplitArchive[] {
  const archives = new Map<string, SplitArchive>();
  for (const each of measured) {
    const family = divided.find(({ members }) => members.includes(each));
    if (family === undefined) {
      const before = archives.get(each.archive);
      archives.set(each.archive, {
        name: each.archive,
        isNew: false,
        unzippedSize: Math.max(before?.unzippedSize ?? 0, each.unzippedSize),
        handlers: [...(before?.handlers ?? []), ...each.handlers.map(({ handler }) => handler)],
      });
      continue;
    }
    for (const { name, handlers } of family.groups) {
      archives.set(name, {
        name,
        isNew: family.members.every(({ archive }) => archive !== name),
        unzippedSize: handlers.reduce((sum, { size }) => sum + size, baseSizeOf(each)),
        handlers: handlers.map(({ handler }) => handler),
      });
    }
  }
  return [...archives.values()];
}

function inputOf(text: string, file: string): ManifestInput {
  const plain = text.replace(/^\uFEFF/, '');
  const document = /\.ya?ml$/i.test(file) ? parseYaml(plain) : parseJson(plain);
  const { success, data } = manifestSchema.safeParse(document.value);
  // It was valid when it was measured.
  if (!success) throw failure('migrate-file-changed', { file });
  return data;
}

async function writeManifest(
  path: string,
  file: string,
  before: string,
  after: string,
  host: Host,
  signal: AbortSignal | undefined,
): Promise<void> {
  await withLockedDirectory(host, dirname(path), signal, async () => {
    if (textOf(await host.fileSystem.readFile(path)) !== before)
      throw failure('migrate-file-changed', { file });
    await publishFiles(host, [{ path, content: new TextEncoder().encode(after) }], {
      directory: dirname(path),
      signal,
    });
  });
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
