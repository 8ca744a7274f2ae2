import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { arm64Programs, withArm64Programs } from '../../test/arm64-programs.js';
import {
  BootstrapPackage,
  type BootstrapVariant,
  bootstrapVariants,
  type Outcome,
  type StartReport,
} from '../../test/bootstrap-package.js';
import { testWith } from '../../test/tools.js';

const unpacked = new BootstrapPackage();
const { root, task } = unpacked;
beforeAll(() => unpacked.buildReporter('bin/orders/create', 'amd64'));
afterAll(() => unpacked.remove());

const noHandler = 'bootstrap: no handler: _HANDLER is not set and no argument is given\n';
const noFile = "no such file; the function's Handler must be a program in the archive";
const noLoader = 'its loader or interpreter was not found; programs must be linked statically';
const notExecutable = 'not executable (permission denied)';
const directory = 'is a directory';
const noProgram = 'not a program for this architecture (exec format error)';
const itself = "this is the bootstrap itself; set the function's Handler to a program in the archive";
const tooLong = 'path too long';

interface Failure {
  readonly handler: string;
  readonly status: 126 | 127;
  readonly reason: string;
  /** Whether the message names the path, which it does if the path was tried. */
  readonly namesPath: boolean;
}

const refused = (handler: string, status: 126 | 127, reason: string): Failure => ({
  handler,
  status,
  reason,
  namesPath: reason !== itself && reason !== tooLong,
});

// 4095 bytes is the longest path that the kernel accepts.
const handlerForPathOf = (length: number) => `${'x/'.repeat(2048)}x`.slice(-(length - task.length - 1));

/** Every reason why a handler cannot be started, the same for each bootstrap. */
const failures: readonly Failure[] = [
  refused('bin/none', 127, noFile),
  refused('bin/dangling', 127, noFile),
  refused('bin/exits-7/below-a-file', 127, noFile),
  refused('-n', 127, noFile),
  refused('!', 127, noFile),
  refused('%s $(exit 3) `exit 3` "\\', 127, noFile),
  refused('.bootstrap', 127, noFile),
  refused('bootstrap/x', 127, noFile),
  refused(handlerForPathOf(4095), 127, noFile),
  refused('bin/no-loader', 127, noLoader),
  refused('bin/no-interpreter', 127, noLoader),
  refused('bin/plain', 126, notExecutable),
  refused('bin', 126, directory),
  refused('bin/', 126, directory),
  refused('.', 126, directory),
  refused('bin/foreign', 126, noProgram),
  refused('bootstrap', 126, itself),
  refused('./bootstrap', 126, itself),
  refused('.//./bootstrap', 126, itself),
  refused('/bootstrap', 126, itself),
  refused(`${task}/bootstrap`, 126, itself),
  refused(handlerForPathOf(4096), 126, tooLong),
  refused('x'.repeat(100_000), 126, tooLong),
];

const reported = (outcome: Outcome): StartReport => {
  if (outcome.status !== 0) throw new Error(`status ${outcome.status}: ${outcome.stderr}`);
  return JSON.parse(outcome.stdout);
};
const shortened = (text: string) =>
  text.length > 60 ? `${text.slice(0, 20)}… of ${text.length} characters` : text;

describe.each(bootstrapVariants)('the bootstrap ($name)', (variant) => {
  const check = testWith(...variant.needs);
  const start = (
    environment: Readonly<Record<string, string>>,
    options?: Parameters<BootstrapPackage['start']>[2],
  ) => unpacked.start(variant, environment, options);
  const startHandler = (handler: string) => start({ LAMBDA_TASK_ROOT: task, _HANDLER: handler });

  check('becomes the program of the task root, called by its path and without arguments', () => {
    const environment = { _HANDLER: 'bin/orders/create', LAMBDA_TASK_ROOT: task };
    const { args, cwd } = reported(start(environment, { cwd: root, args: ['one', 'two'] }));
    expect(args).toEqual([`${task}/bin/orders/create`]);
    expect(cwd).toBe(root);
  });

  check('looks in the working directory if the task root is unset or empty', () => {
    const handler = { _HANDLER: 'bin/orders/create' };
    for (const environment of [handler, { ...handler, LAMBDA_TASK_ROOT: '' }]) {
      expect(reported(start(environment)).args).toEqual(['./bin/orders/create']);
    }
  });

  check('starts a program whose name a shell could misread', () => {
    expect(startHandler('bin/a $name')).toMatchObject({ status: 0, stdout: 'started\n', stderr: '' });
  });

  check('passes on the environment unchanged', () => {
    const many = Array.from({ length: 40 }, (_, index) => [`V${index}`, 'x'.repeat(100)] as const);
    const given: Readonly<Record<string, string>> = {
      Z: '1',
      A: 'two words',
      EMPTY: '',
      _HANDLER: 'bin/orders/create',
      LAMBDA_TASK_ROOT: task,
      PATH: '',
      LANG: 'no_SUCH.locale',
      ODD: 'a=b\n$x"\u00fc',
      'no-identifier.1': 'kept',
      // Names that a script might use itself.
      path: '/somewhere',
      name: 'mine',
      root: 'mine',
      start: 'mine',
      ...Object.fromEntries(many),
    };
    const { env } = reported(start(given));
    // dash passes on only variables with valid shell names: docs/bootstrap.md.
    const expected = Object.entries(given)
      .filter(([name]) => variant.shell !== 'dash' || name !== 'no-identifier.1')
      .map(([name, value]) => `${name}=${value}`);
    // The bootstrap keeps the order, but qemu reverses it before the bootstrap sees it.
    if (variant.file === 'native-x86_64') expect(env).toEqual(expected);
    expect(env.filter((entry) => !addedBy(variant).test(entry)).sort()).toEqual(expected.sort());
  });

  check('takes the handler from an argument if it is not set, and exports it', () => {
    for (const environment of [
      { A: '1', LAMBDA_TASK_ROOT: task, Z: '2' },
      { _HANDLER: '', LAMBDA_TASK_ROOT: task, Z: '1' },
    ]) {
      const { args, env } = reported(start(environment, { args: ['bin/orders/create', 'more'] }));
      expect(args).toEqual([`${task}/bin/orders/create`]);
      const expected = { ...environment, _HANDLER: 'bin/orders/create' };
      const own = env.filter((entry) => !addedBy(variant).test(entry));
      expect(own.sort()).toEqual(
        Object.entries(expected)
          .map((pair) => pair.join('='))
          .sort(),
      );
    }
  });

  check('prefers _HANDLER to an argument', () => {
    const environment = { LAMBDA_TASK_ROOT: task, _HANDLER: 'bin/orders/create' };
    expect(reported(start(environment, { args: ['bin/exits-7'] })).env).toContain(
      '_HANDLER=bin/orders/create',
    );
  });

  check('execs the program: same process, its exit status and its signals', () => {
    const { pid, stdout } = startHandler('bin/pid');
    expect(stdout).toBe(`${pid}\n`);
    expect(startHandler('bin/exits-7').status).toBe(7);
    expect(startHandler('bin/kills-itself')).toMatchObject({ status: null, signal: 'SIGTERM' });
  });

  for (const { handler, status, reason, namesPath } of failures) {
    check(
      `refuses the handler ${shortened(handler.replace(task, '<task root>'))} with ${status}: ${reason}`,
      () => {
        const outcome = startHandler(handler);
        const message = `bootstrap: cannot start handler "${handler}": ${namesPath ? `${task}/${handler}: ` : ''}${reason}\n`;
        expect(outcome).toMatchObject({ status, stdout: '' });
        if (variant.shell === null) expect(outcome.stderr).toBe(cut(message, handler));
        // A shell first prints its own message about the failed exec.
        else expect(outcome.stderr.slice(-message.length)).toBe(message);
      },
    );
  }

  check('exits without a handler', () => {
    for (const environment of [{}, { _HANDLER: '' }, { LAMBDA_TASK_ROOT: task }]) {
      expect(start(environment)).toMatchObject({ status: 127, stdout: '', stderr: noHandler });
      expect(start(environment, { args: [''] })).toMatchObject({ status: 127, stderr: noHandler });
    }
  });

  // With qemu, the kernel of this machine starts the arm64 bootstrap the second time, which fails.
  if (variant.file !== 'native-arm64') {
    check('never starts itself in a loop, through a roundabout path or a link', () => {
      for (const handler of [`bin/../${variant.file}`, `bin/link-to-${variant.file}`]) {
        const outcome = startHandler(handler);
        expect(outcome).toMatchObject({ status: 126, stdout: '' });
        expect(outcome.stderr).toBe(`bootstrap: cannot start handler "${handler}": ${itself}\n`);
      }
    });
  }
});

describe('the native bootstrap', () => {
  const [native] = bootstrapVariants;
  if (native === undefined) throw new Error('the table of bootstraps is empty');

  testWith(...native.needs)('prints the number of an error that it has no text for', () => {
    const outcome = unpacked.start(native, { LAMBDA_TASK_ROOT: task, _HANDLER: 'bin/endless' });
    expect(outcome.status).toBe(126);
    expect(outcome.stderr).toBe(
      `bootstrap: cannot start handler "bin/endless": ${task}/bin/endless: error 40\n`,
    );
  });

  testWith(...arm64Programs)('for arm64 execs an arm64 program, never itself', () => {
    unpacked.buildReporter('bin/arm64', 'arm64');
    const started = (handler: string) => {
      const variables = [`_HANDLER=${handler}`, `LAMBDA_TASK_ROOT=${task}`];
      const [program, ...rest] = withArm64Programs(['env', '-i', ...variables, join(task, 'native-arm64')]);
      return execFileSync(program, rest, { encoding: 'utf8', stdio: 'pipe', timeout: 20_000 });
    };
    const { args, env } = JSON.parse(started('bin/arm64')) as StartReport;
    expect(args).toEqual([`${task}/bin/arm64`]);
    expect([...env].sort()).toEqual(
      ['LAMBDA_TASK_ROOT', '_HANDLER'].map((name) => `${name}=${name === '_HANDLER' ? 'bin/arm64' : task}`),
    );
    expect(() => started('bin/../native-arm64')).toThrow(itself);
  });
});

/** The variables that a shell adds by itself. */
function addedBy({ shell }: BootstrapVariant): RegExp {
  if (shell === null) return /^$/;
  return shell === 'dash' ? /^PWD=/ : /^(_|PWD|OLDPWD|SHLVL)=/;
}

/** The message of the native bootstrap has room for 4096 bytes of the handler. */
function cut(message: string, handler: string): string {
  return message.replace(handler, handler.slice(0, 4096));
}
