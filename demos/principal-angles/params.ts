import { choice, int, real, seed, type ParamSchema, type Values } from '#demo';

const FLATS = { line: 'Line', plane: 'Plane' } as const;

const azimuth = (label: string, start: number, help: string) =>
  real({ label, help, unit: '°', min: -180, max: 180, step: 1, default: start });

const elevation = (label: string, start: number, help: string) =>
  real({ label, help, unit: '°', min: -90, max: 90, step: 1, default: start });

export const params = {
  left: choice({
    label: 'Left, drawn',
    help: 'A line or a plane through the origin.',
    options: FLATS,
    default: 'plane',
  }),
  leftAzimuth: azimuth('Left: azimuth of a', -60, 'Turns the line, or the normal of the plane.'),
  leftElevation: elevation('Left: elevation of a', 55, 'Raises the line, or the normal.'),
  right: choice({
    label: 'Right, drawn',
    help: 'A line or a plane through the origin.',
    options: FLATS,
    default: 'plane',
  }),
  rightAzimuth: azimuth('Right: azimuth of b', 80, 'Turns the line, or the normal of the plane.'),
  rightElevation: elevation('Right: elevation of b', 65, 'Raises the line, or the normal.'),
  viewAzimuth: { ...azimuth('View: azimuth', 25, 'Set by dragging.'), more: true },
  viewElevation: { ...elevation('View: elevation', 20, 'Set by dragging.'), more: true },
  n: int({
    label: 'Dimension of the space',
    symbol: 'n',
    help: 'The more dimensions, the more nearly perpendicular unrelated subspaces are.',
    min: 4,
    max: 200,
    default: 60,
  }),
  k: int({
    label: 'Dimension, left',
    symbol: 'k',
    help: 'Dimension of the left subspace, at most n/2.',
    min: 1,
    max: 20,
    default: 6,
  }),
  l: int({
    label: 'Dimension, right',
    symbol: 'l',
    help: 'Dimension of the right subspace, at most n/2.',
    min: 1,
    max: 20,
    default: 6,
  }),
  shared: int({
    label: 'Shared directions',
    symbol: 'c',
    help: 'How many directions the two have in common, up to the tilt.',
    min: 0,
    max: 20,
    default: 3,
  }),
  tilt: real({
    label: 'Tilt',
    symbol: 'τ',
    help: 'The angle between the shared directions of the left and of the right subspace.',
    unit: '°',
    min: 0,
    max: 90,
    step: 1,
    default: 20,
  }),
  seed: seed(),
} satisfies ParamSchema;

type Params = Values<typeof params>;

/** Corrections that keep the parameters meaningful together: both subspaces fit, and share no more than they have. */
export function fit({ n, k, l, shared }: Params): Partial<Params> {
  const most = Math.floor(n / 2);
  const fitted = { k: Math.min(k, most), l: Math.min(l, most) };
  return { ...fitted, shared: Math.min(shared, fitted.k, fitted.l) };
}
