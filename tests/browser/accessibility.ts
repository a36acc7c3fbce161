import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** The serious violations axe finds in a page, in each scheme. The page must bypass its policy. */
export async function seriousViolations(page: Page): Promise<Record<'light' | 'dark', string[]>> {
  await page.addScriptTag({ content: axe.source });
  const found = async (colorScheme: 'light' | 'dark'): Promise<string[]> => {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  };
  return { light: await found('light'), dark: await found('dark') };
}
