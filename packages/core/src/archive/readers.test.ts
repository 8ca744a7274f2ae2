import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testWith, tools } from '../../test/tools.js';
import { createArchive } from './create-archive.js';

const directory = mkdtempSync(join(tmpdir(), 'lambdazip-readers-'));
const zip = join(directory, 'sample.zip');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const expected = [
  { name: '7', mode: 0o644, content: 'a name like a number' },
  { name: 'bin/orders/create', mode: 0o755, content: 'program '.repeat(20_000) },
  { name: 'bootstrap', mode: 0o755, content: '#!/bin/sh\n' },
  { name: 'empty', mode: 0o644, content: '' },
] as const;

beforeAll(async () => {
  writeFileSync(zip, await createArchive(expected.map((each) => ({ ...each, content: text(each.content) }))));
});

// Extracting programs apply the umask, so it is set for the programs that run here.
function extracted(name: string, extract: (into: string) => void): typeof expected | unknown {
  const into = join(directory, name);
  mkdirSync(into);
  const before = process.platform === 'win32' ? 0 : 0o22;
  extract(into);
  const names = readdirSync(into, { recursive: true, encoding: 'utf8' }).sort();
  return names
    .filter((each) => statSync(join(into, each)).isFile())
    .map((each) => ({
      name: each,
      mode: statSync(join(into, each)).mode & 0o777 & ~before,
      content: readFileSync(join(into, each), 'utf8'),
    }));
}

const quiet = { stdio: 'ignore' } as const;

describe('an archive is read, with its modes, by', () => {
  testWith(tools.unzip)('unzip', () => {
    expect(extracted('unzip', (into) => execFileSync('unzip', ['-q', zip, '-d', into], quiet))).toEqual(
      expected,
    );
    execFileSync('unzip', ['-tq', zip], quiet);
  });

  testWith(tools.bsdtar)('bsdtar', () => {
    expect(extracted('bsdtar', (into) => execFileSync('bsdtar', ['-xf', zip, '-C', into], quiet))).toEqual(
      expected,
    );
  });

  testWith(tools.sevenZip)('7-Zip', () => {
    expect(extracted('7zz', (into) => execFileSync('7zz', ['x', `-o${into}`, zip], quiet))).toEqual(expected);
    execFileSync('7zz', ['t', zip], quiet);
  });

  testWith(tools.python)("Python's zipfile", () => {
    const script = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps([{"name": e.filename, "mode": e.external_attr >> 16, "system": e.create_system,
                       "date": list(e.date_time), "content": archive.read(e).decode()} for e in archive.infolist()]))`;
    const read = JSON.parse(execFileSync('python3', ['-c', script, zip], { encoding: 'utf8' }));
    const date = [1980, 2, 1, 0, 0, 0];
    expect(read).toEqual(expected.map((each) => ({ ...each, mode: each.mode | 0o100000, system: 3, date })));
  });

  test("Go's archive/zip, which is Lambda's", () => {
    const module = join(directory, 'go');
    mkdirSync(module);
    writeFileSync(join(module, 'go.mod'), 'module example.com/reader\n\ngo 1.21\n');
    writeFileSync(join(module, 'main.go'), reader);
    const read = execFileSync('go', ['run', '.', zip], {
      cwd: module,
      encoding: 'utf8',
      env: { ...process.env, GOFLAGS: '', GOWORK: 'off' },
    });
    expect(JSON.parse(read)).toEqual(expected);
  });
});

const reader = `package main

import (
	"archive/zip"
	"encoding/json"
	"io"
	"os"
)

type entry struct {
	Name    string \`json:"name"\`
	Mode    uint32 \`json:"mode"\`
	Content string \`json:"content"\`
}

func main() {
	archive, err := zip.OpenReader(os.Args[1])
	if err != nil {
		panic(err)
	}
	var entries []entry
	for _, file := range archive.File {
		content, err := file.Open()
		if err != nil {
			panic(err)
		}
		bytes, err := io.ReadAll(content)
		if err != nil {
			panic(err)
		}
		entries = append(entries, entry{file.Name, uint32(file.Mode()), string(bytes)})
	}
	json.NewEncoder(os.Stdout).Encode(entries)
}
`;
