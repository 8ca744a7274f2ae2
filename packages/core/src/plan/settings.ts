import { join, relative } from 'pathe';
import { diagnose } from '../diagnostics/diagnose.js';
import type { BuildSettings } from '../go/build-settings.js';
import { defaultMod, findAbove, findWorkspace, type GoModule } from '../go/module.js';
import { buildSettings } from '../manifest/defaults.js';
import type { PlanContext } from './context.js';
import { checkSpelling } from './spelling.js';
import type { Target } from './targets.js';

/** The settings of a handler, completed with what is on disk in its module. */
export async function settingsOf(target: Target, context: PlanContext): Promise<BuildSettings> {
  const { go, architecture } = target.spec;
  const work = await workOf(target, context);
  return buildSettings(go, architecture, {
    pgo: await profileOf(target, context),
    mod: go.mod ?? (await defaultMod(context.host.fileSystem, target.module.root, work)),
    work,
  });
}

async function profileOf({ spec }: Target, context: PlanContext): Promise<string> {
  const { pgo } = spec.go;
  if (pgo === 'off' || pgo === 'auto') return pgo;
  const path = join(context.directory, pgo);
  if (!(await checkSpelling(pgo, spec.location, context))) return path;
  if ((await context.host.fileSystem.stat(path))?.kind !== 'file') {
    context.report(diagnose('profile-not-found', { path: pgo }, spec.location));
  }
  return path;
}

async function workOf({ spec, module }: Target, context: PlanContext): Promise<string> {
  const { work } = spec.go;
  const { fileSystem } = context.host;
  if (work === null) await reportWorkspace(module, context);
  if (work === null || work === false) return 'off';
  if (work === true) {
    const directory = await findAbove(fileSystem, module.root, 'go.work');
    if (directory !== undefined) return `${directory}/go.work`;
    context.report(diagnose('go-work-not-found', { path: `none in or above ${module.root}` }, spec.location));
    return 'off';
  }
  if (!(await checkSpelling(work, spec.location, context))) return 'off';
  const path = join(context.directory, work);
  if ((await fileSystem.stat(path))?.kind === 'file') return fileSystem.realPath(path);
  context.report(diagnose('go-work-not-found', { path: work }, spec.location));
  return 'off';
}

/** Reports a go.work that a plain go would use but this build does not. */
async function reportWorkspace({ root }: GoModule, { host, installed, report }: PlanContext): Promise<void> {
  const { GOWORK = 'auto' } = installed.own;
  // Any other value is reported with the other ignored settings.
  if (GOWORK !== 'auto') return;
  const file = await findWorkspace(host.fileSystem, root);
  if (file === undefined) return;
  const shown = (path: string): string => relative(host.workingDirectory, path) || '.';
  report(diagnose('go-work-ignored', { file: shown(file), module: shown(root) }));
}
