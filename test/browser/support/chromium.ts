import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
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
    try {
      renameSync(beside, folder);
    } catch {
      // Another test file was faster: its copy is as good.
      rmSync(beside, { recursive: true, force: true });
    }
  }
  const fonts = join(folder, 'fonts');
  return {
    executablePath: join(folder, 'chromium'),
    args: FLAGS,
    env: existsSync(fonts) ? { ...process.env, FONTCONFIG_PATH: fonts } : process.env,
  };
};
