/** Texts that no honest sender makes: the same ones each time. */
import fc from 'fast-check';

const names = fc.constantFrom(
  ...['k', 'rank', 'align', 'seed', 'A', 'n', 'l', 'mode', 'share', 'steps', 'group', 'delta'],
  ...['v', 'seeds', 'sweep', 'of', 'by', 'pin', 'step', 'solved', 'present', 'show', 'hide'],
  ...['lock', 'limit', 'predict', 'guess', '__proto__', 'constructor', 'toString', '<b>', '🙂', ''],
);

const values = fc.oneof(
  fc.constantFrom(
    ...['1', '3', '0.2', '-1', '20', '4294967295', 'NaN', '1e999', '1e-320', '0x10', '', 'null'],
    ...['1,2;3,4', ',;', '[[1]]', '1 2;3', '~i2.2x2.AQACAAMABAA', '~f8.16x16.AAAA', '1e308,1;1,1'],
    ...['model', 'rank', 'C1', 'C1:holds', 'C1:holds:fails', 'rank:2:8', 'rank:8:2', 'k:NaN:1'],
    ...['motion', 'maps', 'controls', '__proto__:1:2', 'a,,b', 'v%3D1', 'v%3D1%26seed%3D9'],
    ...['%3Cb%3E%26k%3D999', 'pin%3Dv%253D1', '%E0%A4%A', '%00', '<img src=x onerror=alert(1)>'],
    ...['javascript:alert(1)', '"onload="x', '99', 'x'.repeat(300), 'x,'.repeat(70)],
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.double().map(String),
);

const pair = fc
  .tuple(names, fc.constantFrom('=', '=', '=', '==', ''), values)
  .map((parts) => parts.join(''));

const torn = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(text, fc.nat(80), fc.nat(80), fc.string({ unit: 'binary', maxLength: 3 }))
    .map(([whole, a, b, added]) => whole.slice(0, a) + added + whole.slice(a + b));

const fragment = fc
  .array(pair, { maxLength: 5 })
  .chain((pairs) => fc.oneof(fc.constant(pairs.join('&')), torn(fc.constant(pairs.join('&')))));

const anything = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, 0, '', [], {}, 'svd', 'v=1', '../../x', -1, Infinity),
  fc.anything({ maxDepth: 2, withNullPrototype: true }),
);

/** A state file's content with any field wrong, or a text that is none. */
const file = fc.oneof(
  fc
    .record({
      app: fc.constantFrom<unknown>('shared-subspace-playground', 'other', 1),
      version: fc.constantFrom<unknown>(1, 1, 1, 2, '1', -1, null),
      slug: fc.oneof(fc.constantFrom<unknown>('svd', 'xkv', '<b>', '__proto__'), anything),
      state: fc.oneof(fragment, fragment, anything),
    })
    .map((content) => asJson(content)),
  torn(fragment.map((state) => asJson({ app: 'shared-subspace-playground', version: 1, state }))),
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('['.repeat(20_000), '{"__proto__":{"app":1}}', 'null', '\uFEFF{}'),
);

const asJson = (content: unknown): string =>
  JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );

const sample =
  <T>(arbitrary: fc.Arbitrary<T>) =>
  (count: number, seed: number): T[] =>
    fc.sample(arbitrary, { numRuns: count, seed });

export const hostileFragments = sample(fragment);
export const hostileFiles = sample(file);
