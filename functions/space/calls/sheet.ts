import type { Hono } from 'hono';
import { sha256 } from '../../../shared/ids/digest.ts';
import { CALL_STYLE } from '../../web/calls/call-card.tsx';
import type { WebEnv } from '../../web/http.ts';

/** Under a path of this function: `/assets` belongs to the other one of this host. */
const named = (body: string, end: string): string => `/appels/${sha256(body).slice(0, 10)}.${end}`;
export const CALLS_SHEET = named(CALL_STYLE, 'css');

/**
 * Keeps an outcome on the telephone when there is no network, and sends it when there is: the form carries its own id,
 * so whatever is sent twice is one outcome. Without this script the same forms work, one page at a time.
 */
const KEEP = `
(() => {
  const KEY = 'appels-en-attente';
  const read = () => { try { return JSON.parse(localStorage.getItem(KEY) || '[]'); } catch { return []; } };
  const write = (kept) => { try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch {} };
  const status = document.getElementById('reseau');
  const say = (text) => { if (status) { status.textContent = text; status.hidden = text === ''; } };
  const words = (n) => n === 0 ? '' : n === 1
    ? 'Pas de réseau : une réponse est gardée sur ce téléphone et partira seule.'
    : 'Pas de réseau : ' + n + ' réponses sont gardées sur ce téléphone et partiront seules.';
  // Kept unless the server answers as it does to a form it has taken in; a link that closed is opened again from the SMS.
  const send = async (body) => {
    const answer = await fetch('/a/appel', {
      method: 'POST', body, redirect: 'manual', credentials: 'same-origin',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    return answer.type === 'opaqueredirect' || answer.status === 404 || answer.status === 422;
  };
  let busy = false;
  const flush = async () => {
    if (busy) return read().length === 0;
    busy = true;
    try {
      for (const body of read()) {
        if (!(await send(body))) break;
        write(read().filter((kept) => kept !== body));
      }
    } catch {} finally { busy = false; }
    say(words(read().length));
    return read().length === 0;
  };
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches('form.outcome')) return;
    event.preventDefault();
    const code = event.submitter && event.submitter.value;
    const data = new URLSearchParams(new FormData(form));
    data.set('code', code || '');
    data.set('at', new Date(event.timeStamp + performance.timeOrigin).toISOString());
    write([...read(), data.toString()]);
    for (const button of form.querySelectorAll('button')) button.disabled = true;
    if (await flush()) { location.assign('/a?dit=' + encodeURIComponent(code || '')); return; }
    const card = form.closest('[data-personne]');
    const next = card && [...document.querySelectorAll('[data-personne]')].find((one) => one !== card && !one.dataset.fait);
    if (card) { card.dataset.fait = '1'; card.classList.add('waiting'); form.hidden = code !== 'distress'; }
    const fold = next && next.closest('details');
    if (fold) { fold.open = true; fold.querySelector('summary').focus(); }
  });
  addEventListener('online', flush);
  flush();
})();
`;
export const CALLS_SCRIPT = named(KEEP, 'js');

/** Kept for a year under names that change with their content. */
export const serveCallsFiles = (app: Hono<WebEnv>): void => {
  for (const [path, body, type] of [
    [CALLS_SHEET, CALL_STYLE, 'text/css'],
    [CALLS_SCRIPT, KEEP, 'text/javascript'],
  ] as const)
    app.get(path, (c) =>
      c.body(body, 200, {
        'content-type': `${type}; charset=utf-8`,
        'cache-control': 'public, max-age=31536000, immutable',
      }),
    );
};
