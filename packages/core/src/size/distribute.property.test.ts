import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DistributionRequest, distribute, type HandlerGroup, type SizedHandler } from './distribute.js';

const maxSize = 100;

/** Handlers of at most `maxSize - baseSize` bytes in up to four archives, of any total. */
const requests = fc
  .record({
    baseSize: fc.integer({ min: 0, max: 20 }),
    archives: fc.array(fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ baseSize, archives }) => ({
    maxSize,
    baseSize,
    archives: archives.map((sizes, archive) => ({
      name: `a${archive}`,
      handlers: sizes.map((size, index) => ({ handler: `h${archive}-${index}`, size })),
    })),
    newName: (index: number) => `new${index}`,
  }));

type Request = DistributionRequest<SizedHandler>;

function distributed(request: Request): readonly HandlerGroup[] {
  const distribution = distribute(request);
  if (distribution.kind === 'too-large') throw new Error('too large');
  return distribution.archives;
}

const sizeOf = (base: number, { handlers }: HandlerGroup): number =>
  handlers.reduce((sum, { size }) => sum + size, base);

const placesOf = (archives: readonly HandlerGroup[]): ReadonlyMap<string, string> =>
  new Map(archives.flatMap(({ name, handlers }) => handlers.map(({ handler }) => [handler, name] as const)));

test('each handler is in one archive, no archive is over the maximum, and none is empty', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const archives = distributed(request);
      const all = archives.flatMap(({ handlers }) => handlers.map(({ handler }) => handler));
      expect(all.sort()).toEqual(
        request.archives.flatMap(({ handlers }) => handlers.map(({ handler }) => handler)).sort(),
      );
      for (const archive of archives) {
        expect(sizeOf(request.baseSize, archive)).toBeLessThanOrEqual(maxSize);
        expect(archive.handlers).not.toEqual([]);
      }
      expect(new Set(archives.map(({ name }) => name)).size).toBe(archives.length);
    }),
  );
});

test('a handler of an archive that fits stays in it', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const places = placesOf(distributed(request));
      for (const archive of request.archives) {
        if (sizeOf(request.baseSize, archive) > maxSize) continue;
        for (const { handler } of archive.handlers) expect(places.get(handler)).toBe(archive.name);
      }
    }),
  );
});

test('the archives of one that was divided differ by at most its largest program', () => {
  fc.assert(
    fc.property(requests, ({ archives: [first], ...request }) => {
      if (first === undefined) throw new Error('no archive');
      const sizes = distributed({ ...request, archives: [first] }).map((each) =>
        sizeOf(request.baseSize, each),
      );
      const largest = Math.max(...first.handlers.map(({ size }) => size));
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(largest);
    }),
  );
});

test('a second run changes nothing, and neither does the order of the handlers', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const archives = distributed(request);
      const again = { ...request, archives, newName: (index: number) => `newer${index}` };
      expect(distribute(again)).toEqual({ kind: 'distributed', archives });
      const reversed = request.archives.map(({ name, handlers }) => ({
        name,
        handlers: [...handlers].reverse(),
      }));
      expect(placesOf(distributed({ ...request, archives: reversed }))).toEqual(placesOf(archives));
    }),
  );
});

test('after a handler is added, only handlers of its archive move, and only if that archive no longer fits', () => {
  fc.assert(
    fc.property(requests, fc.nat(), fc.integer({ min: 1, max: 80 }), (request, which, size) => {
      const before = distributed(request);
      const target = before[which % before.length];
      if (target === undefined) throw new Error('no archive');
      const added = { handler: 'added', size };
      const archives = before.map((archive) =>
        archive === target ? { ...archive, handlers: [...archive.handlers, added] } : archive,
      );
      const after = distributed({ ...request, archives, newName: (index) => `newer${index}` });
      const fits = sizeOf(request.baseSize, target) + size <= maxSize;
      const places = placesOf(after);
      for (const [handler, name] of placesOf(before)) {
        if (name !== target.name || fits) expect(places.get(handler)).toBe(name);
      }
    }),
  );
});

test('handlers that need more than an archive of their own are named', () => {
  const handlers = [
    { handler: 'b', size: 91 },
    { handler: 'c', size: 90 },
    { handler: 'a', size: 100 },
  ];
  const distribution = distribute({
    maxSize,
    baseSize: 10,
    archives: [{ name: 'x', handlers }],
    newName: (index) => `x-${index}`,
  });
  expect(distribution).toEqual({ kind: 'too-large', handlers: [handlers[2], handlers[0]] });
});
