import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import type { BuildInfoModule, ReplaceableModule } from '../go/build-info.js';
import { microarchitectureVariables } from '../lambda/architectures.js';
import type { ProgramPair } from './compare-programs.js';
import type { BuildInfoDifference, CauseCode } from './comparison.js';

/** The causes of a difference that the build info of two programs shows. */
export function buildInfoCauses(
  { found, other, difference }: ProgramPair,
  otherFile: string | null,
): Diagnostic<CauseCode>[] {
  const causes: Diagnostic<CauseCode>[] = [];
  if (found.info === undefined || other.info === undefined) return causes;
  for (const row of difference.buildInfo) {
    const values = { found: row.found ?? 'none', other: row.other ?? 'none', otherFile };
    switch (row.field) {
      case 'go version':
        causes.push(diagnose('differs-go-version', values));
        break;
      case 'path':
        causes.push(diagnose('differs-main-package', values));
        break;
      case 'mod':
        causes.push(mainModuleCause(row, otherFile));
        break;
      case 'dep':
        causes.push(moduleCause(row.name, found.info.dependencies, other.info.dependencies, otherFile));
        break;
      case 'build':
        causes.push(settingCause(row, otherFile));
        break;
      default:
        row.field satisfies never;
    }
  }
  return causes;
}

/** Settings with a cause of their own; all others are `differs-setting`. */
function settingCause(
  { name, found, other }: BuildInfoDifference,
  otherFile: string | null,
): Diagnostic<CauseCode> {
  const values = { found: found ?? 'none', other: other ?? 'none', otherFile };
  if (name === 'vcs' || name.startsWith('vcs.'))
    return diagnose('differs-vcs', { otherFile, has: found !== null });
  if (name === '-tags') return diagnose('differs-tags', values);
  if (name === '-ldflags') return diagnose('differs-ldflags', values);
  if (name === '-pgo') return diagnose('differs-profile', values);
  if (name === '-trimpath') return diagnose('differs-trimpath', { otherFile, has: found === 'true' });
  if (name === 'GOARCH') return diagnose('differs-architecture', values);
  if (microarchitectureVariables.includes(name))
    return diagnose('differs-microarchitecture', { name, ...values });
  if (name === 'DefaultGODEBUG') return diagnose('differs-go-line', values);
  if (name.startsWith('CGO_')) return diagnose('differs-cgo', { name, ...values });
  return diagnose('differs-setting', { name, ...values });
}

// `(devel)`, or since Go 1.24 a version that go derives from the git state.
function mainModuleCause(
  { name, found, other }: BuildInfoDifference,
  otherFile: string | null,
): Diagnostic<CauseCode> {
  if (found !== null && other !== null)
    return diagnose('differs-vcs', { otherFile, has: found !== '(devel)' });
  return diagnose('differs-main-package', {
    found: found === null ? 'none' : name,
    other: other === null ? 'none' : name,
    otherFile,
  });
}

function moduleCause(
  module: string,
  found: readonly ReplaceableModule[],
  other: readonly ReplaceableModule[],
  otherFile: string | null,
): Diagnostic<CauseCode> {
  const [before, after] = [
    found.find(({ path }) => path === module),
    other.find(({ path }) => path === module),
  ];
  for (const each of [before, after]) {
    if (each?.replacedBy != null && isAbsolute(each.replacedBy.path)) {
      return diagnose('differs-absolute-replace', { module, path: each.replacedBy.path });
    }
  }
  const [linked, linkedHere] = [versionText(before), versionText(after)];
  if (linked !== linkedHere) {
    return diagnose('differs-module', { module, found: linked, other: linkedHere, otherFile });
  }
  const sums = [sumOf(before), sumOf(after)] as const;
  return diagnose('differs-module-sum', {
    module: `${module} ${linked}`,
    found: sums[0],
    other: sums[1],
    otherFile,
  });
}

function versionText(module: ReplaceableModule | undefined): string {
  if (module === undefined) return 'not linked';
  const { replacedBy, version } = module;
  if (replacedBy === null) return version || 'no version';
  return `replaced by ${[replacedBy.path, replacedBy.version].filter(Boolean).join(' ')}`;
}

function sumOf(module: ReplaceableModule | undefined): string {
  const linked: BuildInfoModule | undefined = module?.replacedBy ?? module;
  return linked?.sum || 'no sum';
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|\\\\|[A-Za-z]:[\\/])/.test(path);
}
