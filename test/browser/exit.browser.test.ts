import { expect, it } from 'vitest';
import { talksKey, talksKind } from '../../shared/engagement/rests/talk.ts';
import { addDays, type CivilDay, civilTime, dayOf, instantOf } from '../../shared/time/civil.ts';
import { volunteerKey, volunteerKind } from '../../shared/volunteers/store.ts';
import { lookAt, useBrowser } from './support/browser.ts';
import { useTown } from './support/town.ts';

const { open } = useBrowser();
const here = useTown();
const { town, moveTo, smsOf, touchNewestLink, signIn } = here;

it('a silent volunteer says « une pause », later goodbye and why; the coordinator notes the exit talk', async () => {
  const [paul] = await here.volunteersAt(0, 1);
  if (!paul) throw new Error('nobody');
  const start = dayOf(town().clock.now());
  const at = (days: number) => instantOf(addDays(start, days), civilTime('10:05'));
  /** Day after day until he has that text: none leaves on a Sunday or a holiday, and a month has its own length. */
  const moveUntil = async (words: string, from: CivilDay): Promise<void> => {
    for (let n = 0; n < 5 && !smsOf(paul).at(-1)?.includes(words); n += 1)
      await moveTo(instantOf(addDays(from, n), civilTime('10:05')));
  };
  await moveTo(at(1));
  await here.visitAt(0);
  // The wave is over, nobody answered it; then three months.
  await moveTo(at(2));
  await moveUntil('Vous restez, une pause', addDays(start, 93));
  expect(smsOf(paul).at(-1)).toContain('Vous restez, une pause');

  const phone = await open({ on: 'phone' });
  const space = await touchNewestLink(phone, paul);
  await space.getByRole('heading', { name: 'Vous restez avec nous ?' }).waitFor();
  await lookAt(space, 'exit-question', ['phone', 'desk']);
  await space.getByRole('link', { name: 'Une pause…' }).click();
  await space.getByRole('button', { name: /Un mois/ }).click();
  await space.getByText('vous êtes en pause').waitFor();
  expect(await space.getByRole('heading', { name: 'Vous restez avec nous ?' }).count()).toBe(0);
  // The word that confirms the pause has left before what comes a month later is counted.
  await town().settle();
  const asked = smsOf(paul).length;

  const { table } = town().world;
  const until = (await table.get(volunteerKind, volunteerKey(paul.id)))?.value.pausedUntil;
  if (!until) throw new Error('no end of the pause');
  await moveUntil('votre pause est finie', addDays(until, 1));
  expect(smsOf(paul).slice(asked)).toEqual([expect.stringContaining('votre pause est finie')]);
  const back = await touchNewestLink(phone, paul);
  await back.getByRole('link', { name: 'Choisir un premier mois plus léger' }).click();
  await lookAt(back, 'exit-gentle', ['phone', 'desk']);
  await back.goto(`${town().addresses.links}/espace/partir`);
  await back.getByText('Dire pourquoi (facultatif)').click();
  await back.getByText('pas assez de soutien').click();
  await lookAt(back, 'exit-leave', ['phone', 'desk']);
  await back.getByRole('button', { name: 'Je quitte le réseau' }).click();
  await back.getByRole('heading', { name: /Merci pour tout/ }).waitFor();
  expect((await table.get(volunteerKind, volunteerKey(paul.id)))?.value.left?.reason).toBe('not-supported');

  const desk = await open({ on: 'desk' });
  await signIn(desk, 'coordinator');
  await desk.goto(`${town().addresses.desk}/taches`);
  const task = desk.getByRole('listitem').filter({ hasText: 'proposer un entretien de départ' });
  await task.getByRole('link', { name: 'Noter l’entretien' }).click();
  await desk.getByRole('heading', { name: /Entretien de départ : Paul Renard/ }).waitFor();
  await lookAt(desk, 'exit-talk', ['phone', 'desk']);
  await desk.getByRole('radio', { name: 'A eu lieu' }).check();
  await desk.getByRole('checkbox', { name: 'plus d’écoute de l’équipe' }).check();
  await desk.getByLabel(/En deux lignes/).fill('Aurait aimé un appel après chaque visite difficile.');
  await desk.getByRole('button', { name: 'Enregistrer' }).click();
  await desk.getByText('C’est noté.').waitFor();
  await lookAt(desk, 'exit-departures', ['desk', 'phone']);
  expect((await table.get(talksKind, talksKey(paul.id)))?.value.talks).toMatchObject([
    { outcome: 'held', wouldHaveStayed: ['support'] },
  ]);
  await desk.goto(`${town().addresses.desk}/taches`);
  expect(await desk.getByText('proposer un entretien de départ').count()).toBe(0);
});
