import { atTheEdge, formatNumber, formatPercent, stepsBelow, type Check } from '#demo';
import { params } from './params.ts';
import type { Results } from './run.ts';

type Judge = Check<typeof params, Results>;

const ahead = ({ readouts: { anchor } }: Results): boolean => anchor.anchors > anchor.text;

const enoughBoost: Judge = ({ params: { alphaK }, results }, at) => {
  const { anchors, text } = results.readouts.anchor;
  return atTheEdge({
    reads: `With α_K = ${formatNumber(alphaK)} recurring objects get ${formatPercent(anchors)} of the attention and text ${formatPercent(text)}.`,
    does: ahead(results),
    short: 'Text is still ahead.',
    better: () =>
      stepsBelow(params.alphaK, alphaK).some((less) => ahead(at({ alphaK: less }).results)),
    further: 'That will do, but so does a smaller boost.',
    edge: 'With a smaller boost text is ahead.',
  });
};

const query: Judge = ({ params: { alphaK, alphaQ }, results }) => {
  const { anchors } = results.readouts.anchor;
  const right = anchors > 1 / 3;
  return {
    right,
    says: `With α_Q = ${formatNumber(alphaQ)} and α_K = ${formatNumber(alphaK)} recurring objects get ${formatPercent(anchors)} of the attention. ${right ? 'That is more than a third.' : 'More than a third is asked for.'}`,
  };
};

export const checks = { 'enough-boost': enoughBoost, query };
