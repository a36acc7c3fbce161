import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_STATE_FILE, readStateFile, writeStateFile } from '#link';

const good = { slug: 'xkv', fragment: 'v=1&align=0.5' };
const content = { app: 'shared-subspace-playground', version: 1, slug: 'xkv', state: 'v=1' };

describe('a state file', () => {
  test('brings back the page and the state it was made from', () => {
    expect(readStateFile(writeStateFile(good))).toEqual(good);
    expect(readStateFile(`\uFEFF${writeStateFile(good)}`)).toEqual(good);
    expect(readStateFile(writeStateFile({ slug: 'svd', fragment: '' }))).toEqual({
      slug: 'svd',
      fragment: 'v=1',
    });
  });

  const deep = '['.repeat(60_000) + ']'.repeat(60_000);
  test.each([
    ['nothing', '', 'is not a state file'],
    ['no JSON', 'PK\u0003\u0004', 'is not a state file'],
    ['null', 'null', 'is not a state file'],
    ['a list', '[]', 'is not a state file'],
    ['another program', JSON.stringify({ ...content, app: 'x' }), 'is not a state file'],
    ['its words only inherited', `{"__proto__":${JSON.stringify(content)}}`, 'is not a state file'],
    ['a newer version', JSON.stringify({ ...content, version: 2 }), 'newer version'],
    ['a version in words', JSON.stringify({ ...content, version: '1' }), 'has no version'],
    ['no version', JSON.stringify({ ...content, version: undefined }), 'has no version'],
    ['no page', JSON.stringify({ ...content, slug: undefined }), 'which page'],
    ['a page outside', JSON.stringify({ ...content, slug: '../../x' }), 'which page'],
    ['HTML as page', JSON.stringify({ ...content, slug: '<img src=x>' }), 'which page'],
    ['a script as page', JSON.stringify({ ...content, slug: 'javascript:x' }), 'which page'],
    ['an object as state', JSON.stringify({ ...content, state: { k: 1 } }), 'its state'],
    ['spaces in its state', JSON.stringify({ ...content, state: 'k=1 ' }), 'its state'],
    ['half a letter in its state', JSON.stringify({ ...content, state: '\ud800' }), 'its state'],
    ['depth', deep, 'is not a state file'],
    ['depth in a field', `{"app":${deep}}`, 'is not a state file'],
    ['too many bytes', ' '.repeat(MAX_STATE_FILE + 1), 'too large'],
  ])('with %s is refused with a sentence', (_, text, says) => {
    const reading = readStateFile(text);
    expect('problem' in reading && reading.problem).toContain(says);
  });

  test('whatever it holds, gives a page and a printable state, or a sentence', () => {
    const text = writeStateFile(good);
    const mutated = fc
      .tuple(fc.nat(text.length), fc.nat(text.length), fc.string({ unit: 'binary', maxLength: 9 }))
      .map(([a, b, insert]) => text.slice(0, Math.min(a, b)) + insert + text.slice(Math.max(a, b)));
    const framed = fc
      .record({ version: fc.anything(), slug: fc.anything(), state: fc.anything() })
      .map((fields) => ({ ...content, ...fields }));
    const names = fc.constantFrom('app', 'version', 'slug', 'state', '__proto__', 'constructor');
    const values = fc.oneof(fc.json(), fc.constantFrom('1', '"xkv"', JSON.stringify(content.app)));
    const fields = fc
      .array(fc.tuple(names, values), { maxLength: 6 })
      .map((pairs) => `{${pairs.map(([name, value]) => `"${name}":${value}`).join()}}`);
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      mutated,
      framed.map((one) => JSON.stringify(one, (_, v: unknown) => (typeof v === 'bigint' ? 1 : v))),
      fields,
    );
    fc.assert(
      fc.property(texts, (one) => {
        const reading = readStateFile(one);
        if ('problem' in reading) {
          expect(reading.problem).toMatch(/^This .*\.$/);
        } else {
          expect(reading.slug).toMatch(/^[a-z\d-]+$/);
          expect(reading.fragment).toMatch(/^[!-~]*$/);
        }
      }),
      { seed: 1, numRuns: 5000 },
    );
  });
});
