// Finds wordings that read as if translated, in messages, help, docs, comments and test titles:
// `node scripts/prose.mjs [paths...]`. The glossary in docs/architecture.md has the terms to use.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A pattern, and what to write instead. Patterns ignore case; a line that needs one of the words says it in code quotes. */
const wordings = [
  [
    /\b(stands?|stood|standing) (in|at|on|beside|behind|below|above|alone|before|there|still|where|next)\b/,
    'is, exists, is in, is next to',
  ],
  [/\b(lies?|lay|lying) (in|at|on|beside|behind|below|above|there|where|outside|next)\b/, 'is, is in'],
  [/\bbesides?\b/, 'next to, with, in addition to'],
  [
    /\b(is|are|was|were|be|being|been) told\b|\btold (of|as|what|which|about|to)\b|\btells? (of|what|which|that|whether|nobody)\b/,
    'is reported, is passed, shows',
  ],
  [/\b(is|are|was|were|be) no (?!longer|more\b|different\b)\w/, 'is not a/an'],
  [/\b(there|here) (is|are|was|were) no(ne)?\b/, 'X not found, X does not exist, without X'],
  [/\balone\b/, 'only'],
  [/\bmend(s|ed|ing)?\b/, 'fix'],
  [/\b(hold|held|holds) (\w+ )?against\b/, 'compare with, check against'],
  [/\b(to be had|can ?not be had|could be had|can be had)\b/, 'available, unavailable'],
  [/\bin place of\b/, 'instead of'],
  [/\banew\b/, 'again'],
  [/\bmeanwhile\b/, 'in the meantime, concurrently'],
  [/\b(ha(s|ve|d)) (a|no|any) (part|say) in\b/, 'affects'],
  [/\blets? go of\b/, 'release'],
  [/\b(knows?|knew|known) no\b/, 'does not support, does not know any'],
  [
    /\b(says?|said) (that|what|whether|which|how|where|so|nothing|it|in)\b/,
    'reports, shows, prints, specifies',
  ],
  [
    /\bwhat is (listed|built|deployed|meant|there|here|named|wanted|asked|needed|wrong|missing)\b/,
    'name the thing',
  ],
  [
    /\bwhere (it|they|there|none|nothing|that|this|these|those|no|one|a|an) (is|are|was|were|has|have|does|do|can|could|would|file|manifest)\b/,
    'if, when, unless',
  ],
  [/\b(is|are|was|were) not there\b/, 'not found, missing, does not exist'],
  [/\bas it must be\b|\bis not as it\b/, 'name what is wrong'],
  [
    /\b(none|nobody|nothing) (is|was|has|had|can|could) (asked|told|named|given|written to)\b/,
    'say who or what does not',
  ],
  [/\b(nobody|whoever|no one)\b/, 'name the actor, or use the passive'],
  [/\b(half-?way|halfly|half way) (written|done)\b/, 'partially written'],
  [/\b(dearest|dearer)\b/, 'slowest, largest'],
  [/\bfollow upon\b|\bby itself's\b|\bof its own accord\b/, 'in order, automatically'],
  [/\b(found|find|fits?) alike\b|\balike\b/, 'equally, the same'],
  [/\bcome(s)? back\b/, 'recurs, persists'],
  [/\bat work\b/, 'running, in progress'],
  [/\bas such\b|\bas well as not\b/, 'drop it'],
  [/\blook(s)? whether\b|\basks? whether\b/, 'check whether'],
  [/\bis put together\b|\bare put together\b/, 'is assembled, is combined'],
  [/\bthe call\b(?! (to|of)\b)/, 'the command line, the arguments'],
];

const files = process.argv.length > 2 ? process.argv.slice(2) : [];
const listed = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...files],
  {
    cwd: root,
    encoding: 'utf8',
  },
);
const skipped =
  /(^|\/)(CHANGELOG\.md|pnpm-lock\.yaml|LICENSE)$|\/fixtures\/|^scripts\/prose\.mjs$|\.generated\.ts$/;
const proseOf = {
  md: markdown,
  ts: code,
  mts: code,
  mjs: code,
  js: code,
  c: code,
  go: code,
  sh: shell,
  json: manifest,
};

let count = 0;
for (const file of listed.split('\n')) {
  const prose = proseOf[file.slice(file.lastIndexOf('.') + 1)];
  if (prose === undefined || skipped.test(file) || !existsSync(join(root, file))) continue;
  const lines = prose(readFileSync(join(root, file), 'utf8')).split('\n');
  for (const [index, line] of lines.entries()) {
    // A sentence goes on in the next line; a match is reported where it starts.
    const next = (lines[index + 1] ?? '').trim();
    const text = next === '' ? line : `${line.trimEnd()} ${next}`;
    for (const [pattern, instead] of wordings) {
      const match = new RegExp(pattern, 'i').exec(text);
      if (match === null || match.index >= line.trimEnd().length) continue;
      count += 1;
      console.log(`${file}:${index + 1}: "${match[0]}": write: ${instead}`);
    }
  }
}
if (count > 0) {
  console.error(`\n${count} wordings to replace; CONTRIBUTING.md has the rules for prose.`);
  process.exit(1);
}

// Every function blanks what is not prose, and keeps the line breaks.
function blank(text) {
  return text.replace(/[^\n]/g, ' ');
}

function markdown(text) {
  return text.replace(/^( *)```[^\n]*\n[\s\S]*?\n\1```/gm, blank).replace(/`[^`\n]+`/g, blank);
}

/** Comments, and strings with a space in them. */
function code(text) {
  const token =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|\/(?![/*])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*(?=\s*[),.;\]:]|$)/gm;
  let prose = '';
  let end = 0;
  for (const match of text.matchAll(token)) {
    const [found] = match;
    const start = found[0];
    const isProse =
      found.startsWith('//') || found.startsWith('/*') || (/['"`]/.test(start) && / /.test(found));
    prose += blank(text.slice(end, match.index)) + (isProse ? unmarked(found) : blank(found));
    end = match.index + found.length;
  }
  return prose + blank(text.slice(end));
}

/** Without the marks of comments, the quotes and the code in it. */
function unmarked(found) {
  return found
    .replace(/^( *)(\/\*\*?|\*\/|\*|\/\/)/gm, (mark) => ' '.repeat(mark.length))
    .replace(/\\?`[^`\n]*?\\?`(?=[\s.,;:)'"]|$)/g, (part) => (found.startsWith('`') ? part : blank(part)));
}

function shell(text) {
  return text
    .split('\n')
    .map((line) => (/^\s*#/.test(line) ? line.replace('#', ' ') : blank(line)))
    .join('\n');
}

/** The description of a package.json. */
function manifest(text) {
  return text
    .split('\n')
    .map((line) => (/^\s*"description":/.test(line) ? line : blank(line)))
    .join('\n');
}
