import {
  at,
  bars,
  formatChosen,
  formatNumber,
  formatPercent,
  heatmap,
  lines,
  spectrum,
} from '#demo';
import type { Figure, Rule } from '#demo';
import type { Params } from './params.ts';
import { SIZES, type Results } from './run.ts';
import type { Path } from './training.ts';

export function figures(results: Results, params: Params): readonly Figure[] {
  return [
    screeFigure(results, params),
    curvesFigure(results, params),
    crossoverFigure(results, params),
    overlapFigure(results, params),
    costFigure(results, params),
  ];
}

/** Eigenvalues under this share of the largest, and floors below it, are rounding. */
const ROUNDING = 1e-12;

function screeFigure({ eigenvalues, explained }: Results, { K, s, share }: Params): Figure {
  const shown = (values: readonly number[]): number[] =>
    values.filter((value) => value > ROUNDING * at(values, 0));
  return lines({
    id: 'scree',
    title: 'How many directions do the donors use?',
    caption:
      `${K === 1 ? 'The first principal component holds' : `The first ${K} principal components hold`} ${formatPercent(at(explained.A, K - 1))} of the variance of the factors A and ${formatPercent(at(explained.B, K - 1))} of that of the factors B. ` +
      (share === 0
        ? 'With ρ = 0 the tasks have nothing in common.'
        : `Planted: ${s} common directions on each side, ρ = ${formatChosen(share)}.`),
    source: 'Steps 1–3 of the method: principal components of the stacked factors',
    x: { title: 'component' },
    y: { title: 'eigenvalue of the centred stack', scale: 'log' },
    series: [
      spectrum('factors A (inputs)', 'data', shown(eigenvalues.A)),
      spectrum('factors B (outputs)', 'ours', shown(eigenvalues.B)),
    ],
    rules: [{ axis: 'x', at: K, label: `K = ${K}` }],
  });
}

const steps = (path: Path): number[] => path.map((_, i) => i);

/** A floor so low that a logarithmic axis would show nothing else is not drawn. */
const LOWEST_FLOOR = 1e-5;

const floorRules = (floor: number): Rule[] =>
  floor > LOWEST_FLOOR ? [{ axis: 'y', at: floor, label: 'floor' }] : [];

const floorText = (floor: number): string =>
  floor > ROUNDING ? formatNumber(floor) : '0, as its subspace holds the whole task';

function curvesFigure({ curves, errors }: Results, { ntrain }: Params): Figure {
  const top = Math.max(2, ...[...curves.eigen, ...curves.lora].map(Math.ceil));
  return lines({
    id: 'curves',
    title: `Learning the new task from ${ntrain} samples`,
    caption:
      `After ${curves.eigen.length - 1} steps EigenLoRAx has an error of ${formatNumber(errors.eigen)} (1: nothing learned). Its floor, the least possible error in its subspace, is ${floorText(errors.floor)}. ` +
      `LoRA from scratch has ${formatNumber(errors.lora)} at its best step, a random subspace ${formatNumber(errors.random)} at its best` +
      (Math.max(...curves.random) > top ? '; its curve leaves the picture at the top.' : '.'),
    source: 'Ours: the toy’s test of learning by coefficients on frozen components',
    x: { title: 'Adam step' },
    y: { title: 'relative squared error of ΔW', range: [0, top] },
    series: [
      { name: 'EigenLoRAx', role: 'ours', x: steps(curves.eigen), y: curves.eigen },
      { name: 'LoRA, best rate', role: 'rival', x: steps(curves.lora), y: curves.lora },
      { name: 'random subspace', role: 'null', x: steps(curves.random), y: curves.random },
    ],
    rules: [{ axis: 'y', at: errors.floor, label: 'floor' }],
  });
}

function crossoverFigure({ bySize, errors }: Results, { ntrain }: Params): Figure {
  const wins = SIZES.findIndex((_, i) => at(bySize.lora, i) < at(bySize.eigen, i));
  const last = SIZES.length - 1;
  return lines({
    id: 'crossover',
    title: 'Few samples or many?',
    caption:
      (wins < 0
        ? `Of these sizes there is none at which LoRA does better. `
        : wins === 0
          ? `LoRA does better from the first size on, ${at(SIZES, 0)} samples. `
          : `With ${at(SIZES, wins)} samples LoRA does better for the first time. `) +
      `With ${at(SIZES, last)} samples it has an error of ${formatNumber(at(bySize.lora, last))}, EigenLoRAx ${formatNumber(at(bySize.eigen, last))}; its floor is ${floorText(errors.floor)}.`,
    source: 'Ours: the same comparison at six sample sizes',
    x: { title: 'samples of the new task', scale: 'log' },
    y: { title: 'relative squared error of ΔW', scale: 'log' },
    series: [
      { name: 'EigenLoRAx', role: 'ours', x: SIZES, y: bySize.eigen },
      { name: 'LoRA, best rate and step', role: 'rival', x: SIZES, y: bySize.lora },
    ],
    rules: [...floorRules(errors.floor), { axis: 'x', at: ntrain, label: `k = ${ntrain}` }],
  });
}

function overlapFigure({ cosines, overlap }: Results, { K, P, s, n }: Params): Figure {
  const rows = Array.from({ length: K + P }, (_, i) => (i < K ? `c${i + 1}` : `p${i - K + 1}`));
  const cols = (letter: string) => Array.from({ length: s }, (_, j) => `${letter}${j + 1}`);
  return heatmap({
    id: 'overlap',
    title: 'Have the donors found the planted subspace?',
    caption:
      `Overlap with the planted subspace (1 if one lies in the other, ${formatNumber(Math.max(K + P, s) / n, 2)} on average by chance): ${formatNumber(overlap.A)} for inputs, ${formatNumber(overlap.B)} for outputs. ` +
      `A cell is the cosine between a component and a planted direction, without its sign. Which directions span a subspace is arbitrary, so the map counts as a whole, not a single cell.`,
    source: 'Ours: ‖CᵀV‖²/min(K + P, s), which a toy with a known truth can measure',
    x: { title: 'planted direction' },
    y: { title: 'component (c principal, p pseudo)' },
    value: { title: '|cosine|', range: [0, 1] },
    panels: [
      { title: 'Inputs (factors A)', rows, cols: cols('v'), values: cosines.A },
      { title: 'Outputs (factors B)', rows, cols: cols('u'), values: cosines.B },
    ],
  });
}

function costFigure({ trained, stored }: Results, { N }: Params): Figure {
  return bars({
    id: 'cost',
    title: 'What an adapter costs',
    caption:
      `For the new task EigenLoRAx trains ${trained.eigen} numbers, LoRA ${trained.lora}. ` +
      `To serve ${N + 1} adapters it stores ${stored.eigen} numbers, ${stored.eigen - (N + 1) * trained.eigen} of them once for all; as LoRAs they take ${stored.lora}.`,
    source: 'Steps 5 and 7: 2(K + P)r against r(m + n), and what is stored for N + 1 adapters',
    x: { title: 'cost' },
    y: { title: 'numbers' },
    categories: ['trained', 'stored'],
    series: [
      { name: 'EigenLoRAx', role: 'ours', values: [trained.eigen, stored.eigen] },
      { name: 'LoRA', role: 'rival', values: [trained.lora, stored.lora] },
    ],
  });
}
