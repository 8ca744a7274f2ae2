import type { Host } from '../ports/host.js';
import type { Repository } from './repository.js';
import { outputOf, partsOf, portionsOf } from './run-git.js';

/**
 * Files whose lines end in CR LF in the work tree and in LF in the index, and that are otherwise equal.
 *
 * @param paths files or directories, relative to the top of the work tree
 * @returns paths of files, relative to the top of the work tree
 * @throws GitFailure
 */
export async function filesWithOtherLineEnds(
  host: Pick<Host, 'fileSystem'>,
  repository: Repository,
  paths: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const portion of portionsOf(paths)) {
    const literal = portion.map((path) => (path === '.' ? ':(top)' : `:(top,literal)${path}`));
    const listed = outputOf(await repository.git(['ls-files', '--eol', '-z', '--', ...literal]));
    for (const part of partsOf(listed)) {
      const [, path] = /^i\/(?:lf|mixed) +w\/(?:crlf|mixed) [^\t]*\t(.*)$/s.exec(part) ?? [];
      if (path !== undefined) found.push(path);
    }
  }
  const equal: string[] = [];
  for (const portion of portionsOf([...new Set(found)])) {
    equal.push(...(await equalButForLineEnds(host, repository, portion)));
  }
  return equal;
}

/** Compares many files with one git command, and fewer at a time only if some differ. */
async function equalButForLineEnds(
  host: Pick<Host, 'fileSystem'>,
  repository: Repository,
  paths: readonly string[],
): Promise<string[]> {
  const shown = await repository.git(['show', '--no-textconv', ...paths.map((path) => `:0:${path}`)]);
  if (shown.kind === 'output') {
    const texts = await Promise.all(paths.map((path) => textOf(host, `${repository.root}/${path}`)));
    const [here, there] = [texts.join(''), shown.output];
    if (withLineFeeds(here) === withLineFeeds(there)) return here === there ? [] : [...paths];
  }
  if (paths.length < 2) return [];
  const middle = Math.floor(paths.length / 2);
  return [
    ...(await equalButForLineEnds(host, repository, paths.slice(0, middle))),
    ...(await equalButForLineEnds(host, repository, paths.slice(middle))),
  ];
}

async function textOf({ fileSystem }: Pick<Host, 'fileSystem'>, path: string): Promise<string> {
  const bytes = await fileSystem.readFile(path).catch(() => new Uint8Array(0));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function withLineFeeds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
