import { holds, type Finding } from '#demo';

/** A number that a sweep can plot: what a finding measures, or one of the numbers beside it. */
export interface Reading {
  /** `C1`, or `C1.0` for the first number beside it: stable as links need it. */
  readonly id: string;
  readonly label: string;
  readonly value: number;
  /** For what a claim measures: where it turns true. */
  readonly threshold?: number;
  readonly relation?: '<' | '>';
  readonly holds?: boolean;
  readonly source: string;
}

/** All readings of one answer, each finding followed by the numbers beside it. */
export const readingsOf = (findings: readonly Finding[]): Reading[] =>
  findings.flatMap((finding) => [
    {
      id: finding.id,
      ...finding.measured,
      source: finding.source,
      ...(finding.kind === 'claim'
        ? { threshold: finding.threshold, relation: finding.relation, holds: holds(finding) }
        : {}),
    },
    ...(finding.beside ?? []).map((measured, i) => ({
      id: `${finding.id}.${i}`,
      ...measured,
      source: finding.source,
    })),
  ]);
