import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { testWith, tools } from '../../core/test/tools.js';
import { bin, type Project, project, twoHandlers } from './project.js';
import { Screen } from './screen.js';

// Python's pty module gives the command a real terminal; the tests look at what it writes there. Files are edited and
// Ctrl-C is typed when given texts are seen.
const script = `
import fcntl, json, os, pty, struct, sys, termios, time
given, arguments = json.loads(sys.argv[1]), sys.argv[2:]
columns, interrupt, edits, seen = given['columns'], given['interruptAt'].encode(), given['edits'], 0
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
    os.execvp(arguments[0], arguments)
output = b''
while True:
    try:
        part = os.read(terminal, 65536)
    except OSError:
        break
    if not part:
        break
    output += part
    if edits and edits[0][0].encode() in output[seen:]:
        _, path, content = edits.pop(0)
        seen = len(output)
        time.sleep(0.3)
        with open(path, 'w') as file:
            file.write(content)
    if not edits and interrupt and interrupt in output[seen:]:
        os.write(terminal, b'\\x03')
        interrupt = b''
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
sys.stdout.buffer.write(b'%d\\n' % status + output)`;

interface Terminal {
  readonly columns?: number;
  readonly variables?: Readonly<Record<string, string>>;
  /** Types Ctrl-C when this is seen. */
  readonly interruptAt?: string;
  /** Writes files, by path, when a text is seen, one after another. */
  readonly edits?: readonly (readonly [seen: string, path: string, content: string])[];
}

interface Shown {
  readonly status: number;
  readonly output: string;
  /** What is on the screen at the end. */
  readonly rows: readonly string[];
}

function onTerminal(
  { directory }: Project,
  args: readonly string[],
  { columns = 80, variables = {}, interruptAt = '', edits = [] }: Terminal = {},
): Shown {
  const env: Record<string, string | undefined> = {
    ...process.env,
    TERM: 'xterm',
    CI: undefined,
    NO_COLOR: undefined,
    FORCE_COLOR: undefined,
    LAMBDAZIP_CACHE_DIR: join(directory, 'cache'),
    ...variables,
  };
  const given = JSON.stringify({ columns, interruptAt, edits });
  const command = ['-c', script, given, process.execPath, bin, ...args];
  const result = execFileSync('python3', command, {
    cwd: directory,
    env: env as NodeJS.ProcessEnv,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [status = '', ...lines] = result.split('\n');
  const output = lines.join('\n');
  const screen = new Screen(columns);
  screen.write(output);
  return { status: Number(status), output, rows: screen.rows };
}

const check = testWith(tools.python);
const size = String.raw`\d+\.\d [KM]iB`;

describe('on a terminal', () => {
  check('a first build lists what is new, and leaves no progress behind', () => {
    const { output, rows } = onTerminal(project(twoHandlers), ['build']);
    expect(output).toMatch(/\r\S*Planning/);
    expect(output).toContain('0/2 programs');
    expect(output).toContain('/3 entries');
    const expected = [
      new RegExp(`^dist/lambda\\.zip is new: ${size} \\(${size} unzipped\\)$`),
      new RegExp(`^ {2}\\+ bin/create +${size}$`),
      new RegExp(`^ {2}\\+ bin/delete +${size}$`),
      /^ {2}\+ bootstrap +\d/,
      /^ {2}for {9}provided\.al2023, arm64$/,
      /^ {2}CodeSha256 {2}\S{43}=$/,
      /^ {2}provenance {2}lambda\.zip\.provenance\.json$/,
      /^Finished in \d+\.\d s: 1 archive written \((?:\d+ packages? compiled|0 of 3 entries from cache)\)$/,
    ];
    expect(rows).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });

  check('a build that changes nothing is two lines', () => {
    const given = project(twoHandlers);
    onTerminal(given, ['build']);
    const { rows } = onTerminal(given, ['build']);
    expect(rows).toEqual([
      'dist/lambda.zip is up to date',
      expect.stringMatching(/^Finished in \d+\.\d s: 1 archive up to date \(3 of 3 entries from cache\)$/),
    ]);
    expect(onTerminal(given, ['build', '-v']).rows.join('\n')).toMatch(/ {4}bin\/create +\d/);
  });

  check('a later build lists new, changed and removed entries', () => {
    const given = project({
      ...twoHandlers,
      'asset.txt': 'a',
      'lambdazip.json':
        '{ "handlers": { "bin/create": "./cmd/create", "bin/delete": "./cmd/delete" }, "files": { "old.txt": "./asset.txt" } }',
    });
    onTerminal(given, ['build']);
    given.write(
      'cmd/create/main.go',
      'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n',
    );
    given.write('lambdazip.json', given.read('lambdazip.json').replace('old.txt', 'new.txt'));
    const { rows } = onTerminal(given, ['build']);
    expect(rows.slice(0, 5)).toEqual([
      expect.stringMatching(new RegExp(`^dist/lambda\\.zip changed: ${size} \\(\\+${size}\\)$`)),
      expect.stringMatching(new RegExp(`^ {2}~ bin/create +${size} \\(\\+${size}\\)$`)),
      expect.stringMatching(/^ {2}\+ new\.txt +1 B$/),
      expect.stringMatching(/^ {2}- old\.txt +1 B$/),
      '  2 unchanged',
    ]);
  });

  check('a file that is not a zip does not count as an earlier build', () => {
    const given = project({ ...twoHandlers, 'dist/lambda.zip': 'no zip' });
    expect(onTerminal(given, ['build']).rows[0]).toContain('dist/lambda.zip is new');
  });

  check('no progress with --quiet, in CI or on a dumb terminal', () => {
    const given = project(twoHandlers);
    expect(onTerminal(given, ['build', '--quiet']).output).toBe('');
    const plain = [{ CI: 'true', NO_COLOR: '1' }, { TERM: 'dumb' }];
    for (const variables of plain)
      expect(onTerminal(given, ['build'], { variables }).output).not.toContain('\u001b');
  });

  check('colours follow --color, NO_COLOR and FORCE_COLOR, also for usage errors', () => {
    const given = project(twoHandlers);
    const isColored = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
      onTerminal(given, args, { variables }).output.includes('\u001b[3');
    const wrong = ['build', '--wrong'];
    expect(isColored(wrong)).toBe(true);
    expect(isColored(wrong, { NO_COLOR: '1' })).toBe(false);
    expect(isColored(wrong, { TERM: 'dumb', FORCE_COLOR: '1' })).toBe(true);
    expect(isColored([...wrong, '--color', 'never'], { FORCE_COLOR: '1' })).toBe(false);
    expect(isColored([...wrong, '--color=always'], { NO_COLOR: '1' })).toBe(true);
    expect(isColored(['build'])).toBe(true);
    expect(isColored(['build'], { NO_COLOR: '1' })).toBe(false);
  });

  for (const columns of [40, 80])
    check(`a code frame fits into ${columns} columns`, () => {
      const long = `func main() { _ = "${'x'.repeat(150)}"; oops }`;
      const given = project({ ...twoHandlers, 'cmd/create/main.go': `package main\n\n${long}\n` });
      const { status, rows } = onTerminal(given, ['build'], { columns });
      expect(status).toBe(1);
      const index = rows.findIndex((row) => row.startsWith(' 3 | '));
      const [line = '', caret = ''] = rows.slice(index, index + 2);
      expect(line).toMatch(/^ 3 \| \.\.\.x+"; oops }$/);
      expect(caret.indexOf('^')).toBe(line.indexOf('oops'));
      expect(rows.join('\n')).not.toMatch(/Compiling|Planning/);
    });

  check('an interrupt leaves no progress behind', () => {
    const { status, rows } = onTerminal(project(twoHandlers), ['build'], { interruptAt: 'Planning' });
    expect(status).toBe(130);
    expect(rows.join('\n')).toMatch(/^(?:\^C)?Interrupted; nothing was written\.$/);
  });

  check('a known warning is printed once, and an acknowledged one only with -v', async () => {
    const manifest = (more: string): string =>
      `{ ${more}"go": { "trimpath": false }, "handlers": { "bin/create": "./cmd/create" } }`;
    const given = project({ ...twoHandlers, 'lambdazip.json': manifest('') });
    const warns = (args: readonly string[], variables = {}): boolean =>
      onTerminal(given, ['build', ...args], { variables }).output.includes('trimpath-off');
    expect(warns([])).toBe(true);
    expect(warns([])).toBe(false);
    expect(warns(['-v'])).toBe(true);
    expect(warns(['--no-cache'])).toBe(true);
    expect(warns([], { CI: 'true' })).toBe(true);
    given.write('lambdazip.json', manifest('"acknowledge": ["trimpath-off"], '));
    expect(warns([], { CI: 'true' })).toBe(false);
    expect(warns(['-v'])).toBe(true);
    const { stderr, stdout } = await given.run(['build', '--json']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).warnings).toMatchObject([{ code: 'trimpath-off' }]);
  });

  check('a watch reports the time of day, what changed and what was rebuilt', () => {
    const given = project(twoHandlers);
    const larger = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n';
    const { status, rows } = onTerminal(given, ['build', '--watch'], {
      variables: { NO_COLOR: '1' },
      edits: [
        ['Watching for changes', 'cmd/create/main.go', larger],
        ['rebuilt', 'cmd/create/main.go', 'package main\n\nfunc main() { oops }\n'],
        ['Watching for changes', 'cmd/create/main.go', larger],
      ],
      interruptAt: 'checked in',
    });
    expect(status).toBe(130);
    const time = String.raw`\d\d:\d\d:\d\d`;
    const text = rows.join('\n');
    expect(rows[0]).toContain('dist/lambda.zip is new');
    expect(text).toMatch(
      new RegExp(
        `Watching for changes \\(Ctrl-C to stop\\)\n${time} cmd/create/main\\.go changed\n${time} rebuilt bin/create \\(\\+${size}\\) in \\d+\\.\\d s\n${time} cmd/create/main\\.go changed\nerror\\[compile-error\\]`,
      ),
    );
    expect(text).toMatch(
      new RegExp(`\n${time} cmd/create/main\\.go changed\n${time} up to date, checked in \\d+\\.\\d s$`),
    );
    expect(text).not.toMatch(/Compiling|Planning|Checking/);
  });
});
