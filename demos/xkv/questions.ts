import type { Question, Values } from '#demo';
import type { Params, params } from './params.ts';

export const questions = [
  {
    id: 'further',
    asks: 'How much further can layers be compressed together? Find the largest compression rate, in steps of 0.5, at which one SVD for four layers loses no more than one SVD per layer loses at 4×.',
    start: { comp: 4 },
    turn: ['comp'],
    figure: 'error',
    hints: [
      'The caption of the figure gives both errors at 4×. Note that of the per-layer SVD before you move.',
      'Raise the rate until the error of xKV-4 passes that number, then go back a step.',
      'It is more than twice the rate: look from 8× on.',
    ],
    why: 'At the same error the shared basis needs less than half the memory: four layers that span one space of token patterns have to store it only once.',
  },
  {
    id: 'first-gain',
    asks: 'Here every layer reads an unrelated stream. Let the stream turn more slowly, and find the smallest α, in steps of 0.05, from which one SVD for four layers loses less than one SVD per layer.',
    start: { align: 0 },
    turn: ['align'],
    figure: 'maps',
    hints: [
      'The claim that compares the two has a ratio of errors: it has to rise above 1.',
      'Do not wait for the CKA map to become bright. Raise α in small steps.',
      'It lies between 0.1 and 0.3; where exactly depends on the sample.',
    ],
    why: 'Sharing begins to pay while the stream still turns by more than 70° a layer, but only just. At α = 0 nothing coincides and the longer second factor is pure loss; the gain grows large only when the layers’ spaces nearly agree.',
  },
  {
    id: 'too-many',
    asks: 'A short text, and a stream that turns fast. Which group size has the smallest error at this memory?',
    start: { n: 64, align: 0.3, group: '8' },
    turn: ['group'],
    figure: 'error',
    hints: [
      'All curves are in the figure; compare them at the marked memory.',
      'The claims give the errors of your group size and of half of it.',
      'Two things grow with the group: what can be shared, and the factor that each layer adds.',
    ],
    why: 'Every layer adds a factor of its own, which a short text cannot pay for, and layers far apart have little in common. So larger groups help only up to a point; with the paper’s long texts that factor is all but free.',
  },
] as const satisfies readonly Question<Partial<Values<typeof params>>, keyof Params>[];
