import { correction, generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';

export interface QrCode {
  /** Modules along one side, without the quiet zone. */
  readonly size: number;
  /** The dark modules as an SVG path; one unit is one module. */
  readonly path: string;
}

/** 117 modules a side: a camera at the back of a room still tells them apart. */
const LARGEST_VERSION = 25;

/** A text as a QR code (ISO/IEC 18004); `undefined` if it is too long for one that can be read. */
export function qrCode(text: string): QrCode | undefined {
  try {
    const code = generate(text, {
      minCorrectionLevel: correction.L,
      maxVersion: LARGEST_VERSION,
    });
    return { size: code.size, path: toSvgPath(code) };
  } catch {
    return undefined;
  }
}
