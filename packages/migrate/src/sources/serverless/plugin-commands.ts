import type { ProjectFiles } from '@lambdazip/core/internal';
import { place } from '@lambdazip/core/internal';
import { dirname, join } from 'pathe';
import type { BuildCommand } from '../../evidence/build-command.js';
import { readCommandLine } from '../../evidence/read-command-line.js';
import { route } from '../../evidence/route.js';
import { valuesOf } from '../resolved-values.js';
import type { WrittenTemplate } from '../template-function.js';
import { readGoPlugin } from './go-plugin.js';

/**
 * The commands of serverless-go-plugin for a service: a `go build` for each function, whose Handler is a source and becomes
 * the program.
 */
export function pluginCommands(template: WrittenTemplate, project: ProjectFiles): readonly BuildCommand[] {
  const plugin = readGoPlugin(template.document);
  if (plugin === undefined) return [];
  const base = place(dirname(template.file), plugin.baseDir);
  return template.functions.flatMap((each) => {
    const [handler, ...others] = valuesOf(each.handler?.value);
    if (handler === undefined || others.length > 0) return [];
    const source = place(base, handler);
    const isFile = source.endsWith('.go');
    if (isFile ? !project.files.includes(source) : !project.files.some((file) => dirname(file) === source))
      return [];
    const directory = plugin.monorepo ? (isFile ? dirname(source) : source) : base;
    const location = { ...plugin.location, file: project.display(template.file) };
    // The go command; the plugin appends the output and the source.
    const asWritten = { file: 'serverless-go-plugin', location } as const;
    const [called] = readCommandLine(plugin.cmd, directory, asWritten, project);
    return [
      {
        directory,
        // The plugin sets the Handler to the path of its output.
        output: join(dirname(template.file), handler),
        packages: [isFile ? { kind: 'files', files: [source] } : { kind: 'directory', path: source }],
        flags: called?.flags ?? {},
        environment: { GOOS: 'linux', CGO_ENABLED: plugin.cgo, ...called?.environment },
        target: null,
        file: 'serverless-go-plugin',
        location,
        source: `${plugin.cmd} ${handler}`,
        unknown: [...plugin.unknown, ...(called?.unknown ?? [])],
        routes: [route(['serverless-go-plugin'], { byTool: true })],
      } satisfies BuildCommand,
    ];
  });
}
