import type { Figure, Point, Role, SpaceItem } from '#demo';
import { formatNumber, space } from '#demo';
import type { Drawn, Flat, Flats } from './method.ts';
import { direction, flatBasis } from './method.ts';

type Vector = readonly number[];

/** Radius of the discs that stand for planes; principal vectors have length one and end on it. */
const RADIUS = 1;
/** Half the length of lines, and the length of the arrows to drag. */
const REACH = 1.3;
const ARC_RADIUS = 0.45;
/** Radians below which two principal vectors are drawn as one. */
const SAME = 1e-6;

const SIDES = [
  { side: 'left', role: 'ours', name: 'a' },
  { side: 'right', role: 'rival', name: 'b' },
] as const;

type Side = (typeof SIDES)[number];

/** Both flats with their directions, principal vectors, largest angle and common line. */
export function drawing(
  drawn: Drawn,
  flats: Flats,
  view: { azimuth: number; elevation: number },
): Figure {
  return space({
    id: 'space',
    title: 'Two subspaces of space',
    caption: captionOf(drawn, flats),
    source: 'Björck & Golub 1973: principal angles and principal vectors',
    extent: 1.1 * REACH,
    camera: { ...view, drag: { azimuth: 'viewAzimuth', elevation: 'viewElevation' } },
    panels: [
      {
        title: `${flats.left} and ${flats.right}`,
        items: [
          ...AXES,
          ...SIDES.flatMap((side) => flatItems(flats, side)),
          ...commonLine(drawn, flats),
          ...drawn.angles.flatMap((_, i) => principalItems(drawn, flats, i)),
          ...angleItems(drawn),
          ...SIDES.map((side) => handle(flats, side)),
        ],
      },
    ],
  });
}

const point = ([x = 0, y = 0, z = 0]: Vector): Point => [x, y, z];

/** Σ weights[i] · vectors[i]. */
const combine = (weights: Vector, vectors: readonly Vector[]): number[] =>
  [0, 1, 2].map((axis) =>
    weights.reduce((sum, weight, i) => sum + weight * (vectors[i]?.[axis] ?? 0), 0),
  );

/** The line through the origin along x, `reach` to both sides. */
const through = (x: Vector, reach: number): Point[] =>
  [-reach, reach].map((t) => point(combine([t], [x])));

const AXES: readonly SpaceItem[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
].map((x) => ({ draw: 'curve', points: through(x, REACH), role: 'data', faint: true }));

function flatItems(flats: Flats, { side, role }: Side): SpaceItem[] {
  const basis = flatBasis(flats[side], flats[`${side}Azimuth`], flats[`${side}Elevation`]);
  const [first = [], second] = basis.transpose().to2DArray();
  if (!second) return [{ draw: 'curve', points: through(first, REACH), role }];
  const rim = circle(first, second, RADIUS, 2 * Math.PI, 72);
  return [
    { draw: 'patch', points: rim, role, label: side },
    { draw: 'curve', points: rim, role },
  ];
}

/** From x towards y (perpendicular unit vectors), through the given angle. */
const circle = (x: Vector, y: Vector, radius: number, angle: number, steps: number): Point[] =>
  Array.from({ length: steps + 1 }, (_, i) => {
    const t = (angle * i) / steps;
    return point(combine([radius * Math.cos(t), radius * Math.sin(t)], [x, y]));
  });

/** The arrow that turns a flat: along a line, across a plane. */
const handle = (flats: Flats, { side, role, name }: Side): SpaceItem => ({
  draw: 'arrow',
  to: point(combine([REACH], [direction(flats[`${side}Azimuth`], flats[`${side}Elevation`])])),
  label: name,
  role,
  drag: { azimuth: `${side}Azimuth`, elevation: `${side}Elevation` },
});

/** The i-th principal vectors, both turned to the upper half: only their common sign is free. */
function principalPair({ left, right }: Drawn, i: number): { p: Vector; q: Vector } {
  const [p, q] = [left.getColumn(i), right.getColumn(i)];
  const leading = p.findLast((x) => Math.abs(x) > 1e-9) ?? 1;
  const sign = leading < 0 ? -1 : 1;
  return { p: combine([sign], [p]), q: combine([sign], [q]) };
}

/** The i-th principal vectors that lie in planes; in a line there is only its own direction. */
function principalItems(drawn: Drawn, flats: Flats, i: number): SpaceItem[] {
  const { p, q } = principalPair(drawn, i);
  const number = '₁₂'.charAt(i);
  const arrow = (to: Vector, label: string, role: Role): SpaceItem => ({
    draw: 'arrow',
    to: point(to),
    label,
    role,
  });
  const bothPlanes = flats.left === 'plane' && flats.right === 'plane';
  if (bothPlanes && (drawn.angles[i] ?? 0) < SAME) {
    return [arrow(p, `p${number} = q${number}`, 'data')];
  }
  return [
    ...(flats.left === 'plane' ? [arrow(p, `p${number}`, 'ours')] : []),
    ...(flats.right === 'plane' ? [arrow(q, `q${number}`, 'rival')] : []),
  ];
}

/** The largest angle as an arc from p to q. */
function angleItems(drawn: Drawn): SpaceItem[] {
  const last = drawn.angles.length - 1;
  const angle = drawn.angles[last] ?? 0;
  if (angle < SAME) return [];
  const { p, q } = principalPair(drawn, last);
  const across = combine([1 / Math.sin(angle), -1 / Math.tan(angle)], [q, p]);
  return [
    {
      draw: 'curve',
      points: circle(p, across, ARC_RADIUS, angle, 24),
      role: 'data',
      label: `θ${'₁₂'.charAt(last)} = ${degrees(angle)}`,
    },
  ];
}

const meetInLine = ({ angles }: Drawn, { left, right }: Flats): boolean =>
  left === 'plane' && right === 'plane' && (angles[1] ?? 0) >= SAME;

function commonLine(drawn: Drawn, flats: Flats): SpaceItem[] {
  if (!meetInLine(drawn, flats)) return [];
  const { p } = principalPair(drawn, 0);
  return [{ draw: 'curve', points: through(p, REACH), role: 'data', label: 'common line' }];
}

const degrees = (angle: number): string =>
  `${formatNumber(Math.round((angle * 18000) / Math.PI) / 100)}°`;

const ARROWS: Readonly<Record<Flat, string>> = {
  line: 'the direction of the',
  plane: 'the normal of the',
};

function captionOf(drawn: Drawn, flats: Flats): string {
  const { left, right } = flats;
  const [first = 0, second] = drawn.angles;
  const angles =
    second === undefined
      ? `One principal angle: ${degrees(first)}.`
      : `Principal angles: ${degrees(first)} and ${degrees(second)}.`;
  const pair = left === right ? `Two ${left}s` : 'A line and a plane';
  const arrows = `Drag a, ${ARROWS[left]} left ${left}, or b, ${ARROWS[right]} right ${right}.`;
  return [`${pair} through the origin.`, angles, remark(drawn, flats), arrows]
    .filter(Boolean)
    .join(' ');
}

function remark(drawn: Drawn, flats: Flats): string {
  const largest = drawn.angles.at(-1) ?? 0;
  if (largest < SAME) {
    return flats.left === flats.right ? 'The two coincide.' : 'The line lies in the plane.';
  }
  return meetInLine(drawn, flats)
    ? 'The planes share a line, hence the angle 0; the other is the angle between them.'
    : '';
}
