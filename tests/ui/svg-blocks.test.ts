import { escapeHtml } from '#files';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flow, textBlock, type Block, type Measure } from '../../src/ui/svg-blocks.ts';

const measure: Measure = (text, { size }) => text.length * size * 0.5;
const style = { size: 10, color: '#000' };
const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
const linesOf = ({ markup }: Block): string[] =>
  [...markup.matchAll(/<tspan[^>]*>([^<]*)<\/tspan>/g)].map(([, line = '']) => unescaped(line));

const words = fc
  .array(
    fc.string({ unit: fc.constantFrom('a', 'b', '&', '<', '>', '"', '#', '='), maxLength: 40 }),
  )
  .map((list) => list.join(' '));

test('a text put on lines loses nothing, and no line is wider than it may be', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 200 }), (text, width) => {
      const lines = linesOf(textBlock(text, style, width, measure));
      expect(lines.join('')).toBe(text);
      for (const line of lines) expect(measure(line.trimEnd(), style)).toBeLessThanOrEqual(width);
    }),
  );
});

test('no text can leave its element or attribute', () => {
  fc.assert(fc.property(fc.string(), (text) => !/[<>"]/.test(escapeHtml(text))));
});

test('blocks in rows stay within the width, unless one alone is wider', () => {
  const block = fc.record({
    markup: fc.constant(''),
    width: fc.integer({ min: 1, max: 100 }),
    height: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
      const whole = flow(blocks, 100, 5, 5);
      expect(whole.width).toBeLessThanOrEqual(100);
      expect(whole.height).toBeGreaterThanOrEqual(
        Math.max(0, ...blocks.map(({ height }) => height)),
      );
    }),
  );
});
