export interface AdamOptions {
  readonly lr: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly eps?: number;
}

/** One optimiser state for one flat parameter array. */
export interface Adam {
  /** Moves `weights` (length n, changed in place) one step against `gradient` (length n). */
  step(weights: Float64Array, gradient: Float64Array): void;
}

/**
 * Adam with bias correction (Kingma & Ba 2015, Algorithm 1) for n weights.
 * Defaults: β₁ = 0.9, β₂ = 0.99, ε = 10⁻⁸.
 */
export function adam(n: number, { lr, beta1 = 0.9, beta2 = 0.99, eps = 1e-8 }: AdamOptions): Adam {
  const m = new Float64Array(n);
  const v = new Float64Array(n);
  let decay1 = 1;
  let decay2 = 1;
  return {
    step(weights, gradient) {
      decay1 *= beta1;
      decay2 *= beta2;
      const rate = lr / (1 - decay1);
      const scale = 1 / (1 - decay2);
      for (let i = 0; i < n; i++) {
        const g = gradient[i]!;
        m[i] = beta1 * m[i]! + (1 - beta1) * g;
        v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
        weights[i] = weights[i]! - (rate * m[i]!) / (Math.sqrt(v[i]! * scale) + eps);
      }
    },
  };
}
