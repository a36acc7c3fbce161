import { escapeHtml } from '#files';

/** A piece of an SVG drawing: markup whose origin is its top left corner, and its size in pixels. */
export interface Block {
  readonly markup: string;
  readonly width: number;
  readonly height: number;
}

/** A typeface's size in pixels, its weight, and a colour. */
export interface TextStyle {
  readonly size: number;
  readonly color: string;
  readonly weight?: number;
}

/** The width of a text in pixels. */
export type Measure = (text: string, style: TextStyle) => number;

const LEADING = 1.3;

/** One `<text>` on as many lines as its width asks for; put together, the lines are the text again. */
export function textBlock(
  text: string,
  style: TextStyle,
  width: number,
  measure: Measure,
  align: 'start' | 'middle' = 'start',
): Block {
  const lines = broken(text, width, (line) => measure(line, style));
  const step = style.size * LEADING;
  const x = align === 'middle' ? width / 2 : 0;
  const spans = lines.map(
    (line, i) => `<tspan x="${px(x)}" y="${px(i * step + style.size)}">${escapeHtml(line)}</tspan>`,
  );
  return {
    markup: `<text font-size="${style.size}" font-weight="${style.weight ?? 400}" fill="${style.color}" text-anchor="${align}" xml:space="preserve">${spans.join('')}</text>`,
    width: align === 'middle' ? width : Math.max(...lines.map((line) => measure(line, style))),
    height: lines.length * step,
  };
}

/** Lines no wider than `width`: broken after spaces, and inside words that are wider by themselves. */
function broken(text: string, width: number, measure: (line: string) => number): string[] {
  const lines = [''];
  const fits = (line: string): boolean => measure(line.trimEnd()) <= width;
  const last = (): string => lines.at(-1) ?? '';
  for (const word of text.split(/(?<= )/)) {
    if (fits(last() + word)) {
      lines[lines.length - 1] = last() + word;
      continue;
    }
    // A word that is too wide starts on the line it follows, so that no line stays almost empty.
    const wide = !fits(word);
    if (!wide && last() !== '') lines.push('');
    for (const letter of wide ? word : [word]) {
      if (last() !== '' && !fits(last() + letter)) lines.push('');
      lines[lines.length - 1] = last() + letter;
    }
  }
  return lines;
}

/** Blocks in rows no wider than `width`; the middles of a row are level. */
export function flow(blocks: readonly Block[], width: number, gapX: number, gapY: number): Block {
  const rows: Block[][] = [];
  const wide = (row: readonly Block[]): number =>
    row.reduce((sum, block) => sum + block.width, gapX * (row.length - 1));
  for (const block of blocks) {
    const row = rows.at(-1);
    if (row && wide([...row, block]) <= width + 1e-6) row.push(block);
    else rows.push([block]);
  }
  return below(
    rows.map((row) => {
      const height = Math.max(...row.map((block) => block.height));
      let x = 0;
      const placed = row.map((block) => {
        const at = place(block, x, (height - block.height) / 2);
        x += block.width + gapX;
        return at;
      });
      return { markup: placed.join(''), width: wide(row), height };
    }),
    gapY,
  );
}

/** Blocks one below the other; `middle` centres them on the widest. */
export function below(
  blocks: readonly Block[],
  gap: number,
  align: 'start' | 'middle' = 'start',
): Block {
  const width = Math.max(0, ...blocks.map((block) => block.width));
  let y = 0;
  const placed = blocks.map((block) => {
    const at = place(block, align === 'middle' ? (width - block.width) / 2 : 0, y);
    y += block.height + gap;
    return at;
  });
  return { markup: placed.join(''), width, height: Math.max(0, y - gap) };
}

/** A block in the middle of a wider one. */
export const centred = (block: Block, width: number): Block => ({
  ...block,
  markup: place(block, (width - block.width) / 2, 0),
  width,
});

/** A block with room above and below. */
export const padded = (block: Block, room: number): Block => ({
  ...block,
  markup: place(block, 0, room),
  height: block.height + 2 * room,
});

/** A block drawn larger or smaller. */
export const scaled = (block: Block, factor: number): Block => ({
  markup: `<g transform="scale(${factor})">${block.markup}</g>`,
  width: block.width * factor,
  height: block.height * factor,
});

/** A block that lets the paper shine through. */
export const faded = (block: Block, opacity: number): Block => ({
  ...block,
  markup: `<g opacity="${opacity}">${block.markup}</g>`,
});

const place = ({ markup }: Block, x: number, y: number): string =>
  `<g transform="translate(${px(x)} ${px(y)})">${markup}</g>`;

const px = (value: number): string => String(Math.round(value * 100) / 100);

/** What stands around the drawing of a document. */
export interface Sheet {
  /** Inches on paper; 96 pixels each. */
  readonly width: number;
  readonly height: number;
  /** Pixels left free on all sides. */
  readonly margin: number;
  /** Drawn pixels for each pixel of the block. */
  readonly scale: number;
  readonly paper: string;
  /** Its `@font-face` rules. */
  readonly fonts: string;
  readonly family: string;
  /** For screen readers, and who opens the file's properties. */
  readonly title: string;
  readonly description: string;
}

/** A standalone SVG document around a block. */
export function svgDocument(block: Block, sheet: Sheet): string {
  const { width, height, margin, scale } = sheet;
  const across = (width * 96) / scale;
  const down = (height * 96) / scale;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${px4(width)}in" height="${px4(height)}in" viewBox="0 0 ${px4(across)} ${px4(down)}" font-family="${escapeHtml(sheet.family)}" role="img">
<title>${escapeHtml(sheet.title)}</title>
<desc>${escapeHtml(sheet.description)}</desc>
<style>${sheet.fonts}</style>
<rect width="100%" height="100%" fill="${sheet.paper}"/>
${place(block, margin, margin)}
</svg>
`;
}

const px4 = (value: number): string => String(Math.round(value * 1e4) / 1e4);
