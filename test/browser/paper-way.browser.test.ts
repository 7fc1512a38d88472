import { expect, it } from 'vitest';
import { DESK_SHEET } from '../../functions/desk/layout.tsx';
import { LINKS_SHEET } from '../../functions/links/frame.ts';
import { useBrowser } from './support/browser.ts';

const { open } = useBrowser();

/** Millimetres of every page, as a printer that was last used for a table would take them: lying, unless the page says otherwise. */
const printed = async (sheet: string, html: string): Promise<readonly string[]> => {
  const page = await open({ on: 'desk' });
  await page.setContent(`<style>${sheet}</style><main>${html}</main>`);
  const pdf = await page.pdf({ preferCSSPageSize: true, landscape: true, format: 'A4' });
  const boxes = pdf.toString('latin1').matchAll(/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g);
  return [...boxes].map((box) =>
    [box[1], box[2]].map((pt) => Math.round((Number(pt) / 72) * 25.4)).join(' × '),
  );
};

it.each([
  ['a list or a file', '<h1>Missions</h1><table class="data"><tr><td>1</td></tr></table>', '210 × 297'],
  [
    'letters, one a page',
    '<article class="letter">1</article><article class="letter">2</article>',
    '210 × 297',
  ],
  ['slips of bags', '<div class="slips"><section class="slip">1</section></div>', '210 × 297'],
  ['an attestation, the sheet of a round', '<article class="paper">1</article>', '210 × 297'],
  ['a poster', '<article class="poster">1</article>', '210 × 297'],
  ['the week', '<div class="week-plan"><div class="group-sheet">1</div></div>', '297 × 210'],
  ['sheets of calls', '<section class="sheet">1</section><section class="sheet">2</section>', '297 × 210'],
])('%s comes out upright or lying, as whoever prints it expects', async (_, html, size) => {
  const pages = await printed(DESK_SHEET.body, html);
  expect(pages.length).toBeGreaterThan(0);
  expect([...new Set(pages)]).toEqual([size]);
});

it('what a visitor prints comes out upright', async () => {
  expect(await printed(LINKS_SHEET.body, '<h1>Formulaire</h1>')).toEqual(['210 × 297']);
});
