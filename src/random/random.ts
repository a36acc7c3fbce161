import type { Matrix } from 'ml-matrix';

/**
 * A seeded source of random numbers: the same seed and the same calls give the same bits on every
 * machine.
 */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2^−53, from two 32-bit draws (upper 27 bits, then 26). */
  uniform(): number;
  /** Uniform in [lo, hi); lo if they are equal. @throws RangeError unless lo ≤ hi, both finite. */
  uniformIn(lo: number, hi: number): number;
  /**
   * Standard normal, by Marsaglia's polar method (SIAM Review 6, 1964). Values come in pairs; the
   * second is kept for the next call.
   */
  normal(): number;
  /** Unbiased integer in 0 … n − 1. @throws RangeError unless n is an integer in 1 … 2^32. */
  integer(n: number): number;
  /**
   * Index i with probability weights[i]/Σweights. @throws RangeError if a weight is negative or not
   * finite, or the sum is not positive and finite.
   */
  choice(weights: readonly number[]): number;
  /** The numbers 0 … n − 1 in random order (Fisher–Yates). @throws RangeError unless 0 ≤ n ≤ 2^32. */
  permutation(n: number): number[];
  /**
   * rows×cols of independent normals with mean 0 and standard deviation sd (default 1), filled row
   * by row. @throws RangeError if a size is not a positive integer or sd is negative or not finite.
   */
  normalMatrix(rows: number, cols: number, sd?: number): Matrix;
  /**
   * n×k with orthonormal columns, Haar-distributed (Mezzadri, Notices AMS 54, 2007). The first
   * columns do not change as k grows. @throws RangeError unless 1 ≤ k ≤ n, integers.
   */
  orthonormal(n: number, k: number): Matrix;
  /** Uniform on the unit sphere of ℝⁿ. @throws RangeError unless n is a positive integer. */
  unitVector(n: number): number[];
  /**
   * An independent generator fixed by this one's seed (not by how much has been drawn) and a name.
   * Giving each quantity its own stream keeps a change of one size from shifting the others.
   */
  stream(name: string): Random;
}
