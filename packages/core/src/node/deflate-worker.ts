import { parentPort } from 'node:worker_threads';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { faithfulEncoder } from './deflate-encoder.js';
import type { DeflateAnswer, DeflateFailure, DeflateJob } from './deflate-pool.js';

const port = parentPort;
if (port === null) throw new TypeError('deflate-worker.js must run in a worker thread');
const encode = faithfulEncoder();

port.on('message', async ({ content, level }: DeflateJob) => {
  try {
    const compressed = await encode(content, level);
    const answer: DeflateAnswer = { compressed };
    port.postMessage(answer, [compressed.buffer as ArrayBuffer]);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const failure = error instanceof LambdazipError ? factsOf(error) : null;
    const answer: DeflateAnswer = { message, failure };
    port.postMessage(answer);
  }
});

function factsOf({ code, blame, diagnostics }: LambdazipError): DeflateFailure {
  return { code, blame, diagnostics };
}
