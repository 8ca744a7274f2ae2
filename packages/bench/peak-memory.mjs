// Loaded into a node process with `node --import`, writes the peak memory of the process in KiB (VmHWM) to the
// file in BENCH_PEAK.
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

process.on('exit', () => {
  const [, peak = '0'] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  writeFileSync(process.env.BENCH_PEAK ?? '/dev/null', peak);
});
