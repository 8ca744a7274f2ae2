import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a function has sent to the Runtime API. */
export interface RuntimeAnswer {
  /** Such as `response` or `error`; `init/error` if the function could not start. */
  readonly kind: string;
  readonly body: string;
}

/** A Runtime API of Lambda with a few events. */
export interface RuntimeApi {
  /** The value of `AWS_LAMBDA_RUNTIME_API`. */
  readonly address: string;
  readonly answers: readonly RuntimeAnswer[];
  /** Resolves when the function asks for an event after the last one. */
  readonly finished: Promise<void>;
  readonly close: () => void;
}

const prefix = '/2018-06-01/runtime/';

/** Starts a Runtime API that gives the events to a function, one after the other, and then lets it wait. */
export async function runtimeApi(events: readonly string[]): Promise<RuntimeApi> {
  const answers: RuntimeAnswer[] = [];
  const remaining = [...events];
  const waiting: ServerResponse[] = [];
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const path = (request.url ?? '').slice(prefix.length);
      if (path !== 'invocation/next') {
        answers.push({ kind: path.replace(/^invocation\/[^/]+\//, ''), body });
        response.writeHead(202).end('{"status":"OK"}');
        return;
      }
      const event = remaining.shift();
      if (event === undefined) {
        waiting.push(response);
        finish();
        return;
      }
      response.writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': `request-${events.length - remaining.length}`,
        'lambda-runtime-deadline-ms': '4102444800000',
        'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-central-1:123456789012:function:compared',
        'lambda-runtime-trace-id':
          'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0',
      });
      response.end(event);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    finished,
    close: () => {
      for (const response of waiting) response.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}
