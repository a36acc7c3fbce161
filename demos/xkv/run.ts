/** The experiment: what the caches look like, and what is left of them after each compression. */
import type { Matrix } from 'ml-matrix';
import { at, type Report } from '#demo';
import type { Caches } from './generate.ts';
import { attentionOutputs, stackError } from './method.ts';
import { groupSize, type Params } from './params.ts';
import type { Results } from './results.ts';
import { examine } from './side.ts';

/** The group sizes that are compared; 1 is the per-layer SVD. */
const SIZES: readonly number[] = [1, 2, 4, 8];
/** How many of the last tokens ask for the attention output. */
const QUERIES = 32;

export function run({ K, V, Q }: Caches, params: Params, report: Report): Results {
  const sizes = SIZES.filter((size) => size <= K.length);
  const chosen = sizes.findLastIndex((size) => size <= groupSize(params));
  const G = at(sizes, chosen);
  report(0, 'keys');
  const keys = examine(K, sizes, G, params);
  report(0.4, 'values');
  const values = examine(V, sizes, G, params);
  report(0.8, 'attention');

  const queries = Math.min(QUERIES, at(Q, 0).rows);
  const read = (k: readonly Matrix[], v: readonly Matrix[]): Matrix[] =>
    attentionOutputs(Q, k, v, params.heads, queries);
  const truth = read(K, V);
  const error = (k: readonly Matrix[], v: readonly Matrix[]): number =>
    stackError(truth, read(k, v));
  return {
    keys: keys.side,
    values: values.side,
    sizes,
    chosen,
    attention: {
      bySize: sizes.map((_, i) =>
        error(at(keys.restored.bySize, i), at(values.restored.bySize, i)),
      ),
      miniCache: error(keys.restored.miniCache, values.restored.miniCache),
      layerMean: error(keys.restored.layerMean, values.restored.layerMean),
    },
    queries,
  };
}
