import { expect, test } from 'vitest';
import { ascii, madeElf } from '../../test/made-elf.js';
import { ByteReader } from './byte-reader.js';
import { librariesOf, versionNeedsOf } from './dynamic-linking.js';
import { readSections } from './elf-tables.js';

function read(bytes: Uint8Array) {
  const reader = new ByteReader(bytes);
  const sections = readSections(reader);
  return { libraries: () => librariesOf(reader, sections), needs: () => versionNeedsOf(reader, sections) };
}

test('the libraries are in the order of the dynamic section, up to its end', () => {
  expect(read(madeElf({ libraries: ['b.so', 'a.so'] })).libraries()).toEqual(['b.so', 'a.so']);
  expect(read(madeElf()).libraries()).toEqual([]);
});

test('weak symbol versions are left out, since the loader only warns about them', () => {
  const elf = madeElf({
    versionNeeds: { 'libc.so.6': ['GLIBC_2.1?', 'GLIBC_2.2'], 'libm.so.6': ['GLIBC_2.3?'] },
  });
  expect(read(elf).needs()).toEqual([
    { library: 'libc.so.6', versions: ['GLIBC_2.2'] },
    { library: 'libm.so.6', versions: [] },
  ]);
});

test('a section whose names are missing is damage', () => {
  const content = new Uint8Array(32);
  content[0] = 1;
  const elf = madeElf({ sections: [{ name: '.dynamic', type: 6, content, link: '.dynstr' }] });
  // The linked section is the first one, which is empty.
  expect(() => read(elf).libraries()).toThrow('not terminated');
});

test('a list of symbol versions that refers to itself ends', () => {
  // One Verneed whose next entry is 16 bytes before the one after it, and so on; its versions repeat one Vernaux.
  const content = new Uint8Array(32);
  const view = new DataView(content.buffer);
  view.setUint16(2, 0xffff, true);
  view.setUint32(8, 16, true);
  view.setUint32(12, 16, true);
  // The second Verneed starts at the Vernaux, and points to itself with all of its versions.
  view.setUint16(18, 0xffff, true);
  const elf = madeElf({
    sections: [
      { name: '.strings', type: 3, content: ascii('\0') },
      { name: '.gnu.version_r', type: 0x6ffffffe, content, link: '.strings' },
    ],
  });
  expect(() => read(elf).needs()).toThrow('its list of symbol versions is not terminated');
});
