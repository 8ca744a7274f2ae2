import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { testWith, tools } from '../../core/test/tools.js';
import { freePort, invoke, linuxX64, unpack } from './emulator.js';
import { bin } from './project.js';

// The first half of a migration in two steps: one zip that runs on go1.x, and on provided.* after the switch.
const example = fileURLToPath(new URL('../../../examples/quickstart', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'lambdazip-two-step-'));
const handler = 'bin/greet';

const greetGo = `package main

import (
	"context"
	"errors"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type greeting struct {
	Text    string
	Request bool
	Handler string
}

func main() {
	lambda.Start(func(ctx context.Context, event struct{ Name string }) (greeting, error) {
		if event.Name == "" {
			return greeting{}, errors.New("no name given")
		}
		call, found := lambdacontext.FromContext(ctx)
		return greeting{"hello " + event.Name, found && call.AwsRequestID != "", os.Getenv("_HANDLER")}, nil
	})
}
`;

// What go1.x does with a function's program: it asks until it answers a ping, then hands over one event after another.
const callerGo = `package main

import (
	"fmt"
	"net/rpc"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambda/messages"
)

func main() {
	var client *rpc.Client
	var err error
	for range 100 {
		if client, err = rpc.Dial("tcp", "localhost:"+os.Args[1]); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	check(err)
	check(client.Call("Function.Ping", &messages.PingRequest{}, &messages.PingResponse{}))
	for _, event := range os.Args[2:] {
		deadline := messages.InvokeRequest_Timestamp{Seconds: time.Now().Unix() + 30}
		request := messages.InvokeRequest{Payload: []byte(event), RequestId: "request-1", Deadline: deadline}
		var response messages.InvokeResponse
		check(client.Call("Function.Invoke", &request, &response))
		if response.Error != nil {
			fmt.Println("error: " + response.Error.Message)
		} else {
			fmt.Println(string(response.Payload))
		}
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
`;

const running: ChildProcess[] = [];

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeAll(() => {
  const [library = ''] =
    /github.com\/aws\/aws-lambda-go v\S+/.exec(readFileSync(join(example, 'go.mod'), 'utf8')) ?? [];
  write('go.mod', `module example.com/two-step\n\ngo 1.24\n\nrequire ${library}\n`);
  copyFileSync(join(example, 'go.sum'), join(root, 'go.sum'));
  write('greet/main.go', greetGo);
  write('caller/main.go', callerGo);
  const archive = { architecture: 'x86_64', handlers: { [handler]: './greet' } };
  const archives = { both: { ...archive, go: { norpc: false } }, usual: archive };
  write('lambdazip.json', JSON.stringify({ archives }));
  execFileSync('go', ['build', '-o', 'call', './caller'], {
    cwd: root,
    env: { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' },
  });
  const env = { ...process.env, LAMBDAZIP_CACHE_DIR: join(root, 'cache') };
  execFileSync(process.execPath, [bin, 'build', '--quiet'], { cwd: root, env });
});

afterEach(() => {
  for (const { pid } of running.splice(0)) if (pid !== undefined) killGroup(pid);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Unpacks an archive as Lambda does. */
async function unpacked(archive: string): Promise<string> {
  const task = join(root, archive);
  await unpack(join(root, 'dist', `${archive}.zip`), task);
  return task;
}

interface Started {
  readonly log: () => string;
  readonly ended: Promise<number | null>;
}

/** go1.x starts the program that Handler names, no bootstrap, and tells it a port. */
function startOnGo1x(task: string, port: number): Started {
  const child = spawn(join(task, handler), [], {
    cwd: task,
    detached: true,
    env: {
      PATH: process.env.PATH,
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: task,
      _LAMBDA_SERVER_PORT: String(port),
      AWS_EXECUTION_ENV: 'AWS_Lambda_go1.x',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      log += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { log: () => log, ended };
}

/** Hands events to a program on go1.x: an answer for each, a line each. */
function callOnGo1x(port: number, events: readonly string[]): string[] {
  return execFileSync(join(root, 'call'), [String(port), ...events], { encoding: 'utf8' })
    .trim()
    .split('\n');
}

/** Hands an event to a package on provided.*, under AWS's emulator. */
async function callOnProvided(task: string, event: string): Promise<string> {
  return (await invoke({ task, handler, event })).body;
}

const greeted = { Text: 'hello Ada', Request: true, Handler: handler };

describe('one x86_64 zip, built with `norpc: false`', () => {
  const check = testWith(...linuxX64, tools.emulator);
  let task = '';

  check('is unpacked', async () => {
    task = await unpacked('both');
    expect(statSync(join(task, 'bootstrap')).mode & 0o777).toBe(0o755);
  });

  check('responds when go1.x starts and invokes it', async () => {
    const port = await freePort();
    const { log } = startOnGo1x(task, port);
    const [answer = '', refusal] = callOnGo1x(port, ['{"Name":"Ada"}', '{}']);
    expect(JSON.parse(answer), log()).toEqual(greeted);
    expect(refusal).toBe('error: no name given');
  });

  check('responds through the Runtime API, as on provided.*', async () => {
    expect(JSON.parse(await callOnProvided(task, '{"Name":"Ada"}'))).toEqual(greeted);
    expect(JSON.parse(await callOnProvided(task, '{}'))).toMatchObject({ errorMessage: 'no name given' });
  });
});

describe('the same zip in its default form, with `lambda.norpc`', () => {
  const check = testWith(...linuxX64, tools.emulator);
  let task = '';

  check('is smaller', async () => {
    task = await unpacked('usual');
    expect(statSync(join(task, handler)).size).toBeLessThan(statSync(join(root, 'both', handler)).size);
  });

  check('exits at once on go1.x and reports the missing variable', async () => {
    const { ended, log } = startOnGo1x(task, await freePort());
    expect(await ended).toBe(1);
    expect(log()).toContain('expected AWS Lambda environment variables [AWS_LAMBDA_RUNTIME_API]');
  });

  check('responds through the Runtime API', async () => {
    expect(JSON.parse(await callOnProvided(task, '{"Name":"Ada"}'))).toEqual(greeted);
  });
});
