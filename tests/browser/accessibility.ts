import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * The serious violations axe finds in a part of a page, in each scheme; in dark only contrast is
 * looked at again, since all else is the same. Inside Plotly's drawings, whose elements are not ours
 * and many, it does not look. The page must bypass its policy.
 */
export async function seriousViolations(
  page: Page,
  part = 'html',
): Promise<Record<'light' | 'dark', string[]>> {
  await page.addScriptTag({ content: axe.source });
  const found = async (colorScheme: 'light' | 'dark', options: object): Promise<string[]> => {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate<AxeResults>(
      `axe.run(${JSON.stringify({ include: [part], exclude: ['.main-svg'] })}, ${JSON.stringify(options)})`,
    );
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  };
  return {
    light: await found('light', {}),
    dark: await found('dark', { runOnly: ['color-contrast'] }),
  };
}
