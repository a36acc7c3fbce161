import { holds, type Finding } from '#demo';

/** What one sample gave for a finding. */
export interface Trial {
  readonly seed: number;
  readonly value: number;
  /** Whether the claim holds there; true for a number without a threshold. */
  readonly holds: boolean;
}

/** The trials of one finding, by its id. A sample at which it does not appear has none. */
export const trialsOf = (
  id: string,
  samples: readonly { readonly seed: number; readonly claims: readonly Finding[] }[],
): Trial[] =>
  samples.flatMap(({ seed, claims }) => {
    const finding = claims.find((one) => one.id === id);
    return finding
      ? [
          {
            seed,
            value: finding.measured.value,
            holds: finding.kind === 'info' || holds(finding),
          },
        ]
      : [];
  });

/** The value below which a share of the given numbers lies, interpolated; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low === high ? low : low + (high - low) * (at - Math.floor(at));
}
