import { claim, info, type Finding } from '#demo';
import type { Params } from './params.ts';
import { MOST, sweptAt, type Results } from './run.ts';

export function claims(results: Results, { k, s }: Params): readonly Finding[] {
  const { methods, similarity, explained, sweep } = results;
  const { affine, localCka, pcaAffine, ccaAffine, ccaLocalCka } = methods;
  const atS = sweptAt(sweep.matching, results, s);
  const atMost = sweptAt(sweep.matching, results, MOST);
  return [
    claim({
      id: 'similar',
      says: 'In this toy, the two sides are more than twice as similar inside the CCA subspace as in full.',
      measured: { label: 'CKA, subspace / full', value: similarity.cca / similarity.full },
      relation: '>',
      threshold: 2,
      beside: [
        { label: 'CKA in the subspace', value: similarity.cca },
        { label: 'CKA in full', value: similarity.full },
      ],
      source: 'The low similarity of full spaces by linear CKA (second hand); the factor 2 is ours',
    }),
    claim({
      id: 'matching',
      says: 'In this toy, an affine map matches more pairs inside the CCA subspace than between the full spaces, even with the best of five ridges.',
      measured: {
        label: 'gain in the share of right pairs',
        value: ccaAffine.matching - affine.matching,
      },
      relation: '>',
      threshold: 0.1,
      beside: [
        { label: 'CCA + affine', value: ccaAffine.matching },
        { label: 'affine in full', value: affine.matching },
      ],
      source: 'The abstract’s gain in matching; the margin 0.1 is ours',
    }),
    claim({
      id: 'retrieval',
      says: 'In this toy, local CKA finds more shapes among the first five inside the CCA subspace than in the full spaces.',
      measured: {
        label: 'gain in the share found',
        value: ccaLocalCka.topFive - localCka.topFive,
      },
      relation: '>',
      threshold: 0.1,
      beside: [
        { label: 'CCA + local CKA', value: ccaLocalCka.topFive },
        { label: 'local CKA in full', value: localCka.topFive },
      ],
      source: 'The abstract’s gain in retrieval; the margin 0.1 is ours',
    }),
    claim({
      id: 'not-pca',
      says: 'In this toy, the gain is not due to fewer dimensions alone: with as many principal directions of each side the affine map matches fewer pairs.',
      measured: {
        label: 'CCA − PCA, share of right pairs',
        value: ccaAffine.matching - pcaAffine.matching,
      },
      relation: '>',
      threshold: 0.1,
      beside: [
        { label: 'CCA + affine', value: ccaAffine.matching },
        { label: 'PCA + affine', value: pcaAffine.matching },
      ],
      source: 'Ours: a control for the abstract’s “well-chosen” subspaces',
    }),
    claim({
      id: 'peak',
      says: 'In this toy, as many dimensions as there are shared directions match more pairs than all dimensions do.',
      measured: { label: `share at k = s less share at k = ${MOST}`, value: atS - atMost },
      relation: '>',
      threshold: 0,
      beside: [
        { label: 'at k = s', value: atS },
        { label: `at k = ${MOST}`, value: atMost },
      ],
      source: 'The paper’s sweep over k, which falls as k grows (second hand); k = s is ours',
    }),
    claim({
      id: 'semantic',
      says: 'In this toy, the CCA part of the 3D features tells the meaning rather than the geometry.',
      measured: {
        label: 'R² of meaning − R² of geometry',
        value: explained.cca.semantics - explained.cca.geometry,
      },
      relation: '>',
      threshold: 0.4,
      beside: [
        { label: 'meaning', value: explained.cca.semantics },
        { label: 'geometry', value: explained.cca.geometry },
      ],
      source: 'The abstract’s split of semantic and geometric parts; measure and margin are ours',
    }),
    claim({
      id: 'geometric',
      says: 'In this toy, the principal directions of the 3D features tell the geometry rather than the meaning.',
      measured: {
        label: 'R² of geometry − R² of meaning',
        value: explained.pca.geometry - explained.pca.semantics,
      },
      relation: '>',
      threshold: 0,
      beside: [
        { label: 'geometry', value: explained.pca.geometry },
        { label: 'meaning', value: explained.pca.semantics },
      ],
      source: 'The abstract’s split of semantic and geometric parts; the measure is ours',
    }),
    info({
      id: 'which-map',
      says: 'In this toy, local CKA and the affine map match about equally well inside the subspace: above 0 local CKA is ahead, below 0 the affine map.',
      measured: {
        label: `local CKA − affine, share of right pairs at k = ${k}`,
        value: ccaLocalCka.matching - ccaAffine.matching,
      },
      beside: [
        { label: 'CCA + local CKA', value: ccaLocalCka.matching },
        { label: 'CCA + affine', value: ccaAffine.matching },
      ],
      source:
        'Ours; the paper finds the affine map ahead in matching, local CKA in retrieval (second hand)',
    }),
  ];
}
