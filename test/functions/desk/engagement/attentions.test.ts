import { describe, expect, it } from 'vitest';
import { auditKind } from '../../../../shared/audit/audit.ts';
import { ensureSignalsLook, lookAtSignals } from '../../../../shared/engagement/signals/look-at-signals.ts';
import {
  noticedKind,
  signalsLookKey,
  signalsLookKind,
} from '../../../../shared/engagement/signals/noticed.ts';
import { attentionKind } from '../../../../shared/engagement/steps/attention.ts';
import { missionIdSchema } from '../../../../shared/ids/ids.ts';
import { removedBy } from '../../../../shared/matching/rules.ts';
import { emptyLoad, type Load } from '../../../../shared/offers/load.ts';
import { loadKind } from '../../../../shared/offers/store.ts';
import { readWeek } from '../../../../shared/plans/solve/read-week.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { FIRST_PROGRAMMES } from '../../../../shared/town/programme.ts';
import { reportKind, reportSchema } from '../../../../shared/visits/report.ts';
import { checkInsKind, noCheckIns } from '../../../../shared/volunteers/check-ins/check-in.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { aMission, aTown, JEANNE, TUESDAY_NOON as NOW, PAUL } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { aReadyVolunteer, surroundings } from '../../../support/chain.ts';
import { testDesk } from '../../../support/desk.ts';
import { openLinksTown } from '../../../support/links.ts';

const TODAY = dayOf(NOW);
const at = (days: number) => instantOf(addDays(TODAY, -days), civilTime('10:00'));
const DAYS = [2, 4, 9, 11, 16, 18, 23, 25];
const missionOf = (days: number) => missionIdSchema.parse(`mis_${String(days).padStart(26, '0')}`);

/** Paul did eight missions in four weeks, two a week as he said; seen from the desk and from his own link. */
const town = async () => {
  const table = memoryTable();
  const paul = aReadyVolunteer(1, {
    id: PAUL,
    firstName: 'Paul',
    lastName: 'Renard',
    phone: '+33639980001' as ReturnType<typeof aReadyVolunteer>['phone'],
    restDays: 0,
    activeSince: at(300),
    lastThanksAt: at(5),
  });
  const links = await openLinksTown([paul], { over: table });
  const desk = await testDesk({ table, town: 'none' });
  const load: Load = {
    ...emptyLoad(PAUL),
    entries: DAYS.map((days) => ({
      missionId: missionOf(days),
      day: addDays(TODAY, -days),
      startsAt: at(days),
      minutes: 60,
      state: 'done',
    })),
  };
  await table.commit([
    put(loadKind, load, 'absent'),
    ...DAYS.map((days) =>
      put(
        reportKind,
        reportSchema.parse({
          missionId: missionOf(days),
          seniorId: JEANNE,
          volunteerId: PAUL,
          town: 'besancon',
          at: at(days),
          outcome: 'done',
          me: 'fine',
          words: '',
          thanks: '',
        }),
        'absent',
      ),
    ),
  ]);
  const space = links.browser();
  await space.go(`/e/${await links.spaceLink(PAUL)}`);
  /** The agenda's look, the night before this moment. */
  const look = async (now = NOW) => {
    const world = surroundings(table, () => now);
    await ensureSignalsLook(world, now);
    const stored = await table.get(signalsLookKind, signalsLookKey('besancon'));
    if (stored) await table.commit([replace(signalsLookKind, stored, { ...stored.value, lookAt: now })]);
    await lookAtSignals(world, 'besancon', now);
  };
  await look();
  return { table, desk, links, space, paul: () => links.volunteer(PAUL), load, look };
};
const LIST = '/engagement/attentions';
const ONE = `${LIST}/${PAUL}`;
const plain = (html: string) =>
  html
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ');
const FACT = '8 missions en quatre semaines (du 27 octobre 2026 au 23 novembre 2026), soit 8 h';

describe('a tired volunteer, from the signal to a lighter month', () => {
  it('is read by the coordinator and by the volunteer in the same words; agreed, it bounds the next match', async () => {
    const { desk, space, paul, table, load } = await town();
    const coordinator = await desk.as('coordinator');
    const list = plain(await (await coordinator.get(LIST)).text());
    expect(list).toContain('Proposer un rythme allégé : Paul Renard');
    expect(list).toContain(FACT);
    await space.go('/espace/mon-rythme');
    expect(plain(space.page)).toContain(FACT);

    const form = await (await coordinator.get(ONE)).text();
    expect(form).toContain('value="2026-12-22"');
    const answered = await coordinator.post(ONE, {
      step: 'lighter',
      verdict: 'done',
      perWeek: '1',
      until: '2026-12-22',
      note: 'Appelé, il est d’accord.',
    });
    expect(answered.headers.get('location')).toBe(`${LIST}?dit=allege`);
    const eased = (await paul()).eased;
    expect(eased).toEqual({ cap: 1, since: TODAY, until: '2026-12-22' });

    const after = plain(await (await coordinator.get(LIST)).text());
    expect(after).toContain('Rien à proposer cette semaine.');
    expect(after).toContain('1 mission par semaine au plus, jusqu’au 22 décembre 2026');
    expect(after).toContain('Rythme allégé : fait, le 24 novembre 2026, Claire Vuillemin.');
    expect(after).toContain('Appelé, il est d’accord.');

    // The chain: a second mission of this week is refused, with the reason; the plan reads the same bound.
    const [programme] = FIRST_PROGRAMMES;
    if (!programme) throw new Error('no programme');
    const need = { mission: aMission(), programme, town: aTown() };
    const held = { ...load, entries: [{ ...load.entries[0], day: TODAY, startsAt: at(0) }] } as Load;
    const volunteer = await paul();
    expect(removedBy({ volunteer, load: held, offer: undefined }, need, NOW)?.sentence).toBe(
      'Semaine allégée jusqu’au 22 décembre 2026 : a déjà 1 mission cette semaine-là (1 au plus).',
    );
    const week = (day: number) => readWeek(table, aTown(), addDays(TODAY, day), NOW);
    expect((await week(0)).volunteers[0]?.volunteer.weeklyCap).toBe(1);
    expect((await week(35)).volunteers[0]?.volunteer.weeklyCap).toBe(2);

    // Theirs to end, from the same link.
    await space.go('/espace/mon-rythme');
    expect(plain(space.page)).toContain('1 mission par semaine au plus, jusqu’au 22 décembre 2026');
    await space.submit('/espace/mon-rythme/habituel');
    expect(space.text).toContain('vous reprenez votre rythme habituel');
    expect((await paul()).eased).toBeUndefined();
  });

  it('keeps what was typed when a lighter rhythm would not be one', async () => {
    const { desk, paul } = await town();
    const coordinator = await desk.as('coordinator');
    const fields = { step: 'lighter', verdict: 'done', note: 'Vu lundi.' };
    const refused = await coordinator.post(ONE, { ...fields, perWeek: '2', until: '2026-12-22' });
    expect(refused.status).toBe(422);
    const page = plain(await refused.text());
    expect(page).toContain('Choisissez un rythme plus léger');
    expect(page).toContain('Vu lundi.');
    const past = await coordinator.post(ONE, { ...fields, perWeek: '1', until: '2026-11-01' });
    expect(plain(await past.text())).toContain('Ce jour est passé');
    const far = await coordinator.post(ONE, { ...fields, perWeek: '1', until: '2027-11-01' });
    expect(plain(await far.text())).toContain('dans plus de quatre mois');
    expect((await paul()).eased).toBeUndefined();
  });

  it.each(['not-now', 'wrong'] as const)(
    'answered « %s », changes nothing of the volunteer and asks no more',
    async (verdict) => {
      const { desk, paul, table } = await town();
      const before = await paul();
      const coordinator = await desk.as('coordinator');
      await coordinator.post(ONE, { step: 'lighter', verdict, perWeek: '1', until: '2026-12-22' });
      expect(await paul()).toEqual(before);
      expect(plain(await (await coordinator.get(LIST)).text())).toContain('Rien à proposer');
      const again = await coordinator.post(ONE, {
        step: 'lighter',
        verdict: 'done',
        perWeek: '1',
        until: '2026-12-22',
      });
      expect(again.headers.get('location')).toBe(`${LIST}?dit=passe`);
      expect(await paul()).toEqual(before);
      const events = rowsOf(auditKind, table.dump()).map(({ value }) => value);
      const mine = events.filter(({ action }) => action === 'attention-answered');
      expect(mine.map(({ details }) => details)).toEqual([{ step: 'lighter', verdict }]);
    },
  );

  it('is told again once the quiet of an answer is over', async () => {
    const { desk, table, load, look } = await town();
    const coordinator = await desk.as('coordinator');
    await coordinator.post(ONE, { step: 'lighter', verdict: 'not-now' });
    const later = plus(NOW, { days: 14 });
    desk.moveTo(later);
    const [stored] = rowsOf(loadKind, table.dump());
    const moved = load.entries.map((one) => ({ ...one, day: addDays(one.day, 14) }));
    await table.commit([put(loadKind, { ...load, entries: moved }, stored?.version ?? 'absent')]);
    await look(later);
    // Whoever signed in two weeks ago signs in again.
    const again = await desk.as('coordinator');
    expect(plain(await (await again.get(LIST)).text())).toContain('Proposer un rythme allégé : Paul Renard');
  });

  it('is told as of the night’s look, which writes only what changed and forgets whoever rests', async () => {
    const { desk, table, look, links } = await town();
    const coordinator = await desk.as('coordinator');
    expect(plain(await (await coordinator.get(LIST)).text())).toContain(
      'Regardé le mardi 24 novembre à 12 h, pour 1 bénévole actif',
    );
    const noticed = () => rowsOf(noticedKind, table.dump());
    const before = noticed();
    expect(before.map(({ value }) => value.facts.map(({ kind }) => kind))).toEqual([['full-weeks']]);
    await look(plus(NOW, { minutes: 1 }));
    expect(noticed()).toEqual(before);
    const [paul] = rowsOf(volunteerKind, table.dump());
    if (!paul) throw new Error('Paul is there');
    await table.commit([replace(volunteerKind, paul, { ...paul.value, state: 'paused', pausedAt: NOW })]);
    // Until the next look nobody who rests is proposed for all that.
    const rested = plain(await (await coordinator.get(LIST)).text());
    expect(rested).not.toContain('Paul Renard');
    expect(rested).toContain('Rien à proposer cette semaine.');
    expect(rested).not.toContain('Une autre proposition attend');
    await look(plus(NOW, { days: 1 }));
    expect(noticed()).toEqual([]);
    expect((await links.volunteer(PAUL)).state).toBe('paused');
  });

  it('is nobody’s business but the coordination’s', async () => {
    const { desk } = await town();
    for (const role of ['reviewer', 'social-worker', 'librarian'] as const) {
      const other = await desk.as(role);
      expect([role, (await other.get(LIST)).status]).toEqual([role, 403]);
      const one = await other.post(ONE, { step: 'lighter', verdict: 'wrong' });
      expect([role, one.status]).toEqual([role, 403]);
    }
  });
});

describe('what a volunteer says of it in their own space', () => {
  it('corrects a sentence: it is no longer proposed, and the coordinator reads why', async () => {
    const { desk, space } = await town();
    await space.go('/espace/mon-rythme');
    await space.submit('/espace/mon-rythme/corriger', {
      kind: 'full-weeks',
      words: 'Deux appels de dix minutes.',
    });
    expect(space.text).toContain('la coordination lit ce que vous en dites');
    await space.go('/espace/mon-rythme');
    expect(plain(space.page)).toContain('Rien de particulier.');
    const list = plain(await (await (await desk.as('coordinator')).get(LIST)).text());
    expect(list).toContain('Rien à proposer cette semaine.');
    expect(list).toContain('« Deux appels de dix minutes. »');
    // A sentence that is not said of them cannot be corrected.
    await space.post('/espace/mon-rythme/corriger', { kind: 'no-thanks', words: 'x' });
    expect(plain(await (await (await desk.as('coordinator')).get(LIST)).text())).not.toContain('« x »');
  });

  it('lightens their own rhythm without asking anybody', async () => {
    const { space, paul } = await town();
    await space.go('/espace/mon-rythme');
    await space.submit('/espace/mon-rythme', { perWeek: 'fortnight', weeks: '4' });
    expect(space.text).toContain('votre rythme est allégé');
    expect((await paul()).eased).toEqual({ cap: 1, restDays: 13, since: TODAY, until: '2026-12-22' });
    await space.go('/espace/mon-rythme');
    expect(plain(space.page)).toContain(
      'Une mission toutes les deux semaines au plus, jusqu’au 22 décembre 2026',
    );
  });

  it('answers the three questions, sees the trend, and the coordinator never sees an answer', async () => {
    const { desk, space, table, look } = await town();
    // Whoever comes by the SMS that asked finds the questions first; whoever comes for something else does not.
    await space.go('/espace');
    expect(space.text).not.toContain('aucune réponse n’est attendue');
    await table.commit([
      put(checkInsKind, { ...noCheckIns(aReadyVolunteer(0)), volunteerId: PAUL, asked: [TODAY] }, 'any'),
    ]);
    await space.go('/espace');
    expect(space.text).toContain('aucune réponse n’est attendue');
    await space.go('/espace/comment-allez-vous');
    await space.submit('/espace/comment-allez-vous', { burnout: '4', supported: 'rather-not' });
    expect(space.text).not.toContain('aucune réponse n’est attendue');
    await look();
    expect(space.text).toContain('Vos réponses restent à vous.');
    expect(space.text).toContain('répondu ce trimestre');
    await space.go('/espace/comment-allez-vous');
    expect(plain(space.page)).toContain('4 sur 5');
    expect(plain(space.page)).toContain('plutôt non');

    const coordinator = await desk.as('coordinator');
    const list = plain(await (await coordinator.get(LIST)).text());
    expect(list).toContain('Appeler pour prendre des nouvelles : Paul Renard');
    expect(list).toContain('Point du trimestre, répondu le 24 novembre 2026 : à entourer.');
    for (const path of [LIST, ONE, `/benevoles/${PAUL}`, `/benevoles/${PAUL}/donnees.json`]) {
      const page = plain(await (await coordinator.get(path)).text());
      expect([path, /4 sur 5|plutôt non|"burnout"|rather-not/.test(page)]).toEqual([path, false]);
    }
    const events = rowsOf(auditKind, table.dump()).map(({ value }) => value);
    const answered = events.filter(({ action }) => action === 'check-in-answered');
    expect(answered.map(({ details }) => details)).toEqual([undefined]);
  });

  it('may leave each question alone, but not send an empty page', async () => {
    const { space, table } = await town();
    await space.go('/espace/comment-allez-vous');
    await space.submit('/espace/comment-allez-vous', { burnout: 'none', horizon: 'none' });
    expect(space.status).toBe(422);
    expect(space.text).toContain('Répondez à une question au moins.');
    await space.submit('/espace/comment-allez-vous', { scale0: '0', scale4: '1', scale5: '2' });
    const [stored] = rowsOf(checkInsKind, table.dump());
    expect(stored?.value.answers).toEqual([
      {
        on: TODAY,
        version: '2026-1',
        scale: { version: 'cbi-client-fr-1', answers: [0, null, null, null, 1, 2] },
      },
    ]);
    await space.go('/espace/comment-allez-vous');
    expect(plain(space.page)).toContain('75 sur 100');
  });

  it('takes all answers with them: in their file, then gone at once', async () => {
    const { desk, space, table, look } = await town();
    await space.go('/espace/comment-allez-vous');
    await space.submit('/espace/comment-allez-vous', { burnout: '5' });
    await look();
    await (await desk.as('coordinator')).post(ONE, { step: 'call', verdict: 'done', note: 'Vu.' });
    await space.go('/espace/donnees.json');
    const file = JSON.parse(space.page);
    expect(file.pointsTrimestriels).toEqual([{ on: TODAY, version: '2026-1', burnout: 5 }]);
    expect(file.phrasesLues.map(({ kind }: { kind: string }) => kind)).toEqual(['worn-out', 'full-weeks']);
    expect(file.attentions).toMatchObject([{ step: 'call', verdict: 'done', note: 'Vu.' }]);
    expect(rowsOf(attentionKind, table.dump())).toHaveLength(1);
    await space.go('/espace/comment-allez-vous/effacer');
    expect(space.text).toContain('Cela ne pourra pas être annulé.');
    await space.submit('/espace/comment-allez-vous/effacer');
    expect(space.text).toContain('Vos réponses sont effacées.');
    expect(JSON.stringify(rowsOf(checkInsKind, table.dump()))).not.toContain('burnout');
    expect(JSON.stringify(rowsOf(noticedKind, table.dump()))).not.toContain('worn-out');
    expect(plain(await (await (await desk.as('coordinator')).get(LIST)).text())).not.toContain(
      'répondu le 24',
    );
  });
});
