// Renders the tables as Markdown.
import { median } from './measure.mjs';

const titles = {
  unchanged: 'nothing changed',
  handler: 'one handler changed',
  shared: 'a shared package changed',
  cold: 'cold, empty caches',
};

/** The upper bounds for the time of lambdazip relative to the go command and zip. */
const bounds = { unchanged: 1.25, handler: 1.3, shared: 0.7, cold: 0.75 };

export function markdown({ machine, handlers, rounds, zipSize, cases, parts, multicall }) {
  const lines = [
    `${handlers} handlers, ${(zipSize / 1e6).toFixed(0)} MB of zips, arm64; ${machine.processors} processors, ` +
      `Node ${machine.node}, ${machine.go}, ${machine.zip}; medians of ${rounds} rounds (cold: ${Math.ceil(rounds / 2)}; ` +
      'peers: one).',
    '',
    ...buildTable(cases),
    '',
    ...otherTable(cases),
  ];
  if (parts !== undefined) lines.push('', ...partsTable(parts));
  if (multicall !== undefined) lines.push('', ...multicall);
  return lines.join('\n');
}

function buildTable(cases) {
  const names = Object.keys(titles).filter((name) => cases[name] !== undefined);
  if (names.length === 0) return [];
  const sides = [...new Set(names.flatMap((name) => Object.keys(cases[name])))];
  const cell = (name, side) => {
    const times = cases[name][side];
    if (times === undefined) return '';
    const [own, ours] = [wall(times), wall(cases[name].lambdazip)];
    return side === 'lambdazip' ? seconds(own) : `${seconds(own)} (${(ours / own).toFixed(2)})`;
  };
  const processors = (name) => {
    const [ours, theirs] = ['lambdazip', 'go build, zip -6'].map((side) =>
      median(cases[name][side].map((time) => time.cpu)),
    );
    return (ours / theirs).toFixed(2);
  };
  return [
    `| seconds (lambdazip relative to it) | ${names.map((name) => titles[name]).join(' | ')} |`,
    `| --- | ${names.map(() => '---:').join(' | ')} |`,
    ...sides.map((side) => `| ${side} | ${names.map((name) => cell(name, side)).join(' | ')} |`),
    `| CPU time relative to \`go build, zip -6\` | ${names.map(processors).join(' | ')} |`,
    `| upper bound relative to \`go build, zip -6\` | ${names.map((name) => bounds[name].toFixed(2)).join(' | ')} |`,
  ];
}

function otherTable({ start, memory, linear }) {
  const rows = [];
  if (start !== undefined)
    rows.push([
      '`lambdazip --version`, `--help`, relative to `node -e 0`',
      start.ratio,
      '1.60',
      `${seconds(start.help)} s`,
    ]);
  if (memory !== undefined)
    rows.push([
      'peak memory of the node process, relative to the size of the zips',
      memory.ratio,
      '3.00',
      `${(memory.peak / 1e6).toFixed(0)} MB`,
    ]);
  if (linear !== undefined)
    rows.push([
      `nothing changed: ${linear.handlers * 10} handlers, relative to ten times ${linear.handlers}`,
      linear.ratio,
      '1.10',
      `${seconds(linear.large)} s`,
    ]);
  if (rows.length === 0) return [];
  return [
    '| | ratio | bound | lambdazip |',
    '| --- | ---: | ---: | ---: |',
    ...rows.map(([title, ratio, bound, own]) => `| ${title} | ${ratio.toFixed(2)} | ${bound} | ${own} |`),
  ];
}

function partsTable(parts) {
  const rows = [
    ['cold', 'compile all packages', parts.compile],
    ['cold, shared package', 'link all programs', parts.link],
    ['cold, shared package', 'deflate all programs, in all workers', parts.deflate],
    ['cold', 'SHA-256 of all programs and zips', parts.hash],
    ['cold, one handler', 'write and flush the zips', parts.write],
    ['all', 'start node', parts.node],
    ['all', 'load lambdazip', parts.load],
    ['all', '`go env`', parts.goEnv],
    ['all', '`go list -find`', parts.goList],
    ['all', '`go build` with nothing to do', parts.goBuild],
  ];
  return [
    '| case | single step | seconds |',
    '| --- | --- | ---: |',
    ...rows.map(([name, part, time]) => `| ${name} | ${part} | ${seconds(time)} |`),
  ];
}

function wall(times) {
  return median(times.map((time) => time.wall));
}

function seconds(time) {
  return time.toFixed(2);
}
