import type { Hono } from 'hono';
import { sha256 } from '../../../shared/ids/digest.ts';
import { CALL_STYLE } from '../../web/calls/call-card.tsx';
import type { WebEnv } from '../../web/http.ts';

/** Under a path of this function: `/assets` belongs to the other one of this host. */
const named = (body: string, end: string): string => `/appels/${sha256(body).slice(0, 10)}.${end}`;
export const CALLS_SHEET = named(CALL_STYLE, 'css');

/**
 * Keeps an outcome on the telephone when it could not be sent, and sends it when it can: the form carries its own id, so
 * whatever is sent twice is one outcome. Kept unless the server answers as it does to a form it has taken in; one of
 * another list waits for its own link without holding back the others, two days at most: by then its link is dead. One just
 * pressed over a link that has ended is sent as a plain form, whose answer gives back what was written.
 * A telephone that cannot store keeps it while the page is open. Without this script the same forms work, one page at a time.
 */
const KEEP = `
(() => {
  const KEY = 'appels-en-attente';
  // The clock on its screen, for the one that counts since the page opened stands still while a telephone sleeps.
  const hour = (more) => new Date(Date.now() + more).toISOString();
  const oldest = hour(-172800000);
  let held;
  const read = () => {
    if (held) return held;
    try {
      return JSON.parse(localStorage.getItem(KEY) || '[]').filter((body) => (new URLSearchParams(body).get('at') || '') > oldest);
    } catch { return []; }
  };
  const write = (kept) => { try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { held = kept; } };
  const forget = (body) => { over.delete(body); write(read().filter((kept) => kept !== body)); };
  const named = (name, value) => Object.assign(document.createElement('input'), { type: 'hidden', name, value });
  const status = document.getElementById('reseau');
  const say = (text) => { if (status) { status.textContent = text; status.hidden = text === ''; } };
  const over = new Set();
  const words = (n, other) => n === 0 ? '' : n === over.size
    ? 'Une réponse n’est pas partie\u00a0: son lien est fermé. Appelez-nous pour nous la dire.'
    : n === other + over.size
    ? 'Une réponse d’une autre liste n’est pas partie\u00a0: rouvrez le lien de son SMS, ou appelez-nous.'
    : n - other - over.size === 1
    ? 'Pas de réseau\u00a0: une réponse est gardée sur ce téléphone et partira seule.'
    : 'Pas de réseau\u00a0: ' + (n - other - over.size) + ' réponses sont gardées sur ce téléphone et partiront seules.';
  const send = async (body) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), 20000);
    try {
      const answer = await fetch('/a/appel', {
        method: 'POST', body: body + '&sent=' + encodeURIComponent(hour(0)), redirect: 'manual', credentials: 'same-origin', signal: patience.signal,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      return answer.type === 'opaqueredirect' ? 200 : answer.status;
    } finally { clearTimeout(timer); }
  };
  const field = document.querySelector('input[name=_csrf]');
  const isOther = (body) => field && new URLSearchParams(body).get('_csrf') !== field.value;
  const sendAll = async () => {
    let sent = 0;
    let other = read().filter(isOther).length;
    try {
      for (const body of read()) {
        if (isOther(body)) continue;
        const status = await send(body);
        if ([200, 404, 422].includes(status)) { sent += 1; forget(body); }
        else if (status === 410) over.add(body);
        else if (status === 403) other += 1;
      }
    } catch {}
    say(words(read().length, other));
    return sent;
  };
  let last = Promise.resolve();
  const flush = () => (last = last.then(sendAll));
  const cardOf = (body) => {
    const task = new URLSearchParams(body).get('task');
    const card = [...document.querySelectorAll('input[name=task]')].find((one) => one.value === task);
    return card && card.closest('[data-personne]');
  };
  const mark = (body) => {
    const card = cardOf(body);
    if (!card) return;
    card.dataset.fait = '1';
    card.classList.add('waiting');
    const form = card.querySelector('form.outcome');
    for (const button of form.querySelectorAll('button')) button.disabled = true;
    form.hidden = new URLSearchParams(body).get('code') !== 'distress';
  };
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches('form.outcome')) return;
    event.preventDefault();
    const code = (event.submitter && event.submitter.value) || '';
    const data = new URLSearchParams(new FormData(form));
    data.set('code', code);
    data.set('at', hour(0));
    const body = data.toString();
    write([...read(), body]);
    for (const button of form.querySelectorAll('button')) button.disabled = true;
    await flush();
    if (over.has(body)) { forget(body); form.append(named('code', code)); form.submit(); return; }
    if (!read().includes(body)) { location.assign('/a?dit=' + encodeURIComponent(code)); return; }
    mark(body);
    const next = [...document.querySelectorAll('[data-personne]')].find((one) => !one.dataset.fait);
    const fold = next && next.closest('details');
    if (fold) { fold.open = true; fold.querySelector('summary').focus(); }
  });
  addEventListener('online', flush);
  read().forEach(mark);
  if (read().length > 0) flush().then((sent) => { if (sent > 0 && document.activeElement === document.body) location.replace('/a'); });
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
