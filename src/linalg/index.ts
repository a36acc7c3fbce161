export { ConvergenceError, LinalgError, NonFiniteError, ShapeError } from './errors.ts';

export { svd, type Accuracy, type Svd, type SvdOptions } from './svd.ts';
export { svdvals } from './svdvals.ts';
export { truncatedSvd, type TruncatedSvd, type TruncatedSvdOptions } from './truncatedSvd.ts';
export { qr, type Qr } from './qr.ts';
export { eigh, type Eigh } from './eigh.ts';
export { polar, type Polar } from './polar.ts';
export { lstsq, type LeastSquares } from './lstsq.ts';
export { pinv } from './pinv.ts';
export { omp } from './omp.ts';

export { lowRank } from './lowRank.ts';
export { nullspace } from './nullspace.ts';
export { orth } from './orth.ts';
export { rank } from './rank.ts';
export { jointSvd, type SvdBeside, type SvdStacked } from './jointSvd.ts';

export { cca, type Cca } from './cca.ts';
export { principalAngles } from './principalAngles.ts';
export { projector } from './projector.ts';
export { subspaceOverlap, type SubspaceOverlap } from './subspaceOverlap.ts';
export { cka } from './cka.ts';
export { columnMeans } from './columnMeans.ts';
export { cosines, unitRows } from './cosines.ts';

export { tensorOf, type Tensor } from './tensor.ts';
export { unfold } from './unfold.ts';
export { modeProduct } from './modeProduct.ts';
export { hooi, hosvd, tuckerTensor, type Hooi, type HooiOptions, type Tucker } from './hooi.ts';

export { effectiveRank } from './effectiveRank.ts';
export { energyCurve } from './energyCurve.ts';
export { rankForEnergy } from './rankForEnergy.ts';
export { stableRank } from './stableRank.ts';

export { frobenius } from './frobenius.ts';
export { gram } from './gram.ts';
export { hcat } from './hcat.ts';
export { multiply } from './multiply.ts';
export { relativeError } from './relativeError.ts';
export { vcat } from './vcat.ts';

export { assignment, type Assignment } from './assignment.ts';
export { kmeans, type Clusters } from './kmeans.ts';
export { spectralClustering, type SpectralClusters } from './spectralClustering.ts';
export {
  sparseSelfExpression,
  type SelfExpression,
  type SelfExpressionOptions,
} from './sparseSelfExpression.ts';
export { adjustedRandIndex } from './adjustedRandIndex.ts';

export { binaryExponent, ldexp, powerOfTwo } from './binary.ts';
