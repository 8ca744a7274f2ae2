import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every setting of a repository that makes git start a program: the key, and its value for a command line `program`. */
const settings: readonly (readonly [key: string, value: (program: string) => string])[] = [
  ['core.fsmonitor', (program) => program],
  ['core.sshCommand', (program) => program],
  ['core.askPass', (program) => program],
  ['core.editor', (program) => program],
  ['core.pager', (program) => program],
  ['core.gitProxy', (program) => program],
  ['core.alternateRefsCommand', (program) => program],
  ['core.alternateRefsPrefixes', () => 'refs/heads'],
  ['sequence.editor', (program) => program],
  ['interactive.diffFilter', (program) => program],
  ['diff.external', (program) => program],
  ['diff.planted.command', (program) => program],
  ['diff.planted.textconv', (program) => program],
  ['diff.submodule', () => 'log'],
  ['diff.tool', () => 'planted'],
  ['difftool.planted.cmd', (program) => program],
  ['merge.tool', () => 'planted'],
  ['mergetool.planted.cmd', (program) => program],
  ['merge.planted.driver', (program) => program],
  ['filter.planted.clean', (program) => program],
  ['filter.planted.smudge', (program) => program],
  ['filter.served.process', (program) => program],
  ['filter.served.required', () => 'true'],
  ['gpg.program', (program) => program],
  ['gpg.ssh.program', (program) => program],
  ['gpg.ssh.defaultKeyCommand', (program) => program],
  ['gpg.x509.program', (program) => program],
  ['log.showSignature', () => 'true'],
  ['status.submoduleSummary', () => 'true'],
  ['submodule.recurse', () => 'true'],
  ['submodule.sub.update', (program) => `!${program}`],
  ['credential.helper', (program) => `!${program}`],
  ['alias.status', (program) => `!${program}`],
  ['alias.rev-parse', (program) => `!${program}`],
  ['alias.ls-files', (program) => `!${program}`],
  ['pager.status', (program) => program],
  ['pager.config', (program) => program],
  ['pager.diff', (program) => program],
  ['pager.show', (program) => program],
  ['trailer.planted.command', (program) => program],
  ['trailer.planted.cmd', (program) => program],
  ['tar.planted.command', (program) => program],
  ['browser.planted.cmd', (program) => program],
  ['man.planted.cmd', (program) => program],
  ['uploadpack.packObjectsHook', (program) => program],
  ['remote.origin.url', (program) => `ext::${program} %S`],
  ['remote.origin.uploadpack', (program) => program],
  ['remote.origin.receivepack', (program) => program],
  ['remote.origin.promisor', () => 'true'],
  ['remote.origin.partialclonefilter', () => 'blob:none'],
  ['extensions.partialClone', () => 'origin'],
  ['protocol.ext.allow', () => 'always'],
  ['protocol.allow', () => 'always'],
];

const hooks = [
  'fsmonitor-watchman',
  'post-checkout',
  'post-index-change',
  'pre-auto-gc',
  'reference-transaction',
  'sendemail-validate',
];

/** Programs configured in a repository, and which of them were started. */
export interface PlantedPrograms {
  /** Names of settings and hooks. */
  readonly started: () => readonly string[];
}

export type ConfigurationFile = 'config' | 'config.worktree' | 'include.path' | 'includeIf';

/**
 * Configures a program for each setting that takes one, and for each hook.
 *
 * @param gitDirectory the git directory of the repository
 * @param outside an empty directory for the programs and the files that they create
 */
export function plantPrograms(
  gitDirectory: string,
  outside: string,
  file: ConfigurationFile = 'config',
): PlantedPrograms {
  const left = join(outside, 'started');
  mkdirSync(left, { recursive: true });
  const program = (name: string): string => {
    const path = join(outside, `start-${name}`);
    writeFileSync(path, `#!/bin/sh\n: > "${left}/${name}"\nexit 1\n`);
    chmodSync(path, 0o755);
    return path;
  };
  const lines = settings.map(([key, value]) => {
    const [section = '', ...rest] = key.split('.');
    const name = rest.pop() ?? '';
    const subsection = rest.length === 0 ? '' : ` "${rest.join('.')}"`;
    return `[${section}${subsection}]\n\t${name} = "${value(program(key))}"\n`;
  });
  const hooksDirectory = join(gitDirectory, 'hooks');
  mkdirSync(hooksDirectory, { recursive: true });
  for (const hook of hooks) {
    writeFileSync(join(hooksDirectory, hook), `#!/bin/sh\n: > "${left}/hook ${hook}"\n`);
    chmodSync(join(hooksDirectory, hook), 0o755);
  }
  const attributes = join(outside, 'attributes');
  writeFileSync(attributes, '*.txt filter=planted diff=planted merge=planted\n*.bin filter=served\n');
  lines.push(`[core]\n\tattributesFile = "${attributes}"\n\thooksPath = "${hooksDirectory}"\n`);
  const text = lines.join('');
  const config = join(gitDirectory, 'config');
  const append = (more: string): void => writeFileSync(config, more, { flag: 'a' });
  if (file === 'config') append(text);
  if (file === 'config.worktree') {
    append('[core]\n\trepositoryformatversion = 1\n[extensions]\n\tworktreeConfig = true\n');
    writeFileSync(join(gitDirectory, 'config.worktree'), text);
  }
  if (file === 'include.path' || file === 'includeIf') {
    writeFileSync(join(outside, 'included'), text);
    const heading = file === 'includeIf' ? '[includeIf "gitdir:**"]' : '[include]';
    append(`${heading}\n\tpath = "${join(outside, 'included')}"\n`);
  }
  return { started: () => readdirSync(left).sort() };
}
