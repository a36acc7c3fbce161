import { defineDemo } from '#demo';
import { fit, params } from './params.ts';
import { questions } from './questions.ts';

/** 10⁻⁹ rad in degrees. */
const TINY_TILT = (1e-9 * 180) / Math.PI;

export default defineDemo({
  name: 'Principal angles between subspaces',
  tagline:
    'How far apart are two planes, or two subspaces of many dimensions? A list of angles says it all.',
  family: 'foundations',
  cover: 'space',
  params,
  presets: {
    start: {
      label: 'Start',
      says: 'Two planes that share a line; and two subspaces of dimension 6 in 60 dimensions, three of whose directions are tilted copies.',
      at: {},
    },
    perpendicular: {
      label: 'Perpendicular planes',
      says: 'A wall and the floor: they share a line, so one angle is 0°, and the other is 90°.',
      at: {
        left: 'plane',
        leftAzimuth: 0,
        leftElevation: 90,
        right: 'plane',
        rightAzimuth: 75,
        rightElevation: 0,
      },
    },
    lineInPlane: {
      label: 'Line in a plane',
      says: 'A line has one principal angle with a plane. Here it lies in the plane, and the angle is 0°; drag a to lift it out.',
      at: {
        left: 'line',
        leftAzimuth: -10,
        leftElevation: 0,
        right: 'plane',
        rightAzimuth: 80,
        rightElevation: 0,
      },
    },
    lines: {
      label: 'Two lines',
      says: 'For two lines the principal angle is the angle one learns at school, never more than 90°.',
      at: {
        left: 'line',
        leftAzimuth: -20,
        leftElevation: 15,
        right: 'line',
        rightAzimuth: 50,
        rightElevation: 40,
      },
    },
    tiny: {
      label: 'Tiny angle',
      says: 'The shared directions are tilted by a billionth of a radian. The arccosine of their cosine cannot see that; sine and cosine together can.',
      at: { tilt: TINY_TILT },
    },
    high: {
      label: 'Many dimensions',
      says: 'In 200 dimensions random subspaces are nearly perpendicular, and a single shared direction stands out.',
      at: { n: 200, k: 4, l: 4, shared: 1, tilt: 20 },
    },
    unequal: {
      label: 'Unequal dimensions',
      says: 'A subspace of 3 dimensions, tilted by 10° out of one of 9. The spectral ‖P − Q‖ is 1 whatever the angles; the angles still tell how near the two are.',
      at: { k: 3, l: 9, shared: 3, tilt: 10 },
    },
    breaks: {
      label: 'Nothing shared',
      says: 'Two unrelated subspaces still overlap a little: by max(k, l)/n on average. An overlap means nothing until it is compared with that.',
      at: { shared: 0 },
      fails: ['above-chance', 'stands-out'],
    },
  },
  tour: [
    {
      at: {},
      figure: 'space',
      look: 'Two planes through the origin always share a line: their first principal angle is 0°. The second one is the angle between the planes. Drag the arrows a and b.',
    },
    {
      at: {
        left: 'line',
        leftAzimuth: -10,
        leftElevation: 35,
        right: 'plane',
        rightAzimuth: 80,
        rightElevation: 0,
      },
      figure: 'space',
      look: 'A line and a plane have one angle. The vector q₁ is the direction of the plane that comes closest to the line.',
    },
    {
      at: {},
      figure: 'angles',
      look: 'Now 60 dimensions, where nothing can be drawn. Three of the six angles stand at the tilt; the others look like those of unrelated subspaces.',
    },
    {
      at: {},
      figure: 'cosines',
      look: 'In the bases as given no single pair of vectors shows what is shared. In the principal bases the same total stands on the diagonal.',
    },
    {
      at: { shared: 0 },
      figure: 'chance',
      look: 'Nothing is shared here, and still the overlap is not zero. It lies where random subspaces lie: compare with max(k, l)/n before you call an overlap large.',
    },
    {
      at: { tilt: TINY_TILT },
      figure: 'reading',
      look: 'The cosine of a very small angle rounds to 1, and its arccosine to 0. The sine keeps what the cosine loses.',
    },
  ],
  questions,
  fit,
  flow: () => import('./flow.ts'),
});
