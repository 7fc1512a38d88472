import { describe, expect, it } from 'vitest';
import { consentKind } from '../../../../shared/consents/consent.ts';
import { latelyKind, latelyOf } from '../../../../shared/engagement/signals/lately.ts';
import { lookAtLately } from '../../../../shared/engagement/signals/look-at-lately.ts';
import { summerCallerKind } from '../../../../shared/heat/batches/summer-caller.ts';
import { deliveryRoundIdSchema, missionIdSchema, serviceIdSchema } from '../../../../shared/ids/ids.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { emptyLoad } from '../../../../shared/offers/load.ts';
import { loadKind } from '../../../../shared/offers/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { type Service, serviceSchema } from '../../../../shared/services/service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../../../shared/time/civil.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import {
  aConsent,
  aMission,
  aSenior,
  aTown,
  JEANNE,
  TUESDAY_NOON as NOW,
  PAUL,
} from '../../../builders/chain.ts';
import { aService } from '../../../builders/situations.ts';
import { missionNumber, seniorNumber } from '../../../builders/weeks.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { aReadyVolunteer, volunteerNumber } from '../../../support/chain.ts';
import { testDesk } from '../../../support/desk.ts';
import { countingTable, firstNight } from '../../../support/night.ts';

const TODAY = dayOf(NOW);
const RELAY = '/engagement/relais';
const SERVICE = serviceIdSchema.parse(`ser_${'S'.repeat(26)}`);
const ANNE = volunteerNumber(2);
const plain = (html: string) =>
  html
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ');

/** Jeanne, visited by Paul on Wednesdays since summer; Anne could be her second. */
const town = async (
  more: {
    readonly service?: Partial<Service>;
    readonly paul?: Partial<Volunteer>;
    readonly anne?: Partial<Volunteer>;
  } = {},
) => {
  const table = memoryTable();
  const desk = await testDesk({ table });
  const service = aService({
    id: SERVICE,
    planAt: undefined,
    startsOn: addDays(TODAY, -150),
    createdAt: instantOf(addDays(TODAY, -150), civilTime('10:00')),
    pairings: [
      {
        volunteerId: PAUL,
        state: 'active',
        role: 'primary',
        since: instantOf(addDays(TODAY, -147), civilTime('10:00')),
      },
    ],
    ...more.service,
  });
  await table.commit([
    put(seniorKind, aSenior(), 'absent'),
    put(consentKind, aConsent(), 'absent'),
    put(serviceKind, service, 'absent'),
    put(volunteerKind, aReadyVolunteer(1, { id: PAUL, firstName: 'Paul', ...more.paul }), 'absent'),
    put(volunteerKind, aReadyVolunteer(2, { firstName: 'Anne', lastName: 'Petit', ...more.anne }), 'absent'),
  ]);
  const coordinator = await desk.as('coordinator');
  const read = async (path: string) => {
    const answer = await coordinator.get(path);
    return { status: answer.status, text: plain(await answer.text()) };
  };
  return { table, desk, coordinator, read };
};

describe('the page of relays', () => {
  it('says who has one visitor alone, since when, when next, and who could be a second', async () => {
    const { read } = await town();
    const { text } = await read(RELAY);
    expect(text).toContain('1 personne sur 1 n’a qu’un seul lien, avec 1 bénévole');
    expect(text).toContain('Paul Renard Seul lien d’une personne.');
    expect(text).toContain('le 30 juin 2026');
    expect(text).toContain('mercredi 25 novembre à 14 h 30 selon le rythme, pas encore acceptée');
    expect(text).toContain('Anne Petit');
    expect(text).toContain('Libre le mercredi après-midi, 28 min par semaine sur 3 h libres.');
  });

  it('says why nobody could, and is empty once a second visitor is introduced', async () => {
    const alone = await town({ anne: { availability: ['mon-am'] } });
    expect((await alone.read(RELAY)).text).toContain(
      'Le seul autre bénévole n’est pas libre à ce moment de la semaine.',
    );
    const tie = { state: 'active', since: NOW } as const;
    const two = await town({
      service: {
        pairings: [
          { volunteerId: PAUL, role: 'primary', ...tie },
          { volunteerId: ANNE, role: 'backup', ...tie },
        ],
      },
    });
    expect((await two.read(RELAY)).text).toContain('Personne ne dépend d’un seul bénévole.');
  });

  it('knows of the missions done as of the night, and says when they were read', async () => {
    const { table, read } = await town();
    const visit = aMission({
      serviceId: SERVICE,
      day: addDays(TODAY, -6),
      startsAt: instantOf(addDays(TODAY, -6), civilTime('14:30')),
      state: 'done',
      holder: { volunteerId: ANNE, since: NOW, via: 'link', devices: [] },
    });
    await table.commit([put(missionKind, visit, 'absent')]);
    const before = await read(RELAY);
    expect(before.text).toContain('d’ici là, seuls les liens réguliers comptent');
    expect(before.text).toContain('1 personne sur 1 n’a qu’un seul lien');
    await firstNight(table, NOW);
    const { text } = await read(RELAY);
    expect(text).toContain('Missions faites relues le mardi 24 novembre à 12 h');
    expect(text).toContain('Personne ne dépend d’un seul bénévole.');
  });

  it('is the coordination’s alone', async () => {
    const { desk } = await town();
    for (const role of ['social-worker', 'reviewer', 'librarian', 'duty-officer'] as const)
      for (const path of [RELAY, `${RELAY}/ete`, `${RELAY}/si/${PAUL}`])
        expect((await (await desk.as(role)).get(path)).status).toBe(403);
  });
});

describe('what the night keeps of what each did', () => {
  const did = (n: number, days: number, more: Partial<Mission> = {}) =>
    aMission({
      id: missionNumber(n),
      day: addDays(TODAY, -days),
      startsAt: instantOf(addDays(TODAY, -days), civilTime('14:30')),
      state: 'done',
      holder: { volunteerId: PAUL, since: NOW, via: 'link', devices: [] },
      ...more,
    });

  it('is whom they met first when in ninety days, and each visit, a round of parcels being one', () => {
    const round = { programme: 'XMAS', round: { id: deliveryRoundIdSchema.parse(`rou_${'R'.repeat(26)}`) } };
    const told = latelyOf(
      { id: PAUL, town: 'besancon' },
      [
        did(1, 6),
        did(2, 20),
        did(3, 3, { act: 'call' }),
        did(4, 100),
        did(5, 9, { seniorId: seniorNumber(1), ...round }),
        did(6, 9, { seniorId: seniorNumber(2), ...round }),
        did(7, 2, { state: 'not-done' }),
      ],
      new Set(['XMAS']),
      TODAY,
    );
    expect(told?.met).toEqual([
      { seniorId: JEANNE, kind: 'visit', on: addDays(TODAY, -20) },
      { seniorId: JEANNE, kind: 'call', on: addDays(TODAY, -3) },
      { seniorId: seniorNumber(1), kind: 'visit', on: addDays(TODAY, -9) },
      { seniorId: seniorNumber(2), kind: 'visit', on: addDays(TODAY, -9) },
    ]);
    expect(told?.visits).toEqual([100, 20, 9, 6, 3].map((days) => addDays(TODAY, -days)));
  });

  it('is written once, again only when it changed, and forgotten with whoever left', async () => {
    const { table } = await town();
    const kept = () => rowsOf(latelyKind, table.dump());
    await table.commit([put(missionKind, did(1, 6), 'absent')]);
    await lookAtLately(table, aTown(), NOW);
    const first = kept();
    expect(first.map(({ value }) => value.volunteerId)).toEqual([PAUL]);
    await lookAtLately(table, aTown(), NOW);
    expect(kept()).toEqual(first);
    await table.commit([put(missionKind, did(2, 5), 'absent')]);
    await lookAtLately(table, aTown(), NOW);
    expect(kept().map(({ value }) => value.visits.length)).toEqual([2]);
    const paul = await table.get(volunteerKind, volunteerKey(PAUL));
    if (!paul) throw new Error('Paul is there');
    await table.commit([replace(volunteerKind, paul, { ...paul.value, state: 'left' as const })]);
    await lookAtLately(table, aTown(), NOW);
    expect(kept()).toEqual([]);
  });
});

describe('four hundred volunteers', () => {
  const [VOLUNTEERS, PEOPLE] = [400, 200];
  const crowd = async () => {
    const { table, asked } = countingTable(memoryTable());
    const desk = await testDesk({ table });
    const since = instantOf(addDays(TODAY, -150), civilTime('10:00'));
    for (let from = 0; from < VOLUNTEERS; from += 25) {
      const some = Array.from({ length: 25 }, (_, i) => from + i);
      await table.commit(
        some.flatMap((n) => [
          put(volunteerKind, aReadyVolunteer(n), 'absent'),
          put(loadKind, emptyLoad(volunteerNumber(n)), 'absent'),
        ]),
      );
    }
    for (let from = 0; from < PEOPLE; from += 25) {
      const some = Array.from({ length: 25 }, (_, i) => from + i);
      await table.commit(
        some.flatMap((n) => {
          const service = serviceSchema.parse({
            id: serviceIdSchema.parse(`ser_${String(n).padStart(26, '0')}`),
            town: 'besancon',
            seniorId: seniorNumber(n),
            programme: 'FRIENDLY_VISIT',
            state: 'open',
            cadence: 'weekly',
            weekday: 3,
            time: '14:30',
            durationMinutes: 60,
            wishes: '',
            startsOn: addDays(TODAY, -150),
            createdAt: since,
            pairings: [{ volunteerId: volunteerNumber(2 * n), state: 'active', role: 'primary', since }],
          });
          return [
            put(seniorKind, aSenior({ id: seniorNumber(n) }), 'absent'),
            put(consentKind, aConsent({ seniorId: seniorNumber(n) }), 'absent'),
            put(serviceKind, service, 'absent'),
          ];
        }),
      );
    }
    const coordinator = await desk.as('coordinator');
    const requests = async (path: string) => {
      const before = asked();
      expect([path, (await coordinator.get(path)).status]).toEqual([path, 200]);
      return asked() - before;
    };
    return { requests };
  };

  it('are looked at in twenty requests at most, not one each; a week already planned adds one a day', async () => {
    const { requests } = await crowd();
    const pages = [
      RELAY,
      `${RELAY}/ete`,
      `${RELAY}/presenter/ser_${'0'.repeat(26)}?avec=${volunteerNumber(1)}`,
      '/engagement/prevision',
    ];
    for (const path of pages) expect([path, (await requests(path)) <= 20]).toEqual([path, true]);
    const fortnight = `${RELAY}/si/${volunteerNumber(0)}?du=2026-11-25&au=2026-12-08`;
    expect(await requests(fortnight)).toBeLessThanOrEqual(20 + 14);
  });
});

describe('what if somebody stopped', () => {
  it('tells each visit of these days and who would go, and asks again for dates that cannot be', async () => {
    const { read } = await town();
    const { text } = await read(`${RELAY}/si/${PAUL}?du=2026-12-01&au=2026-12-13`);
    expect(text).toContain('2 visites : 2 à chercher.');
    expect(text).toContain('mercredi 2 décembre à 14 h 30');
    expect(text).toContain('À chercher : Anne Petit');
    const reversed = await read(`${RELAY}/si/${PAUL}?du=2026-12-13&au=2026-12-01`);
    expect(reversed.status).toBe(422);
    expect(reversed.text).toContain('Le dernier jour vient avant le premier.');
    expect((await read(`${RELAY}/si/${PAUL}?du=2026-12-24&au=2026-12-24`)).text).toContain(
      'Aucune visite prévue pendant ces jours.',
    );
  });
});

describe('the weeks of summer', () => {
  it('show a fortnight away as two people uncovered, and who calls on hot days', async () => {
    const { read, table } = await town({
      paul: { exceptions: [{ from: addDays(TODAY, 237), to: addDays(TODAY, 250), kind: 'away' }] },
      anne: { rangeMetres: 3_000, availability: [] },
    });
    await table.commit([
      put(
        summerCallerKind,
        {
          volunteerId: ANNE,
          town: 'besancon',
          isIn: true,
          beyondCaps: true,
          at: NOW,
          by: { kind: 'volunteer', id: ANNE },
        },
        'absent',
      ),
    ]);
    const { text } = await read(`${RELAY}/ete`);
    expect(text).toContain('18 semaines, du lundi 31 mai 2027 au dimanche 3 octobre 2027.');
    expect(text).toContain('2 semaines sur 18 à découvert, jusqu’à 1 personne');
    expect(text).toContain('19 au 25 juillet 1 0 0 0 1 1');
    expect(text).toContain('Personne d’autre ne remplit les conditions');
    expect(text).toContain('Paul Renard 1 personne');
    const winter = await read(`${RELAY}/ete?du=2026-12-03`);
    expect(winter.text).toContain('16 semaines, du lundi 30 novembre 2026');
    expect(winter.text).toContain('Les 16 semaines sont couvertes');
    expect(winter.text).toContain('1 bénévole qui visite quelqu’un n’a rien dit de ces semaines');
  });
});

describe('a second visitor, before she is needed', () => {
  const DAY = addDays(TODAY, 8);
  const VISIT = missionIdSchema.parse(`mis_${'Z'.repeat(26)}`);
  const PATH = `${RELAY}/presenter/${SERVICE}`;
  const planned = async () => {
    const opened = await town();
    const visit = aMission({
      id: VISIT,
      serviceId: SERVICE,
      day: DAY,
      startsAt: instantOf(DAY, civilTime('14:30')),
      state: 'filled',
      holder: { volunteerId: PAUL, since: NOW, via: 'link', devices: [] },
    });
    const near = aMission({
      serviceId: SERVICE,
      startsAt: instantOf(addDays(TODAY, 1), civilTime('14:30')),
      state: 'planned',
    });
    await opened.table.commit([put(missionKind, visit, 'absent'), put(missionKind, near, 'absent')]);
    return opened;
  };

  it('is chosen from the page, told by text, and shown as it goes', async () => {
    const { read, coordinator, table } = await planned();
    const form = await read(`${PATH}?avec=${ANNE}`);
    expect(form.text).toContain('Présenter Anne Petit à Jeanne Martin');
    expect(form.text).toContain('mercredi 2 décembre à 14 h 30 Paul Renard y va');
    expect(form.text).not.toContain('mercredi 25 novembre');
    const without = await coordinator.post(PATH, { volunteerId: ANNE, missionId: VISIT });
    expect(without.status).toBe(422);
    expect(await without.text()).toContain('Parlez-en d’abord avec les deux personnes');
    const done = await coordinator.post(PATH, { volunteerId: ANNE, missionId: VISIT, agreed: 'yes' });
    expect(done.headers.get('location')).toBe(`${RELAY}?dit=presentation`);
    const list = (await read(`${RELAY}?dit=presentation`)).text;
    expect(list).toContain('C’est noté : cette visite se fera à deux.');
    expect(list).toContain('présentation demandée Anne Petit , le mercredi 2 décembre , attend sa réponse');
    // Pressed again, and asked for another: nothing more is written.
    await coordinator.post(PATH, { volunteerId: ANNE, missionId: VISIT, agreed: 'yes' });
    expect(rowsOf(missionKind, table.dump())).toHaveLength(3);
  });

  it('is listed as ready once introduced', async () => {
    const tie = { since: NOW, introducedOn: TODAY } as const;
    const { read } = await town({
      service: {
        pairings: [
          { volunteerId: PAUL, state: 'active', role: 'primary', since: NOW },
          { volunteerId: ANNE, state: 'introduced', role: 'backup', ...tie },
        ],
      },
    });
    const { text } = await read(RELAY);
    expect(text).toContain('1 relais prêt');
    expect(text).toContain('Jeanne Martin Paul Renard Anne Petit présentée le 24 novembre 2026');
  });

  it('refuses with a sentence, and nobody but the coordination may plan it', async () => {
    const { coordinator, desk, table } = await planned();
    const away = aReadyVolunteer(4, { firstName: 'Luc', availability: ['mon-am'] });
    await table.commit([put(volunteerKind, away, 'absent')]);
    const fields = { volunteerId: away.id, missionId: VISIT, agreed: 'yes' };
    const refused = await coordinator.post(PATH, fields);
    expect(refused.status).toBe(409);
    expect(plain(await refused.text())).toContain('Pas libre le mercredi après-midi.');
    expect((await (await desk.as('social-worker')).post(PATH, fields)).status).toBe(403);
    expect((await coordinator.get(`${PATH}?avec=vol_nobody`)).status).toBe(404);
  });
});
