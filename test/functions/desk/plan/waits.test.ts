import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { WAITS_SCRIPT } from '../../../../functions/desk/plan/week/waits.ts';
import { PLAN_WEEK, planDesk } from './town.ts';

type Listener = (event: { preventDefault: () => void; persisted: boolean }) => void;

/** The script on a page with one such form: how often it was sent, what stands beside the button, and the way back to it. */
const onPage = () => {
  const listeners = new Map<string, Listener>();
  const addEventListener = (name: string, listener: Listener) => listeners.set(name, listener);
  const attributes = new Map<string, string>();
  const button = { setAttribute: (name: string, value: string) => attributes.set(name, value) };
  const said = { textContent: '', dataset: { words: 'Le plan se calcule' } };
  const form = {
    addEventListener,
    querySelector: (what: string) => (what === 'button[type=submit]' ? button : said),
  };
  runInNewContext(WAITS_SCRIPT.body, {
    document: { querySelectorAll: () => [form] },
    window: { addEventListener },
  });
  let sent = 0;
  return {
    attributes,
    said,
    press: () => {
      let isHeld = false;
      listeners.get('submit')?.({ preventDefault: () => (isHeld = true), persisted: false });
      if (!isHeld) sent += 1;
      return sent;
    },
    comeBack: () => listeners.get('pageshow')?.({ preventDefault: () => undefined, persisted: true }),
  };
};

it('says that the plan is being solved, and sends once whoever presses twice', () => {
  const page = onPage();
  expect(page.press()).toBe(1);
  expect(page.said.textContent).toBe('Le plan se calcule');
  expect(page.attributes.get('aria-disabled')).toBe('true');
  expect(page.press()).toBe(1);
  page.comeBack();
  expect(page.said.textContent).toBe('');
  expect(page.attributes.get('aria-disabled')).toBe('false');
  expect(page.press()).toBe(2);
});

it('stands on the page of the week, whose form it finds', async () => {
  const desk = await planDesk();
  const claire = await desk.as('coordinator');
  const answer = await claire.get(`/semaine?semaine=${PLAN_WEEK}`);
  // A script that its page's own policy blocks is there and does nothing.
  expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
  const page = await answer.text();
  expect(page).toContain(`src="${WAITS_SCRIPT.path}"`);
  expect(page).toMatch(
    /<form [^>]*class="waits"[^>]*>.*<button type="submit".*role="status" data-words="Le plan se calcule/s,
  );
  expect((await claire.get(WAITS_SCRIPT.path)).status).toBe(200);
});
