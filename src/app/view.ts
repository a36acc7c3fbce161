import { int, type ParamValues } from '#demo';
import type { LinkSchema, ListField, NameField, StateField } from '#link';

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
  /** The series that are switched off in legends, `figure:key` each. */
  readonly off: string;
  /** The tour's open step, counted from 1; 0: the tour is closed. */
  readonly step: number;
  /** The questions that are answered, by id. */
  readonly solved: string;
  /** The figure that fills the screen; '': none. */
  readonly present: string;
  /** What a teacher chose to show, by name; '': everything. */
  readonly show: string;
  /** Controls that are not shown, controls that cannot be moved, and `name:low:high` limits. */
  readonly hide: string;
  readonly lock: string;
  readonly limit: string;
  /** Claims and figures that are covered until a guess is made, and the guesses, `id:holds`. */
  readonly predict: string;
  readonly guess: string;
}

const pin: StateField = { kind: 'state', label: 'Pinned state', default: '' };

const name = (label: string): NameField => ({ kind: 'name', label, default: '' });

const list = (label: string): ListField => ({ kind: 'list', label, default: '' });

/** The view in the link. No demo may have a parameter with one of these names. */
export const viewSchema = {
  seeds: int({ label: 'Samples', min: 0, max: 200, default: 0 }),
  sweep: name('Setting swept'),
  of: name('Reading plotted'),
  by: int({ label: 'Samples for each value', min: 1, max: 20, default: 5 }),
  pin,
  off: list('Series switched off'),
  step: int({ label: 'Step of the tour', min: 0, max: 99, default: 0 }),
  solved: list('Questions answered'),
  present: name('Figure presented'),
  show: list('Shown parts'),
  hide: list('Hidden controls'),
  lock: list('Locked controls'),
  limit: list('Limited controls'),
  predict: list('Covered until guessed'),
  guess: list('Guesses'),
} satisfies LinkSchema;

/** The view among a link's values. */
export const viewOf = (values: ParamValues): View => ({
  seeds: Number(values['seeds']),
  sweep: String(values['sweep']),
  of: String(values['of']),
  by: Number(values['by']),
  pin: String(values['pin']),
  off: String(values['off']),
  step: Number(values['step']),
  solved: String(values['solved']),
  present: String(values['present']),
  show: String(values['show']),
  hide: String(values['hide']),
  lock: String(values['lock']),
  limit: String(values['limit']),
  predict: String(values['predict']),
  guess: String(values['guess']),
});
