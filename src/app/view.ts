import { int, type ParamValues } from '#demo';
import type { LinkSchema, NameField, StateField } from '#link';

/** What the page's own panels show: it is in the link, beside the demo's parameters. */
export interface View {
  /** How many samples the claims are tried on; 0: the panel is at rest. */
  readonly seeds: number;
  /** The parameter that is swept; '': the panel is at rest. */
  readonly sweep: string;
  /** The id of the reading that is plotted; '': the first. */
  readonly of: string;
  /** How many samples each value of the sweep is tried on. */
  readonly by: number;
  /** The state that the page is compared with, as a fragment; '': none. */
  readonly pin: string;
}

const pin: StateField = { kind: 'state', label: 'Pinned state', default: '' };

const name = (label: string): NameField => ({ kind: 'name', label, default: '' });

/** The view in the link. No demo may have a parameter with one of these names. */
export const viewSchema = {
  seeds: int({ label: 'Samples', min: 0, max: 200, default: 0 }),
  sweep: name('Setting swept'),
  of: name('Reading plotted'),
  by: int({ label: 'Samples for each value', min: 1, max: 20, default: 5 }),
  pin,
} satisfies LinkSchema;

/** The view among a link's values. */
export const viewOf = (values: ParamValues): View => ({
  seeds: Number(values['seeds']),
  sweep: String(values['sweep']),
  of: String(values['of']),
  by: Number(values['by']),
  pin: String(values['pin']),
});
