/** What the paper says, as measured quantities. */

export interface Measured {
  readonly label: string;
  readonly value: number;
}

/** A statement that can come out false: `measured relation threshold`. */
export interface Claim {
  readonly kind: 'claim';
  /** Stable within the demo. */
  readonly id: string;
  /** The statement in words: "In this toy, …". */
  readonly says: string;
  readonly measured: Measured;
  readonly relation: '<' | '>';
  readonly threshold: number;
  /** The numbers the measured one is made of or stands beside. */
  readonly beside?: readonly Measured[];
  /** The equation, table or figure of the paper, or that it is ours: "Stands for: …". */
  readonly source: string;
}

/** A number worth knowing that has no threshold, such as a tie or a stronger baseline. */
export interface Info {
  readonly kind: 'info';
  readonly id: string;
  readonly says: string;
  readonly measured: Measured;
  readonly beside?: readonly Measured[];
  readonly source: string;
}

export type Finding = Claim | Info;

export const claim = (c: Omit<Claim, 'kind'>): Claim => ({ kind: 'claim', ...c });
export const info = (c: Omit<Info, 'kind'>): Info => ({ kind: 'info', ...c });

/** The claim of an id among findings. Throws RangeError if there is none. */
export function claimOf(findings: readonly Finding[], id: string): Claim {
  const found = findings.find((finding) => finding.id === id);
  if (found?.kind !== 'claim') throw new RangeError(`There is no claim “${id}”.`);
  return found;
}

/** Whether a claim holds here. A measure that is not a number (0/0) holds nothing. */
export function holds({ measured, relation, threshold }: Claim): boolean {
  return relation === '<' ? measured.value < threshold : measured.value > threshold;
}

/** What may be said of a finding while its outcome is covered: an info's words may be the outcome. */
export const questionOf = (finding: Finding): string =>
  finding.kind === 'claim' ? finding.says : finding.measured.label;
