import { asset } from '../../../web/style/assets.ts';

/**
 * A town's week takes some seconds to solve while the page waits: the button says so, and pressed again it asks nothing twice.
 * Without this script the browser's own sign turns, and what is asked twice gives the same plan.
 */
const WAITS = `
(() => {
  for (const form of document.querySelectorAll('form.waits')) {
    const button = form.querySelector('button[type=submit]');
    const said = form.querySelector('[role=status]');
    if (!button || !said) continue;
    let isSent = false;
    const tell = (sent) => {
      isSent = sent;
      button.setAttribute('aria-disabled', String(sent));
      said.textContent = sent ? said.dataset.words : '';
    };
    form.addEventListener('submit', (event) => {
      if (isSent) event.preventDefault();
      else tell(true);
    });
    // Come back to by the browser's arrow, the page stands as it was left.
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) tell(false);
    });
  }
})();
`;
export const WAITS_SCRIPT = asset('attente', 'js', WAITS);
