import type { Answer, Stage } from './demo.ts';
import type { ParamValues } from './params.ts';

/** What the page asks of the worker. `id` rises with every question. */
export interface Question {
  readonly id: number;
  readonly slug: string;
  readonly params: ParamValues;
}

/** What the worker sends back, any number of `progress` before one of the others. */
export type Reply =
  | {
      readonly id: number;
      readonly kind: 'progress';
      readonly stage: Stage;
      readonly share: number;
      readonly doing: string;
    }
  | { readonly id: number; readonly kind: 'answer'; readonly answer: Answer }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };
