import { existsSync } from 'node:fs';
import { availableParallelism, freemem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { failure } from '../diagnostics/diagnose.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import type { Deflater } from '../ports/deflater.js';
import { streamMayBe } from './deflate-beginning.js';
import { smallEncoder } from './deflate-encoder.js';

/** A request to a worker. */
export interface DeflateJob {
  readonly content: Uint8Array;
  readonly level: number;
}

/** A worker's response. */
export type DeflateAnswer =
  | { readonly compressed: Uint8Array }
  | { readonly message: string; readonly failure: DeflateFailure | null };

/** The fields of a LambdazipError in addition to its message. */
export type DeflateFailure = Pick<LambdazipError, 'code' | 'blame' | 'diagnostics'>;

export interface DeflatePoolOptions {
  /** Maximum number of workers, at least 1. Default: {@link defaultWorkers}. */
  readonly workers?: number | undefined;
  /** Default: the worker file next to this one in the build. */
  readonly workerUrl?: URL | undefined;
}

/** Below this many bytes a second thread costs more than it saves. */
const smallContent = 64 * 1024;

/** Maximum memory of a worker, in bytes: 250 MB of content (Lambda's limit) and its compressed form. */
const memoryOfWorker = 640 * 1024 * 1024;

/** One worker per processor, limited by the available memory; at least one. */
export function defaultWorkers(
  processors: number = availableParallelism(),
  memory: number = availableMemory(),
): number {
  return Math.max(1, Math.min(processors, Math.floor(memory / memoryOfWorker)));
}

/** Bytes that this process may still allocate; in a container, up to the container's limit. */
function availableMemory(): number {
  // Available since Node 20.13.
  return typeof process.availableMemory === 'function' ? process.availableMemory() : freemem();
}

interface PendingJob extends DeflateJob {
  readonly handOver: boolean;
  readonly resolve: (compressed: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Compresses in worker threads, which start on demand and do not keep the process alive when idle. Promises reject
 * with LambdazipError `deflate-worker-failed` (also after `close`) or `deflate-encoder-unfaithful`.
 */
export function openDeflatePool(options: DeflatePoolOptions = {}): Deflater {
  const { workers: most = defaultWorkers(), workerUrl = builtWorker() } = options;
  const idle: Worker[] = [];
  const busy = new Map<Worker, PendingJob>();
  const queue: PendingJob[] = [];
  let closed = false;

  return {
    deflateRaw: async (content, level, { handOver = false } = {}) => {
      if (closed) throw stopped();
      if (content.length < smallContent) return smallEncoder(content, level);
      return new Promise((resolve, reject) => {
        queue.push({ content, level, handOver, resolve, reject });
        work();
      });
    },
    mayGive: streamMayBe,
    close: async () => {
      closed = true;
      const pending = [...queue.splice(0), ...busy.values()];
      const workers = [...idle.splice(0), ...busy.keys()];
      busy.clear();
      for (const { reject } of pending) reject(stopped());
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };

  function work(): void {
    while (idle.length > 0 || busy.size < most) {
      const job = queue.shift();
      if (job === undefined) return;
      try {
        // Transferring a view would transfer its whole underlying buffer.
        const isWhole = job.content.byteLength === job.content.buffer.byteLength;
        const content = job.handOver && isWhole ? job.content : new Uint8Array(job.content);
        const worker = idle.pop() ?? start();
        busy.set(worker, job);
        worker.ref();
        worker.postMessage({ content, level: job.level } satisfies DeflateJob, [
          content.buffer as ArrayBuffer,
        ]);
      } catch (error) {
        // Creating a thread or copying the content failed, for example for lack of memory.
        const reason = error instanceof Error ? error.message : String(error);
        job.reject(failure('deflate-worker-failed', { reason }, { cause: error }));
      }
    }
  }

  function start(): Worker {
    // Flags of the calling process, such as loaders, are not passed to the worker.
    const worker = new Worker(workerUrl, { execArgv: [] });
    let reason = 'it exited unexpectedly';
    worker.on('message', (answer: DeflateAnswer) => {
      const job = busy.get(worker);
      if (job === undefined) return;
      busy.delete(worker);
      worker.unref();
      idle.push(worker);
      if ('compressed' in answer) job.resolve(answer.compressed);
      else job.reject(errorOf(answer));
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
      work();
    });
    return worker;
  }
}

function stopped(): LambdazipError {
  return failure('deflate-worker-failed', { reason: 'it was stopped' });
}

function errorOf(answer: Exclude<DeflateAnswer, { readonly compressed: Uint8Array }>): LambdazipError {
  const { message, failure: known } = answer;
  return known === null
    ? failure('deflate-worker-failed', { reason: message })
    : new LambdazipError(known.code, message, known);
}

// Sources that run unbuilt (in tests) are two directories away from the build output.
function builtWorker(): URL {
  const beside = new URL('./deflate-worker.js', import.meta.url);
  return existsSync(fileURLToPath(beside))
    ? beside
    : new URL('../../dist/deflate-worker.js', import.meta.url);
}
