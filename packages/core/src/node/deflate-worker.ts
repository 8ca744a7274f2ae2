import { parentPort } from 'node:worker_threads';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { openFaithfulEncoder } from './deflate-encoder.js';
import type { DeflateAnswer, DeflateJob } from './deflate-pool.js';

const port = parentPort;
if (port === null) throw new TypeError('deflate-worker.js runs in a worker thread alone');
const encoder = openFaithfulEncoder();
// It is awaited with the first job, which answers for it.
encoder.catch(() => undefined);

port.on('message', async ({ id, content, level }: DeflateJob) => {
  try {
    const encode = await encoder;
    const compressed = await encode(content, level);
    const answer: DeflateAnswer = { id, compressed };
    port.postMessage(answer, [compressed.buffer as ArrayBuffer]);
  } catch (error) {
    const unfaithful = error instanceof LambdazipError;
    const answer: DeflateAnswer = {
      id,
      unfaithful,
      message: error instanceof Error ? error.message : String(error),
    };
    port.postMessage(answer);
  }
});
