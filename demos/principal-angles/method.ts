import { Matrix } from 'ml-matrix';
import { mean } from '#demo';
import { principalAngles, subspaceOverlap, svd } from '#linalg';

/** Two flats of space through the origin, each by its kind and a direction in degrees. */
export interface Flats {
  readonly left: Flat;
  readonly leftAzimuth: number;
  readonly leftElevation: number;
  readonly right: Flat;
  readonly rightAzimuth: number;
  readonly rightElevation: number;
}

/** Orthonormal bases, and the samples that stand for chance. */
interface Subspaces {
  /** n×k. */
  readonly left: Matrix;
  /** n×l. */
  readonly right: Matrix;
  /** n×l each. */
  readonly unrelated: readonly Matrix[];
  /** Dimensions × samples. */
  readonly sweep: Matrix;
  /** n×2. */
  readonly probe: Matrix;
}

/** Pairs of subspaces by their principal angles, and how chance compares. */
export interface Results {
  /** Principal angles of the two subspaces of space, in radians, ascending. */
  readonly drawn: Drawn;
  /** Principal angles of the planted pair in ℝⁿ, in radians, ascending. */
  readonly angles: readonly number[];
  /** How many of these are no larger than the tilt. */
  readonly found: number;
  /** The i-th angle of unrelated pairs, averaged. */
  readonly chanceAngles: readonly number[];
  /** ‖UᵀV‖²_F / min(k, l). */
  readonly overlap: number;
  /** (uᵢ · vⱼ)², k×l, in the bases given and in the principal bases. */
  readonly cosines2: { readonly given: Matrix; readonly principal: Matrix };
  readonly distances: readonly Distance[];
  /** The same distances, averaged over unrelated pairs. */
  readonly chanceDistances: readonly Distance[];
  /** Overlaps with unrelated subspaces of the same dimensions. */
  readonly chance: { readonly mean: number; readonly standardError: number };
  /** Mean overlap of unrelated subspaces at each dimension of the sweep. */
  readonly sweep: { readonly dimensions: readonly number[]; readonly overlaps: readonly number[] };
  readonly readings: Readings;
}

export interface Drawn {
  readonly angles: readonly number[];
  /** The largest angle from elementary geometry, in radians. */
  readonly elementary: number;
  /** Principal vectors, 3×min(k, l): the i-th columns enclose the i-th angle. */
  readonly left: Matrix;
  readonly right: Matrix;
}

interface Distance {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  /** The largest value two subspaces of these dimensions can have. */
  readonly most: number;
}

/** An angle known beforehand, as two formulas read it; all in radians. */
interface Readings {
  readonly truth: readonly number[];
  readonly arccosine: readonly number[];
  readonly combined: readonly number[];
}

export type Flat = 'line' | 'plane';

/** How many of the unrelated subspaces have all their angles computed, not the overlap alone. */
const ANGLE_SAMPLES = 20;

/** 1, 3, 10, … times 10⁻¹⁶, up to 1. */
const TRUE_ANGLES: readonly number[] = [
  ...Array.from({ length: 16 }, (_, i) => [1, 3].map((x) => Number(`${x}e${i - 16}`))).flat(),
  1,
];

/** The angle the claims are about; one of `TRUE_ANGLES`. */
export const TINY_ANGLE = 1e-9;

/** Everything the page shows of one pair in space and one pair in ℝⁿ, planted with a tilt (degrees). */
export function study(
  subspaces: Subspaces,
  dimensions: readonly number[],
  flats: Flats,
  tilt: number,
): Results {
  const { left, right, unrelated, sweep, probe } = subspaces;
  const [k, l] = [left.columns, right.columns];
  const angles = principalAngles(left, right);
  const { overlap, cosines2 } = subspaceOverlap(left, right);
  const principal = principalVectors(left, right);
  const chanceAngles = unrelated.slice(0, ANGLE_SAMPLES).map((X) => principalAngles(left, X));
  const chanceOverlaps = unrelated.map((X) => subspaceOverlap(left, X).overlap);
  return {
    drawn: drawnPair(flats),
    angles,
    found: foundShared(angles, tilt),
    chanceAngles: angles.map((_, i) => mean(chanceAngles.map((a) => a[i] ?? 0))),
    overlap,
    cosines2: {
      given: cosines2,
      principal: subspaceOverlap(principal.left, principal.right).cosines2,
    },
    distances: distancesOf(angles, k, l),
    chanceDistances: averageDistances(chanceAngles.map((a) => distancesOf(a, k, l))),
    chance: { mean: mean(chanceOverlaps), standardError: standardError(chanceOverlaps) },
    sweep: { dimensions, overlaps: sweep.to2DArray().map(mean) },
    readings: readAngles(probe, TRUE_ANGLES),
  };
}

/** The angles of two flats of space, and the vectors that enclose them. */
export function drawnPair(flats: Flats): Drawn {
  const U = flatBasis(flats.left, flats.leftAzimuth, flats.leftElevation);
  const V = flatBasis(flats.right, flats.rightAzimuth, flats.rightElevation);
  return {
    angles: principalAngles(U, V),
    elementary: elementaryAngle(
      direction(flats.leftAzimuth, flats.leftElevation),
      direction(flats.rightAzimuth, flats.rightElevation),
      flats.left === flats.right,
    ),
    ...principalVectors(U, V),
  };
}

/**
 * Orthonormal basis, 3×1 or 3×2, of the line along a direction or of the plane across it. The
 * direction has the given azimuth and elevation, in degrees.
 */
export function flatBasis(kind: Flat, azimuth: number, elevation: number): Matrix {
  if (kind === 'line') return Matrix.columnVector(direction(azimuth, elevation));
  const along = direction(azimuth + 90, 0);
  const up = direction(azimuth, elevation + 90);
  return new Matrix([along, up]).transpose();
}

/** The unit vector at the given azimuth and elevation, in degrees. */
export function direction(azimuth: number, elevation: number): [number, number, number] {
  const a = (azimuth * Math.PI) / 180;
  const e = (elevation * Math.PI) / 180;
  return [Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)];
}

/**
 * Principal vectors of the spans of two orthonormal bases, U (n×k) and V (n×l): with UᵀV = Y C Zᵀ
 * they are the columns of U Y and V Z (Björck & Golub 1973, Theorem 1). n×min(k, l) each.
 */
export function principalVectors(U: Matrix, V: Matrix): { left: Matrix; right: Matrix } {
  const { U: Y, V: Z } = svd(U.transpose().mmul(V));
  return { left: U.mmul(Y), right: V.mmul(Z) };
}

/**
 * The largest principal angle in space without any decomposition: between two lines or two planes,
 * the angle of their directions or normals; between a line and a plane, what is missing to 90°.
 */
function elementaryAngle(
  a: readonly [number, number, number],
  b: readonly [number, number, number],
  sameKind: boolean,
): number {
  const cross = Math.sqrt(
    sumOfSquares([a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]),
  );
  const dot = Math.abs(a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
  return sameKind ? Math.atan2(cross, dot) : Math.atan2(dot, cross);
}

/**
 * Distances between subspaces of dimensions k and l, from their principal angles θ (Edelman, Arias &
 * Smith 1998, §4.3; Ye & Lim 2016 for k ≠ l). Those with sums of θ alone measure the nearest
 * subspaces of the smaller dimension; the two projector norms also count what the larger one has
 * beyond.
 */
export function distancesOf(angles: readonly number[], k: number, l: number): Distance[] {
  const m = angles.length;
  const sines = angles.map(Math.sin);
  const extra = Math.abs(k - l);
  return [
    {
      id: 'projector',
      name: '‖P − Q‖ spectral',
      value: extra > 0 ? 1 : Math.max(...sines),
      most: 1,
    },
    {
      id: 'projectorFrobenius',
      name: '‖P − Q‖ Frobenius/√2',
      value: Math.sqrt(sumOfSquares(sines) + extra / 2),
      most: Math.sqrt(m + extra / 2),
    },
    {
      id: 'geodesic',
      name: 'geodesic',
      value: Math.sqrt(sumOfSquares(angles)),
      most: (Math.PI / 2) * Math.sqrt(m),
    },
    {
      id: 'chordal',
      name: 'chordal',
      value: 2 * Math.sqrt(sumOfSquares(angles.map((t) => Math.sin(t / 2)))),
      most: Math.sqrt(2 * m),
    },
    { id: 'fubiniStudy', name: 'Fubini–Study', value: fubiniStudy(sines), most: Math.PI / 2 },
  ];
}

/** arccos Π cos θᵢ, by way of 1 − Π cos² θᵢ = 1 − exp Σ ln(1 − sin² θᵢ), exact for small angles too. */
function fubiniStudy(sines: readonly number[]): number {
  const logCosine2 = sines.reduce((sum, sine) => sum + Math.log1p(-Math.min(1, sine * sine)), 0);
  return Math.atan2(Math.sqrt(Math.abs(Math.expm1(logCosine2))), Math.exp(logCosine2 / 2));
}

/** How many angles (radians) are no larger than the tilt (degrees), but for rounding. */
export function foundShared(angles: readonly number[], tilt: number): number {
  const most = ((tilt * Math.PI) / 180) * (1 + 1e-6) + 1e-12;
  return angles.filter((angle) => angle <= most).length;
}

/** The mean value of each distance over many pairs. */
function averageDistances(pairs: readonly (readonly Distance[])[]): Distance[] {
  const [first = []] = pairs;
  return first.map((d, i) => ({ ...d, value: mean(pairs.map((p) => p[i]?.value ?? 0)) }));
}

/** The largest angle by the textbook formula alone: θ = arccos σ of UᵀV, with σ clipped to 1. */
export function arccosineAngle(U: Matrix, V: Matrix): number {
  const cosines = svd(U.transpose().mmul(V)).s;
  return Math.acos(Math.min(1, cosines.at(-1) ?? 0));
}

/**
 * Lines at known angles, read by arccosine alone and by the combined sine–cosine formula
 * (Knyazev & Argentati 2002). `axes` (n×2, orthonormal) spans the plane the lines lie in.
 */
export function readAngles(axes: Matrix, truth: readonly number[]): Readings {
  const start = axes.getColumnVector(0);
  const across = axes.getColumnVector(1);
  const turned = truth.map((t) =>
    Matrix.add(Matrix.mul(start, Math.cos(t)), Matrix.mul(across, Math.sin(t))),
  );
  return {
    truth,
    arccosine: turned.map((x) => arccosineAngle(start, x)),
    combined: turned.map((x) => principalAngles(start, x)[0] ?? NaN),
  };
}

/** Standard deviation of the mean of independent samples. */
function standardError(values: readonly number[]): number {
  const centre = mean(values);
  const squares = sumOfSquares(values.map((x) => x - centre));
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

const sumOfSquares = (values: readonly number[]): number =>
  values.reduce((sum, x) => sum + x * x, 0);
