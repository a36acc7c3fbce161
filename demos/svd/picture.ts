import { Matrix } from 'ml-matrix';
import type { Figure, Point, SpaceItem } from '#demo';
import { formatNumber, note, space } from '#demo';
import type { Motion, Results } from './method.ts';

type Vector = readonly number[];

/** Curves in the space A acts on (dimension 1, 2 or 3), before any map is applied. */
interface Body {
  /** The unit sphere of that dimension. */
  readonly outline: readonly (readonly Vector[])[];
  /** Faint lines inside or on it. */
  readonly grid: readonly (readonly Vector[])[];
  /** A quarter of a disc, and the radius it starts from: they show turning and flipping. */
  readonly quarter: readonly Vector[];
  readonly radius: readonly Vector[];
}

const TITLES = ['x', 'Vᵀx', 'ΣVᵀx', 'UΣVᵀx = Ax'];
const LABELS: readonly ((i: string) => string)[] = [
  (i) => `v${i}`,
  (i) => `e${i}`,
  (i) => `σ${i}e${i}`,
  (i) => `σ${i}u${i}`,
];
const ROLES = ['ours', 'rival', 'rival2'] as const;

export const subscript = (i: number): string =>
  String(i).replace(/\d/g, (c) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(c)));

/** The unit circle or sphere, carried through the three steps; a sentence for larger matrices. */
export function drawing(results: Results, view: { azimuth: number; elevation: number }): Figure {
  const { matrix, motion, singularValues } = results;
  const { rows, columns } = matrix;
  const common = {
    id: 'motion',
    title: 'Turn, stretch, turn',
    source: 'A = U Σ Vᵀ, Golub & Van Loan, Matrix Computations, §2.4',
  };
  if (!motion) {
    return note({
      ...common,
      caption: `This ${size(matrix)} matrix maps a space of dimension ${columns} to one of dimension ${rows}; only matrices with at most three rows and three columns can be drawn. The figures below tell the rest.`,
    });
  }
  const dimension = Math.max(rows, columns, 2);
  const [largest = 0] = singularValues;
  return space({
    ...common,
    caption: motionCaption(results, motion),
    extent: 1.2 * Math.max(1, largest),
    ...(dimension === 3 && {
      camera: { ...view, drag: { azimuth: 'viewAzimuth', elevation: 'viewElevation' } },
    }),
    panels: motion.stages.map((stage, i) => ({
      title: TITLES[i] ?? '',
      items: [
        ...bodyItems(bodies[columns - 1] ?? ball, (x) => place(apply(stage, x), dimension)),
        ...directionItems(motion, stage, LABELS[i] ?? String, dimension, largest),
      ],
    })),
  });
}

function bodyItems(body: Body, at: (x: Vector) => Point): SpaceItem[] {
  return [
    { draw: 'patch', points: body.quarter.map(at), role: 'null' },
    ...body.grid.map((c): SpaceItem => ({
      draw: 'curve',
      points: c.map(at),
      role: 'data',
      faint: true,
    })),
    ...body.outline.map((c): SpaceItem => ({ draw: 'curve', points: c.map(at), role: 'data' })),
    { draw: 'curve', points: body.radius.map(at), role: 'null' },
  ];
}

/** Where the stage takes v₁, v₂, v₃; arrows of no length are left out. */
function directionItems(
  { V }: Motion,
  stage: Matrix,
  label: (i: string) => string,
  dimension: number,
  largest: number,
): SpaceItem[] {
  return Array.from({ length: V.columns }, (_, i): SpaceItem[] => {
    const to = apply(stage, V.getColumn(i));
    const tooShort = Math.max(...to.map(Math.abs)) <= 1e-12 * Math.min(1, largest);
    const arrow: SpaceItem = {
      draw: 'arrow',
      to: place(to, dimension),
      label: label(subscript(i + 1)),
      role: ROLES[i] ?? 'data',
    };
    return tooShort ? [] : [arrow];
  }).flat();
}

const apply = (X: Matrix, x: Vector): number[] => X.mmul(Matrix.columnVector([...x])).to1DArray();

/** A vector of dimension 1, 2 or 3 as a point of the plane or of space: missing coordinates are 0. */
const place = ([x = 0, y = 0, z = 0]: Vector, dimension: number): Point =>
  dimension === 3 ? [x, y, z] : [x, y];

export const size = (X: Matrix): string => `${X.rows} × ${X.columns}`;

function motionCaption(results: Results, motion: Motion): string {
  const { matrix, singularValues, summary } = results;
  const axes = singularValues.map((s, i) => `σ${subscript(i + 1)} = ${formatNumber(s)}`);
  const lost = matrix.columns - summary.rank;
  return [
    `The ${BODIES[matrix.columns - 1] ?? 'ball'} ends with half-axes ${axes.join(', ')}.`,
    isPlane(matrix) ? steps(motion, summary.determinantSign) : '',
    matrix.rows === 3 && summary.determinantSign === -1
      ? 'The determinant is negative: U turns space over, as a mirror does.'
      : '',
    lost > 0 ? `${lost === 1 ? 'One direction is' : `${lost} directions are`} mapped to zero.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const BODIES = ['interval from −1 to 1', 'unit circle', 'unit sphere'];

const isPlane = (A: Matrix): boolean => A.rows === 2 && A.columns === 2;

function steps({ U, V }: Motion, determinantSign: number | undefined): string {
  const first = `Vᵀ turns the plane by ${degrees(turn(V.transpose()))}, Σ stretches it along the axes`;
  return determinantSign === -1
    ? `${first}, U flips it over: the shaded quarter now runs clockwise from its start.`
    : `${first}, U turns it by ${degrees(turn(U))} (positive is anticlockwise).`;
}

/** The angle by which a 2×2 rotation turns, in degrees. */
const turn = (R: Matrix): number => (Math.atan2(R.get(1, 0), R.get(0, 0)) * 180) / Math.PI;

const degrees = (angle: number): string => `${formatNumber(Math.round(angle * 10) / 10)}°`;

const ARC_STEPS = 64;

/** From angle `from` to `to` (in turns) on the unit circle: cosines on axis i, sines on axis j. */
function arc(n: number, i: number, j: number, from: number, to: number): number[][] {
  const count = Math.ceil(ARC_STEPS * Math.abs(to - from));
  return Array.from({ length: count + 1 }, (_, step) => {
    const angle = 2 * Math.PI * (from + ((to - from) * step) / count);
    const x = new Array<number>(n).fill(0);
    x[i] = Math.cos(angle);
    x[j] = Math.sin(angle);
    return x;
  });
}

const interval: Body = {
  outline: [[[-1], [1]]],
  grid: [],
  quarter: [[0], [1]],
  radius: [[0], [1]],
};

const CHORDS = [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75];

const disc: Body = {
  outline: [arc(2, 0, 1, 0, 1)],
  grid: CHORDS.flatMap((at) => {
    const half = Math.sqrt(1 - at * at);
    return [
      [
        [at, -half],
        [at, half],
      ],
      [
        [-half, at],
        [half, at],
      ],
    ];
  }),
  quarter: [[0, 0], ...arc(2, 0, 1, 0, 0.25)],
  radius: [
    [0, 0],
    [1, 0],
  ],
};

const parallel = (latitude: number): number[][] =>
  arc(3, 0, 1, 0, 1).map(([x = 0, y = 0]) => [
    x * Math.cos(latitude),
    y * Math.cos(latitude),
    Math.sin(latitude),
  ]);

const meridian = (longitude: number): number[][] =>
  arc(3, 0, 2, 0, 1).map(([x = 0, , z = 0]) => [
    x * Math.cos(longitude),
    x * Math.sin(longitude),
    z,
  ]);

const ball: Body = {
  outline: [parallel(0)],
  grid: [
    ...[-60, -30, 30, 60].map((latitude) => parallel((latitude * Math.PI) / 180)),
    ...[0, 30, 60, 90, 120, 150].map((longitude) => meridian((longitude * Math.PI) / 180)),
  ],
  quarter: [[0, 0, 0], ...arc(3, 0, 1, 0, 0.25)],
  radius: [
    [0, 0, 0],
    [1, 0, 0],
  ],
};

/** By dimension, from one. */
const bodies: readonly Body[] = [interval, disc, ball];
