import { expect, test } from 'vitest';
import { remember } from '../../src/demo/remember.ts';

test('a function runs again only when a parameter it has read changes', () => {
  let runs = 0;
  const double = remember((p: { rank: number; view: string }) => {
    runs += 1;
    return p.rank * 2;
  });
  expect(double({ rank: 3, view: 'a' })).toBe(6);
  expect(double({ rank: 3, view: 'b' })).toBe(6);
  expect(runs).toBe(1);
  expect(double({ rank: 4, view: 'b' })).toBe(8);
  expect(runs).toBe(2);
});

test('a parameter read only on one branch counts on that branch only', () => {
  let runs = 0;
  const pick = remember((p: { on: boolean; x: number }) => {
    runs += 1;
    return p.on ? p.x : 0;
  });
  expect([
    pick({ on: false, x: 1 }),
    pick({ on: false, x: 2 }),
    pick({ on: true, x: 2 }),
    pick({ on: true, x: 3 }),
  ]).toEqual([0, 0, 2, 3]);
  expect(runs).toBe(3);
});

test('spreading the parameters counts as reading all of them', () => {
  const copy = remember((p: { a: number; b: number }) => ({ ...p }));
  expect(copy({ a: 1, b: 2 })).toEqual({ a: 1, b: 2 });
  expect(copy({ a: 1, b: 3 })).toEqual({ a: 1, b: 3 });
});

test('going back to recent parameters brings the same answer, and old ones are let go', () => {
  const box = remember((p: { k: number }) => ({ k: p.k }), 2);
  const first = box({ k: 1 });
  box({ k: 2 });
  expect(box({ k: 1 })).toBe(first);
  box({ k: 3 });
  box({ k: 4 });
  expect(box({ k: 1 })).not.toBe(first);
});
