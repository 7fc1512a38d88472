import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--font-render-hinting=none',
];

/**
 * The Chromium of the dev dependency, unpacked once per machine (66 MB, under two seconds), or the one CHROME_PATH
 * names. Unpacked beside and renamed, so that two test files starting together never run half a browser.
 */
export const browserSettings = async (): Promise<{
  executablePath: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}> => {
  const own = process.env.CHROME_PATH;
  if (own) return { executablePath: own, args: FLAGS, env: process.env };
  const base = tmpdir();
  const folder = join(base, `prevenance-chromium-${process.getuid?.() ?? 0}`);
  if (!existsSync(join(folder, 'chromium'))) {
    const beside = mkdtempSync(`${folder}-`);
    const before = process.env.TMPDIR;
    process.env.TMPDIR = beside;
    try {
      await chromium.executablePath();
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    writeFileSync(join(beside, 'fonts.conf'), fontsOf(folder));
    try {
      renameSync(beside, folder);
    } catch {
      // Another test file was faster: its copy is as good.
      rmSync(beside, { recursive: true, force: true });
    }
  }
  return {
    executablePath: join(folder, 'chromium'),
    args: FLAGS,
    env: { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
};

/** The machine's own fonts when it has any, and the one that comes with the browser: no page is ever blank. */
const fontsOf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;
