import { expect, it } from 'vitest';
import { MENU } from '../../../functions/desk/menu.ts';
import { alertReasonSchema } from '../../../shared/messages/message.ts';
import { writeText } from '../../../shared/messages/texts.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';

const town = {
  house: 'Maison des Seniors',
  contact: undefined,
  phone: phoneSchema.parse('+33353010000'),
  sectorName: () => 'Planoise',
};

it.each(alertReasonSchema.options)('the alert « %s » names a page as the menu does', (reason) => {
  const text = writeText({ kind: 'coordinator-alert', reason, count: 2 }, town, '');
  const page = /Voir la page (.+)\.$/.exec(text ?? '')?.[1];
  const entries = Object.values(MENU).flat();
  // Whoever is on duty has it in their menu too.
  expect(entries.find(({ label }) => label === page)?.action).toMatch(/^(day|heat)\.view$/);
});
