import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { failure } from '../diagnostics/lambdazip-error.js';
import type { Deflater } from '../ports/deflater.js';
import { pakoEncoder } from './deflate-encoder.js';

/** What a worker is asked. */
export interface DeflateJob {
  readonly id: number;
  readonly content: Uint8Array;
  readonly level: number;
}

/** What it answers. */
export type DeflateAnswer =
  | { readonly id: number; readonly compressed: Uint8Array }
  | { readonly id: number; readonly unfaithful: boolean; readonly message: string };

export interface DeflatePoolOptions {
  /** Default: the processors that this process may use. */
  readonly workers?: number | undefined;
  /** Default: the file that is built beside this one. */
  readonly workerUrl?: URL | undefined;
}

/** Below this many bytes a worker costs more than it saves; JSZip's own encoder does them at once. */
const smallContent = 64 * 1024;

interface PendingJob extends DeflateJob {
  readonly resolve: (compressed: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** Compresses in worker threads, which start when they are needed and keep no process running. */
export function openDeflatePool(options: DeflatePoolOptions = {}): Deflater {
  const { workers: most = availableParallelism(), workerUrl = builtWorker() } = options;
  const idle: Worker[] = [];
  const busy = new Map<Worker, PendingJob>();
  const queue: PendingJob[] = [];
  let nextId = 0;
  let closed = false;

  return {
    deflateRaw: (content, level) => {
      if (content.length < smallContent) return pakoEncoder(content, level);
      return new Promise((resolve, reject) => {
        nextId += 1;
        queue.push({ id: nextId, content, level, resolve, reject });
        work();
      });
    },
    close: async () => {
      closed = true;
      const pending = [...queue.splice(0), ...busy.values()];
      const workers = [...idle.splice(0), ...busy.keys()];
      busy.clear();
      for (const { reject } of pending)
        reject(failure('deflate-worker-failed', { reason: 'it was stopped' }));
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };

  function work(): void {
    while (queue.length > 0) {
      const worker = idle.pop() ?? (busy.size < most ? start() : undefined);
      const job = worker === undefined ? undefined : queue.shift();
      if (worker === undefined || job === undefined) return;
      busy.set(worker, job);
      worker.ref();
      worker.postMessage({ id: job.id, content: job.content, level: job.level } satisfies DeflateJob);
    }
  }

  function start(): Worker {
    const worker = new Worker(workerUrl);
    let reason = 'it ended unexpectedly';
    worker.on('message', (answer: DeflateAnswer) => {
      const job = busy.get(worker);
      busy.delete(worker);
      worker.unref();
      if (!closed) idle.push(worker);
      if (job === undefined) return;
      if ('compressed' in answer) job.resolve(answer.compressed);
      else if (answer.unfaithful)
        job.reject(failure('deflate-encoder-unfaithful', { problems: answer.message }));
      else job.reject(failure('deflate-worker-failed', { reason: answer.message }));
      work();
    });
    worker.on('error', (error: Error) => {
      reason = error.message;
    });
    worker.on('exit', () => {
      const job = busy.get(worker);
      busy.delete(worker);
      const place = idle.indexOf(worker);
      if (place !== -1) idle.splice(place, 1);
      job?.reject(failure('deflate-worker-failed', { reason }));
      if (!closed) work();
    });
    return worker;
  }
}

// Sources that are run as they are (in tests) lie two directories from what was built of them.
function builtWorker(): URL {
  const beside = new URL('./deflate-worker.js', import.meta.url);
  return existsSync(fileURLToPath(beside))
    ? beside
    : new URL('../../dist/deflate-worker.js', import.meta.url);
}
