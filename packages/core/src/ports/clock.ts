/** Time, for retirement dates, locks and elapsed times; it never reaches an archive. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after some milliseconds, or rejects with the signal's reason. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Calls the action again and again until the function it gives is called; keeps no process running. */
  every(milliseconds: number, action: () => void): () => void;
}
