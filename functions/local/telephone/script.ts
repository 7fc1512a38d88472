/** Asks now and then whether anything is new, and shows the page again only then. Works without: « Actualiser ». */
export const SCRIPT = `'use strict';
const body = document.body;
const known = Number(body.dataset.version);
const wasMoving = body.dataset.moving === 'yes';
const end = document.querySelector('.tools');
if (end) end.scrollIntoView({ block: 'end' });
const ask = async () => {
  try {
    if (!document.hidden) {
      const answer = await fetch('/pulse.json', { cache: 'no-store' });
      const pulse = await answer.json();
      if (pulse.version !== known || pulse.moving || wasMoving) {
        location.reload();
        return;
      }
    }
  } catch {
    // the town is being restarted: ask again
  }
  setTimeout(ask, 2000);
};
setTimeout(ask, wasMoving ? 1200 : 2000);
`;
