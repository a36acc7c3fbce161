/** Where in the paper each figure and claim has its counterpart. */

const ruler = 'RULER at 64k tokens, Llama-3.1-8B, average score';
const ours = 'Ours; the paper does not measure it';

export const sources = {
  maps: 'Figure 2, cosine and CKA maps',
  cosine: 'Figure 2, cosine maps',
  cka: 'Figure 2, CKA maps',
  rank: 'Figure 2c',
  vectors:
    'The alignment of leading left singular vectors that CKA sums up; this map of it is ours',
  error: `${ruler} by compression rate; the reconstruction error in its place is ours`,
  attention: `${ruler} by method; the error of attention outputs in its place is ours`,
  perLayer: `${ruler}: 35.3 for the per-layer SVD at 8.4×, 87.8 for xKV-4 at 8.0×`,
  halfGroup: `${ruler}: 70.9 for xKV-2 at 8.3×, 87.8 for xKV-4 at 8.0×`,
  miniCache: `${ruler}: 43.8 for MiniCache at 1.3×, 91.6 for xKV-4 at 2.5×`,
  miniCacheEverywhere: `${ruler}: 43.8 for MiniCache at 1.3×; merging the first half of the layers too is ours`,
  attentionPerLayer: `${ruler}: 35.3 for the per-layer SVD at 8.4×, 87.8 for xKV-4 at 8.0×; attention error in its place is ours`,
  longText: `${ours}: of the memory r(n + Gd), only the shared r·n is counted`,
  layerMean: ours,
};
