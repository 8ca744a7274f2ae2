import { describe, expect, test } from 'vitest';
import { codeLine } from './code-frame.js';
import { characterWidth, displayWidth } from './width.js';

/** The character that is seen above the caret. */
function marked(source: string, column: number, columns: number): string | undefined {
  const { line, caret } = codeLine(source, column, columns);
  let at = 0;
  for (const character of String(line)) {
    if (at === caret && characterWidth(character) > 0) return character;
    at += characterWidth(character);
  }
  return undefined;
}

const sources = [
  `func main() { _ = "${'x'.repeat(150)}"; @ops }`,
  `@${'y'.repeat(300)}`,
  `${'y'.repeat(300)}@`,
  `${'\t'.repeat(30)}@ ${'z'.repeat(100)}`,
  `${'日本語'.repeat(40)}@${'日本語'.repeat(40)}`,
  `\t"🎉🎉🎉"\t@`,
  `${'e\u0301'.repeat(90)}@${'e\u0301'.repeat(90)}`,
  `a\u001b[31m${'b'.repeat(50)}@${'c'.repeat(1_000_000)}`,
  `${'c'.repeat(1_000_000)}@${'c'.repeat(1_000_000)}`,
];

describe('a line of code', () => {
  test('is whole if it fits', () => {
    expect(codeLine('func main() {', 6, 40)).toMatchObject({ caret: 5 });
    expect(String(codeLine('func main() {', 6, 40).line)).toBe('func main() {');
    expect(codeLine('func main() {', null, 40).caret).toBeUndefined();
    expect(String(codeLine('x'.repeat(40), 40, 40).line)).toBe('x'.repeat(40));
  });

  test('has its tabs as spaces', () => {
    expect(String(codeLine('\ta\tb', 2, 40).line)).toBe('    a   b');
    expect(codeLine('\ta\tb', 4, 40).caret).toBe(8);
  });

  test('is cut to a window around the column', () => {
    const [long = ''] = sources;
    const { line, caret } = codeLine(long, long.indexOf('@') + 1, 40);
    expect(String(line)).toBe(`...${'x'.repeat(21)}"; @ops }`);
    expect(caret).toBe(String(line).indexOf('@'));
    expect(String(codeLine('x'.repeat(99), null, 40).line)).toBe(`${'x'.repeat(37)}...`);
  });

  test.each(sources)('has its caret under the right character, and fits (%#)', (source) => {
    const column = source.indexOf('@') + 1;
    for (let columns = 20; columns <= 120; columns += 1) {
      const { line, caret } = codeLine(source, column, columns);
      expect(marked(source, column, columns), `${columns}: ${line}`).toBe('@');
      expect(displayWidth(String(line))).toBeLessThanOrEqual(columns);
      expect(caret).toBeLessThan(columns);
      expect(String(line)).not.toContain('\u001b');
    }
  });

  test('has its caret behind the end if something is missing there', () => {
    expect(codeLine('func main() {', 14, 40).caret).toBe(13);
    const { line, caret } = codeLine('x'.repeat(99), 100, 40);
    expect(caret).toBe(displayWidth(String(line)));
    expect(caret).toBeLessThan(40);
  });
});
