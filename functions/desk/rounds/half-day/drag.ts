import { asset } from '../../../web/style/assets.ts';

/**
 * A door dragged onto another line goes before it, onto the end of a list goes last: the same form as the buttons is sent, which do
 * all of it without this script.
 */
const DRAG = `
(() => {
  const form = document.querySelector('form.drop-door');
  if (!form) return;
  let held = null;
  const lists = [...document.querySelectorAll('[data-porteur]')];
  for (const line of document.querySelectorAll('li[data-mission]')) {
    line.draggable = true;
    line.addEventListener('dragstart', (event) => {
      held = line; line.classList.add('dragged');
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', line.dataset.mission);
    });
    line.addEventListener('dragend', () => {
      held = null; line.classList.remove('dragged');
      for (const one of document.querySelectorAll('.over')) one.classList.remove('over');
    });
  }
  for (const list of lists) {
    list.addEventListener('dragover', (event) => {
      if (!held) return;
      event.preventDefault();
      for (const one of document.querySelectorAll('.over')) one.classList.remove('over');
      const line = event.target.closest('li[data-mission]');
      if (line && line !== held) line.classList.add('over');
    });
    list.addEventListener('drop', (event) => {
      if (!held) return;
      event.preventDefault();
      const line = event.target.closest('li[data-mission]');
      const others = [...list.querySelectorAll('li[data-mission]')].filter((one) => one !== held);
      const at = line && line !== held ? others.indexOf(line) : others.length;
      form.elements.mission.value = held.dataset.mission;
      form.elements.vers.value = list.dataset.porteur;
      form.elements.rang.value = String(at);
      form.requestSubmit();
    });
  }
})();
`;
export const DRAG_SCRIPT = asset('tournees', 'js', DRAG);
