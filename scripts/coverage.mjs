// Coverage of lines by room, compared with the floors in coverage-floors.json:
// `node scripts/coverage.mjs [summary]` raises the floors to what `LAMBDAZIP_COVERAGE=1 npm test` measured; it never lowers one.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { root } from './workspace.mjs';

const floorsFile = join(root, 'coverage-floors.json');

/**
 * Prints the rooms below their floor, and those that have risen above it.
 * @returns {{title: string, ok: boolean, seconds: number}}
 */
export function compareCoverage(summaryFile) {
  const title = 'coverage of each room';
  if (!existsSync(summaryFile)) return report({ title, ok: false, seconds: 0 });
  const measured = coverageByRoom(summaryFile);
  const floors = readFloors();
  const below = Object.entries(floors).filter(([room, floor]) => (measured[room] ?? 0) < floor);
  const unknown = Object.keys(measured).filter((room) => floors[room] === undefined);
  const above = Object.entries(floors).filter(([room, floor]) => (measured[room] ?? 0) > floor + 2);
  for (const [room, floor] of below) {
    console.log(`coverage of ${room}: expected at least ${floor} % of lines, found ${measured[room] ?? 0} %`);
  }
  for (const room of unknown) console.log(`coverage-floors.json has no floor for ${room}`);
  for (const [room, floor] of above)
    console.log(`coverage of ${room}: ${measured[room]} %, floor ${floor} %; raise it`);
  return report({ title, ok: below.length === 0 && unknown.length === 0, seconds: 0 });
}

function report(check) {
  console.log(`${check.ok ? 'ok    ' : 'FAILED'} ${check.title}`);
  return check;
}

/** Percent of lines, rounded down, by directory below `src` (`core/verify`), or `core` for files directly in it. */
function coverageByRoom(summaryFile) {
  const { total: _, ...files } = JSON.parse(readFileSync(summaryFile, 'utf8'));
  const rooms = {};
  for (const [path, { lines }] of Object.entries(files)) {
    const [, name, , ...rest] = relative(root, path).split(/[\\/]/);
    const room = rest.length > 1 ? `${name}/${rest[0]}` : name;
    rooms[room] ??= { covered: 0, total: 0 };
    rooms[room].covered += lines.covered;
    rooms[room].total += lines.total;
  }
  return Object.fromEntries(
    Object.keys(rooms)
      .sort()
      .map((room) => [
        room,
        rooms[room].total === 0 ? 100 : Math.floor((100 * rooms[room].covered) / rooms[room].total),
      ]),
  );
}

function readFloors() {
  return JSON.parse(readFileSync(floorsFile, 'utf8'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [summaryFile = 'coverage/coverage-summary.json'] = process.argv.slice(2);
  const floors = existsSync(floorsFile) ? readFloors() : {};
  const measured = coverageByRoom(summaryFile);
  // One percent below the measurement: which lines a race reaches differs between runs.
  const raised = Object.fromEntries(
    Object.entries(measured).map(([room, percent]) => [room, Math.max(percent - 1, floors[room] ?? 0)]),
  );
  writeFileSync(floorsFile, `${JSON.stringify(raised, null, 2)}\n`);
}
