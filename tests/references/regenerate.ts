import { parseArgs } from 'node:util';
import { slugs } from '../../src/demo/registry.ts';
import { subject } from './cases.ts';
import { runPython } from './python.ts';
import { writeReference } from './reference-file.ts';

/**
 * npm run references [-- --only svd,xkv]
 *
 * Runs every `demos/<slug>/reference.py` at all presets and three seeds and writes what comes out
 * into `reference.json`, with how far our own results are from it.
 */
const { values: asked } = parseArgs({ options: { only: { type: 'string' } } });

for (const slug of asked.only?.split(',') ?? slugs) {
  const { versions, cases, comparison } = runPython(await subject(slug));
  const { worst, numbers, problems } = comparison;
  console.log(
    `${slug}: ${cases.length} cases, ${numbers} numbers; worst deviation ${worst.deviation.toExponential(1)} (${worst.result}, ${worst.preset}, seed ${worst.seed})`,
  );
  if (problems.length > 0) {
    console.error(problems.slice(0, 40).join('\n'));
    console.error(`${slug}: ${problems.length} results do not agree; nothing is written.`);
    process.exitCode = 1;
  } else {
    const checked = new Date().toISOString().slice(0, 10);
    writeReference(slug, { checked, with: versions, numbers, worst, cases });
  }
}
