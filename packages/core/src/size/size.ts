import type { Diagnostic, DiagnosticCode } from '../diagnostics/diagnose.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { quotas } from '../lambda/quotas.js';
import { type Layout, layoutNames } from '../manifest/layouts.js';
import type { Host } from '../ports/host.js';
import { adviceFor } from './advice.js';
import {
  linkedPrograms,
  type Measure,
  type Measured,
  type MeasuredArchive,
  withMeasuring,
} from './measure.js';
import { sharedPackages } from './shared-packages.js';
import type { SizeOptions } from './size-options.js';
import type { ArchiveSize, MeasuredLayout, RefusedLayout, SharedCode, SizeReport } from './size-report.js';

/**
 * Builds the manifest as it is and in each layout, without writing anything outside the cache, and reports the sizes.
 *
 * @throws LambdazipError with the codes of `build`, if the manifest cannot be built as it is
 */
export async function size(options: SizeOptions, host: Host): Promise<SizeReport> {
  const { signal } = options;
  return await withMeasuring(options, host, async (measure) => {
    const current = await measure();
    const layouts: (Built | RefusedLayout)[] = [];
    for (const layout of layoutNames) layouts.push(await inLayout(layout, current, measure, signal));
    const built = layouts.filter((each) => each.outcome === 'measured');
    const shown = layouts.map((each) => (each.outcome === 'measured' ? shownLayout(each) : each));
    const archives = current.archives.map(shownArchive);
    return {
      manifest: current.plan.manifest,
      quotas: { unzippedSize: quotas.unzippedSize, size: quotas.zippedSize },
      archives,
      layouts: shown,
      shared: await sharedCode(built, host, signal),
      advice: adviceFor(archives, shown),
      warnings: current.warnings,
    };
  });
}

/** A layout that was built, with its plan. */
interface Built {
  readonly outcome: 'measured';
  readonly layout: Layout;
  readonly isCurrent: boolean;
  readonly measured: Measured;
}

async function inLayout(
  layout: Layout,
  current: Measured,
  measure: Measure,
  signal: AbortSignal | undefined,
): Promise<Built | RefusedLayout> {
  if (current.plan.specs.every((spec) => spec.layout === layout)) {
    return { outcome: 'measured', layout, isCurrent: true, measured: current };
  }
  try {
    return { outcome: 'measured', layout, isCurrent: false, measured: await measure(layout) };
  } catch (error) {
    if (!(error instanceof LambdazipError) || signal?.aborted) throw error;
    return { outcome: 'refused', layout, ...firstError(error) };
  }
}

/** The first error in the manifest or the programs is more useful than their number. */
function firstError(error: LambdazipError): Pick<RefusedLayout, 'code' | 'message' | 'help'> {
  const diagnostics = error.diagnostics as readonly Diagnostic[];
  const first = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0];
  if (first === undefined) return { code: error.code as DiagnosticCode, message: error.message, help: null };
  return { code: first.code, message: first.message, help: first.help };
}

function shownLayout({ layout, isCurrent, measured: { archives } }: Built): MeasuredLayout {
  return {
    outcome: 'measured',
    layout,
    isCurrent,
    archives: archives.map(shownArchive),
    size: sum(archives.map((each) => each.size)),
    unzippedSize: sum(archives.map((each) => each.unzippedSize)),
    programSize: sum(linkedPrograms(archives).map((each) => each.size)),
  };
}

function shownArchive({ plan: _, ...archive }: MeasuredArchive): ArchiveSize {
  return archive;
}

async function sharedCode(
  built: readonly Built[],
  host: Host,
  signal: AbortSignal | undefined,
): Promise<SharedCode | null> {
  const programs = built.map(({ measured }) => ({ measured, linked: linkedPrograms(measured.archives) }));
  const combines = ({ linked }: (typeof programs)[number]): boolean =>
    linked.some(({ packages }) => packages.size > 1);
  const separate = programs.find((each) => !combines(each));
  if (separate === undefined) return null;
  const together = programs.find(combines);
  const separateSize = sum(separate.linked.map((each) => each.size));
  const oneBinarySize = together === undefined ? null : sum(together.linked.map((each) => each.size));
  return {
    ...(await sharedPackages(separate.measured.plan, host, signal)),
    separateSize,
    oneBinarySize,
    saved: oneBinarySize === null ? null : separateSize - oneBinarySize,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
