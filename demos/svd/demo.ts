import { defineDemo } from '#demo';
import { hadamard, picture } from './examples.ts';
import { fit, params } from './params.ts';
import { questions } from './questions.ts';

export default defineDemo({
  name: 'Singular value decomposition',
  tagline:
    'Every matrix turns space, stretches it along perpendicular axes, and turns it again: edit one and watch.',
  family: 'foundations',
  cover: 'motion',
  params,
  presets: {
    start: {
      label: 'Start',
      says: 'A 2 × 2 matrix that doubles one direction and halves the one across it, between two turns. Rank 1 keeps most of it.',
      at: {},
    },
    rotation: {
      label: 'Rotation',
      says: 'Only turning: the circle stays a circle, both singular values are 1. No direction matters more than another, so rank 1 loses half.',
      at: {
        A: [
          [0.8, -0.6],
          [0.6, 0.8],
        ],
        k: 1,
      },
      fails: ['low-rank'],
    },
    shear: {
      label: 'Shear',
      says: 'Each point slides sideways by its height. Its singular values are the golden ratio and its inverse.',
      at: {
        A: [
          [1, 1],
          [0, 1],
        ],
        k: 1,
      },
      fails: ['low-rank'],
    },
    reflection: {
      label: 'Reflection',
      says: 'The starting matrix with the sign of its second row changed: same singular values, but the shaded quarter is turned over.',
      at: {
        A: [
          [1.5, -1],
          [-1, 0],
        ],
        k: 1,
      },
    },
    rankOne: {
      label: 'Rank one',
      says: 'The second row is half the first: the circle is flattened to a segment, and rank 1 loses nothing.',
      at: {
        A: [
          [2, 1],
          [1, 0.5],
        ],
        k: 1,
      },
    },
    hidden: {
      label: 'Hidden zero',
      says: 'Nine different numbers, but the middle row is the mean of the other two: the third singular value is zero, computed as about 10⁻¹⁶. The rank is 2.',
      at: {
        A: [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
        ],
        k: 2,
      },
    },
    space: {
      label: '3 × 3',
      says: 'The sphere becomes an ellipsoid with three half-axes. Drag the drawing to look around it.',
      at: {
        A: [
          [2, 0.5, 0],
          [1.5, 1, -0.5],
          [0.5, 0.5, 0.5],
        ],
        k: 2,
      },
    },
    tall: {
      label: '3 × 2',
      says: 'The plane is carried into space: the circle becomes an ellipse that stands askew there.',
      at: {
        A: [
          [2, 1],
          [1, 1],
          [1.5, 0],
        ],
        k: 1,
      },
    },
    picture: {
      label: 'Smooth picture',
      says: 'Two soft spots on a 12 × 12 grid. Neighbouring rows are alike, so a few directions keep nearly all of it.',
      at: { A: picture(), k: 3 },
    },
    breaks: {
      label: 'Flat spectrum',
      says: 'A Hadamard matrix: all its singular values are equal. Every direction counts the same, and no low rank will do.',
      at: { A: hadamard(3), k: 4 },
      fails: ['low-rank'],
    },
  },
  tour: [
    {
      at: {},
      figure: 'motion',
      look: 'Read the panels from left to right. Vᵀ turns the disc until v₁ and v₂ lie on the axes, Σ stretches along the axes, U turns again. Together that is A, whatever A is.',
    },
    {
      at: {
        A: [
          [1.5, -1],
          [-1, 0],
        ],
        k: 1,
      },
      figure: 'motion',
      look: 'Same stretching, but the shaded quarter comes out turned over: the determinant is negative, and U reflects.',
    },
    {
      at: {
        A: [
          [2, 1],
          [1, 0.5],
        ],
        k: 1,
      },
      figure: 'motion',
      look: 'Now Σ flattens the disc. Everything along v₂ is lost; the picture of the plane is a segment along u₁. That is what rank one means.',
    },
    {
      at: { A: picture(), k: 1 },
      figure: 'parts',
      look: 'Too large to draw as a motion, but the same three factors exist. The best matrix of rank 1 is a single pattern of rows times a single pattern of columns.',
    },
    {
      at: { A: picture(), k: 3 },
      figure: 'error-frobenius',
      look: 'Raise the rank: the points measured lie exactly on the bound computed from the singular values alone. Nothing of that rank can lie below; random projections lie well above.',
    },
    {
      at: { A: hadamard(3), k: 4 },
      figure: 'energy',
      look: 'All singular values are equal, so energy grows in a straight line: half of the rank keeps half of the energy. Low rank is a property of the matrix, not of the method.',
    },
  ],
  questions,
  fit,
  flow: () => import('./flow.ts'),
});
