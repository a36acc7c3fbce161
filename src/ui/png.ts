import { PROOF, type SvgFile } from './figure-svg.ts';

/** Milliseconds that a typeface inside an image may take before it is drawn without. */
const PATIENCE = 3000;

/** An SVG document as a PNG of `scale` pixels for each of its own. */
export async function pngOf(file: SvgFile, scale: number): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([file.proof], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    await typefaceIn(image, file);
    const { canvas, context } = canvasOf(file.width * scale, file.height * scale);
    context.drawImage(image, 0, 0, canvas.width, (file.height + PROOF) * scale);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => {
        if (blob) resolve(blob);
        else reject(new Error('This browser cannot draw so large an image.'));
      }, 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * Waits until the image is drawn with its typeface. Browsers call an image complete when its markup
 * is, and load typefaces inside it only once it is drawn; until then its words are missing.
 */
async function typefaceIn(image: HTMLImageElement, file: SvgFile): Promise<void> {
  const { canvas, context } = canvasOf(file.letters * PROOF, PROOF);
  const drawn = (): boolean => {
    context.drawImage(image, 0, -file.height, file.width, file.height + PROOF);
    return Array.from({ length: file.letters }, (_, i) => i).every((i) =>
      context.getImageData(i * PROOF, 0, PROOF, canvas.height).data.some((value) => value < 128),
    );
  };
  const end = performance.now() + PATIENCE;
  while (!drawn() && performance.now() < end) await new Promise((done) => setTimeout(done, 20));
}

function canvasOf(
  width: number,
  height: number,
): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw images.');
  return { canvas, context };
}
