import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Nested } from '#files';
import type { Checked } from '../../src/app/build/checked.ts';

export interface ReferenceCase {
  readonly preset: string;
  readonly seed: number;
  /** Of the parameters and inputs it was computed from. */
  readonly hash: string;
  readonly results: Readonly<Record<string, Nested>>;
}

/** `demos/<slug>/reference.json`: what `reference.py` gave, and how far we were from it. */
export interface Reference extends Checked {
  readonly cases: readonly ReferenceCase[];
}

const pathOf = (slug: string): string => `demos/${slug}/reference.json`;

export function readReference(slug: string): Reference | undefined {
  const path = pathOf(slug);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Reference) : undefined;
}

/** Writes a result a line, so that differences between versions can be read. */
export function writeReference(slug: string, { cases, ...rest }: Reference): void {
  const body = cases.map(({ results, ...about }) => {
    const lines = Object.entries(results).map(
      ([name, value]) => `      ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
    );
    return `    ${JSON.stringify(about).slice(0, -1)}, "results": {\n${lines.join(',\n')}\n    }}`;
  });
  const summary = JSON.stringify(rest, null, 2).slice(0, -2);
  writeFileSync(pathOf(slug), `${summary},\n  "cases": [\n${body.join(',\n')}\n  ]\n}\n`);
}
