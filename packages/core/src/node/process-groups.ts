import { spawn } from 'node:child_process';

/**
 * On POSIX each program leads its own process group, so that its children can be ended with it and the terminal's
 * Ctrl-C reaches it only through lambdazip. Windows has process trees instead.
 */
export const usesProcessGroups = process.platform !== 'win32';

const running = new Set<number>();

/** Kills the program and its children if this process ends before {@link leaveWatch} is called. */
export function enterWatch(processId: number): void {
  if (running.size === 0) process.on('exit', killAll);
  running.add(processId);
}

/** Call this when the program has ended. */
export function leaveWatch(processId: number): void {
  running.delete(processId);
  if (running.size === 0) process.off('exit', killAll);
}

/** Sends a signal to the program and its children; processes that have already ended are ignored. */
export function signalGroup(processId: number, signal: 'SIGINT' | 'SIGKILL'): void {
  if (!usesProcessGroups) {
    // Windows cannot gently stop a program without a window.
    spawn('taskkill', ['/pid', String(processId), '/T', '/F'], { stdio: 'ignore' }).on(
      'error',
      () => undefined,
    );
    return;
  }
  try {
    process.kill(-processId, signal);
  } catch {
    // ESRCH: the whole group is gone.
  }
}

/** Resolves when all processes of the group have ended, or after a timeout in milliseconds. */
export async function groupGone(processId: number, milliseconds: number): Promise<void> {
  if (!usesProcessGroups || processId === 0) return;
  for (const end = Date.now() + milliseconds; Date.now() < end; ) {
    try {
      process.kill(-processId, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function killAll(): void {
  for (const processId of running) signalGroup(processId, 'SIGKILL');
}
