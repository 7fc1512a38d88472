import { VOLUNTEER_OUTCOMES } from '../../../shared/heat/calls/meaning.ts';
import { OUTCOME_NAMES } from '../../../shared/heat/words.ts';

const NAMES = Object.fromEntries(VOLUNTEER_OUTCOMES.map((code) => [code, OUTCOME_NAMES[code]]));

/**
 * Keeps an outcome on the telephone until the server has answered as it does to a form it has taken in, by leading on to the
 * list; no other answer counts as noted. The form carries its own id, so whatever is sent twice is one outcome. One of
 * another list waits for its own link without holding back the others; one that was refused is said by name, to be told by
 * telephone, two days at most: by then its link is dead. One just pressed and refused is sent as a plain form, whose answer
 * gives back what was written. A telephone that cannot store keeps it while the page is open, and does not leave the page.
 * Of a distress that has not gone, it says that nobody is told. Without this script the same forms work, one page at a time.
 */
export const KEEP = `
(() => {
  const KEY = 'appels-en-attente';
  const NAMES = ${JSON.stringify(NAMES)};
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
  const write = (kept) => { if (held) { held = kept; return; } try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { held = kept; } };
  const noted = new Set();
  const refused = new Set();
  const forget = (body) => { refused.delete(body); write(read().filter((kept) => kept !== body)); };
  const of = (body, name) => new URLSearchParams(body).get(name) || '';
  const named = (name, value) => Object.assign(document.createElement('input'), { type: 'hidden', name, value });
  const box = document.getElementById('reseau');
  const clock = (at) => new Date(at).toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit' }).replace(/^0/, '').replace(':', '\u00a0h\u00a0');
  const told = (body) => '«\u00a0' + (NAMES[of(body, 'code')] || 'résultat') + '\u00a0», ' + clock(of(body, 'at'));
  const field = document.querySelector('input[name=_csrf]');
  const foreign = new Set();
  const isOther = (body) => foreign.has(body) || (field && of(body, '_csrf') !== field.value);
  const say = (sent) => {
    if (!box) return;
    const all = read();
    const lost = all.filter((body) => refused.has(body));
    const other = all.filter((body) => !refused.has(body) && isOther(body));
    const waiting = all.filter((body) => !refused.has(body) && !isOther(body));
    const inDanger = all.some((body) => of(body, 'code') === 'distress');
    const lines = [];
    if (inDanger) lines.push('La ville n’est pas prévenue\u00a0: l’alerte n’est pas partie. Appelez le 15 ou le 112 maintenant.');
    if (waiting.length) lines.push((waiting.length === 1
      ? 'Pas encore parti\u00a0: une réponse est gardée sur ce téléphone.'
      : 'Pas encore parti\u00a0: ' + waiting.length + ' réponses sont gardées sur ce téléphone.')
      + (held ? ' Ne fermez pas cette page\u00a0: elles seraient perdues.' : ' Laissez cette page ouverte\u00a0: l’envoi reprend dès qu’il y a du réseau.'));
    if (other.length) lines.push((other.length === 1 ? 'Une réponse d’une autre liste n’est pas partie' : other.length + ' réponses d’une autre liste ne sont pas parties')
      + '\u00a0: rouvrez le lien de son SMS, ou appelez-nous.');
    if (lost.length) lines.push((lost.length === 1 ? 'Une réponse n’a pas pu être notée' : lost.length + ' réponses n’ont pas pu être notées')
      + ' (' + lost.map(told).join('\u00a0; ') + ')\u00a0: appelez-nous pour nous la dire.');
    if (!lines.length && sent) lines.push(sent === 1 ? 'La réponse gardée sur ce téléphone est partie\u00a0: elle est notée.' : 'Les ' + sent + ' réponses gardées sur ce téléphone sont parties\u00a0: elles sont notées.');
    box.querySelector('[data-dit]').replaceChildren(...lines.map((line) => Object.assign(document.createElement('p'), { textContent: line })));
    box.querySelector('[data-secours]').hidden = !inDanger;
    box.querySelector('[data-appeler]').hidden = !(inDanger || other.length || lost.length);
    box.querySelector('[data-effacer]').hidden = !lost.length;
    box.className = 'notice ' + (inDanger ? 'alert' : lines.length && !all.length ? 'good' : 'warn');
    box.hidden = lines.length === 0;
  };
  const send = async (body) => {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), 20000);
    try {
      const answer = await fetch('/a/appel', {
        method: 'POST', body: body + '&sent=' + encodeURIComponent(hour(0)), redirect: 'manual', credentials: 'same-origin', signal: patience.signal,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      return answer.type === 'opaqueredirect' ? 'noted' : answer.status;
    } catch { return 'cut'; }
    finally { clearTimeout(timer); }
  };
  // A note half written would be lost with the page.
  const isWriting = () => [...document.querySelectorAll('[data-personne]:not([data-fait]) textarea')].some((one) => one.value.trim());
  let alerted = false;
  const sendAll = async () => {
    let sent = 0;
    for (const body of read()) {
      if (isOther(body) || refused.has(body) || noted.has(body)) continue;
      const said = await send(body);
      if (said === 'noted') { sent += 1; alerted ||= of(body, 'code') === 'distress'; noted.add(body); forget(body); mark(body, 'Envoyé\u00a0: c’est noté.'); }
      else if (said === 404 || said === 410 || said === 422) { refused.add(body); mark(body, 'Pas noté\u00a0: appelez-nous.'); }
      else if (said === 403) foreign.add(body);
      else if (said === 'cut') break;
    }
    say(sent);
    // Of a distress that has only just left, its caller sees who knows of it by now.
    if (alerted && !isWriting() && !(held && held.length)) location.assign('/a?dit=distress');
    return sent;
  };
  let last = Promise.resolve();
  const flush = () => (last = last.then(sendAll));
  const cardOf = (body) => {
    const card = [...document.querySelectorAll('input[name=task]')].find((one) => one.value === of(body, 'task'));
    return card && card.closest('[data-personne]');
  };
  const mark = (body, words) => {
    const card = cardOf(body);
    if (!card || !card.dataset.fait) return;
    card.querySelector('.kept').textContent = told(body) + '. ' + words;
  };
  const keep = (body) => {
    const card = cardOf(body);
    if (!card) return;
    const form = card.querySelector('form.outcome');
    if (!card.dataset.fait) form.before(Object.assign(document.createElement('p'), { className: 'kept' }));
    card.dataset.fait = '1';
    card.classList.add('waiting');
    for (const button of form.querySelectorAll('button')) button.disabled = true;
    // In danger the numbers of the rescue stay in sight.
    const inDanger = of(body, 'code') === 'distress';
    form.hidden = !inDanger;
    for (const part of form.querySelectorAll('fieldset, details:not(.in-danger), .in-danger button')) part.hidden = inDanger;
    mark(body, 'Pas encore envoyé.');
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
    if (event.submitter) event.submitter.textContent = 'Envoi…';
    await flush();
    if (refused.has(body)) { forget(body); form.append(named('code', code)); form.submit(); return; }
    const isGone = !read().includes(body);
    // Leaving would lose what a telephone without storage holds.
    if (isGone && !(held && held.length)) { location.assign(noted.has(body) ? '/a?dit=' + (alerted ? 'distress' : encodeURIComponent(code)) : '/a'); return; }
    keep(body);
    if (isGone) mark(body, 'Envoyé\u00a0: c’est noté.');
    if (code === 'distress') return;
    const next = [...document.querySelectorAll('[data-personne]')].find((one) => !one.dataset.fait);
    const fold = next && next.closest('details');
    if (fold) { fold.open = true; fold.querySelector('summary').focus(); }
  });
  addEventListener('beforeunload', (event) => { if (held && held.length) event.preventDefault(); });
  const again = () => { if (document.visibilityState === 'visible' && read().some((body) => !refused.has(body) && !isOther(body))) flush(); };
  addEventListener('online', again);
  document.addEventListener('visibilitychange', again);
  setInterval(again, 15000);
  if (box) box.querySelector('[data-effacer]').addEventListener('click', () => { for (const body of [...refused]) forget(body); say(0); });
  read().forEach(keep);
  if (read().length > 0) flush().then((sent) => { if (sent > 0 && read().every(isOther) && document.activeElement === document.body) location.replace('/a'); });
})();
`;
