// Imported into a node process (`node --import`), it writes what the process took at the most, in KiB (VmHWM), to the
// file that BENCH_PEAK names.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

process.on('exit', () => {
  const [, peak = '0'] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  writeFileSync(process.env.BENCH_PEAK ?? '/dev/null', peak);
});
