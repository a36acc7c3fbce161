import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The Chromium to test with: CHROME_PATH, the PATH, the usual places, Playwright's cache. */
export function findBrowser(): string {
  const asked = process.env['CHROME_PATH'];
  if (asked) return asked;
  const path = (process.env['PATH'] ?? '').split(delimiter);
  const found = [
    ...NAMES.flatMap((name) => path.map((folder) => join(folder, name))),
    MAC,
    ...playwrightCache(),
  ].find(existsSync);
  if (found) return found;
  throw new Error(
    'No Chromium was found: install one (Debian: apt-get install -y chromium) or set CHROME_PATH to it.',
  );
}

function playwrightCache(): string[] {
  const cache = join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .map((name) => join(cache, name, 'chrome-linux', 'chrome'));
}
