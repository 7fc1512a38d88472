import { beforeAll, describe, expect, test } from 'vitest';
import { demonstration, writeDemonstration } from '../../../../functions/local/demonstration/seed.ts';
import { type AuditEvent, auditKind, firstBrokenLink } from '../../../../shared/audit/audit.ts';
import { concernKind } from '../../../../shared/concerns/concern.ts';
import { consentKind, isConsentGiven } from '../../../../shared/consents/consent.ts';
import { attestationKind } from '../../../../shared/engagement/recognition/attestation/attestation.ts';
import { expenseKind } from '../../../../shared/engagement/recognition/expenses/expense.ts';
import { hourEntriesKind } from '../../../../shared/engagement/recognition/hours/entry.ts';
import { FLAG_REASONS, flagStateSchema, isOpenFlag, urgencySchema } from '../../../../shared/flags/flag.ts';
import { flagKind } from '../../../../shared/flags/store.ts';
import { callScheduleKind } from '../../../../shared/friendly/schedule.ts';
import { distanceMetres } from '../../../../shared/geo/point.ts';
import { whyNotAsked } from '../../../../shared/heat/batches/may-ask.ts';
import { summerCallerKind } from '../../../../shared/heat/batches/summer-caller.ts';
import { callRoundKind } from '../../../../shared/heat/calls/round.ts';
import { callTaskKind } from '../../../../shared/heat/calls/task.ts';
import { sha256 } from '../../../../shared/ids/digest.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import { isHeld, isOpen, isOver } from '../../../../shared/missions/mission.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { loadKind, offerKind } from '../../../../shared/offers/store.ts';
import { isFiction, phoneSchema } from '../../../../shared/phone/phone.ts';
import { mayVolunteersCall } from '../../../../shared/register/entry.ts';
import { entryKind } from '../../../../shared/register/store.ts';
import { healthWordsIn } from '../../../../shared/seniors/health-words.ts';
import { pictureKind } from '../../../../shared/seniors/picture/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { staffKind } from '../../../../shared/staff/staff.ts';
import type { Kind } from '../../../../shared/table/kind.ts';
import type { Write } from '../../../../shared/table/table.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import {
  addDays,
  civilDay,
  civilTime,
  daysBetween,
  instantOf,
  isoWeek,
} from '../../../../shared/time/civil.ts';
import { instant, minus, plus } from '../../../../shared/time/instant.ts';
import { townKind } from '../../../../shared/town/settings.ts';
import { reportKind } from '../../../../shared/visits/report.ts';
import { freedom } from '../../../../shared/volunteers/availability.ts';
import { gatheringKind } from '../../../../shared/volunteers/gatherings/gathering.ts';
import { missingRequirements } from '../../../../shared/volunteers/requirements.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { thankYouKind } from '../../../../shared/volunteers/thanks/thank-you.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { KINDS } from './kinds.ts';

const place = { townId: 'besancon', appSecret: 'a'.repeat(43), issuer: 'http://localhost:3003' };

type Put = Extract<Write, { op: 'put' }>;
/** A Thursday evening; and a public holiday, the day after a Sunday on which the clocks moved. */
const DAYS = [
  { name: 'a Thursday in November', now: instant('2026-11-19T17:45:00Z'), today: civilDay('2026-11-19') },
  {
    name: 'Easter Monday, the clocks just changed',
    now: instant('2027-03-29T07:00:00Z'),
    today: civilDay('2027-03-29'),
  },
];
let now = instant('2026-11-19T17:45:00Z');
let today = civilDay('2026-11-19');
let dawn = now;
let writes: readonly Write[] = [];
let puts: readonly Put[] = [];
const read = new Map<string, unknown[]>();
const all = <T>(kind: Kind<T>): T[] => {
  const known = read.get(kind.name);
  if (known) return known as T[];
  const values = puts
    .filter((write) => write.kind === kind.name)
    .map((write) => kind.schema.parse(write.data));
  read.set(kind.name, values);
  return values;
};
const one = <T>(kind: Kind<T>): T => {
  const [first] = all(kind);
  if (first === undefined) throw new Error(`no ${kind.name}`);
  return first;
};

describe.each(DAYS)('on $name', (day) => {
  beforeAll(() => {
    ({ now, today } = day);
    dawn = instantOf(today, civilTime('00:00'));
    writes = demonstration(place, now);
    puts = writes.filter((write): write is Put => write.op === 'put');
    read.clear();
  });

  describe('the demonstration town', () => {
    test.runIf(day === DAYS[0])(
      'is the same on every run of one day, at any hour, and another town the next day',
      () => {
        const hash = (at: typeof now) => sha256(JSON.stringify(demonstration(place, at)));
        const here = sha256(JSON.stringify(writes));
        expect(hash(plus(dawn, { hours: 3 }))).toBe(here);
        expect(hash(plus(now, { days: 1 }))).not.toBe(here);
      },
    );

    test('has the size it promises', () => {
      expect(all(seniorKind)).toHaveLength(250);
      // Forty of today, and sixteen who left before.
      expect(all(volunteerKind)).toHaveLength(56);
      expect(all(staffKind).length).toBeGreaterThanOrEqual(6);
      expect(all(entryKind).filter(({ state }) => state === 'confirmed').length).toBeGreaterThanOrEqual(130);
      expect(new Set(all(entryKind).map(({ state }) => state)).size).toBeGreaterThanOrEqual(4);
      expect(one(townKind)).toMatchObject({ name: 'Besançon', communeCode: '25056' });
      const past = all(missionKind).filter((mission) => mission.day < today);
      expect(past.length).toBeGreaterThan(180);
      expect(Math.min(...past.map((mission) => daysBetween(mission.day, today)))).toBeLessThan(5);
      expect(Math.max(...past.map((mission) => daysBetween(mission.day, today)))).toBeGreaterThan(80);
      expect(all(reportKind).length).toBeGreaterThan(150);
    });

    test('ties each task to find somebody to its mission, so that whoever is found settles it', () => {
      const missions = new Map(all(missionKind).map((mission) => [mission.id as string, mission]));
      const seeking = all(taskKind).filter(
        ({ kind, state }) => state === 'open' && (kind === 'mission-uncovered' || kind === 'hand-back-late'),
      );
      // On the morning after a holiday nothing was given back the night before.
      if (day === DAYS[0]) expect(new Set(seeking.map(({ kind }) => kind))).toContain('hand-back-late');
      for (const { id, subjectId } of seeking) {
        const mission = missions.get(subjectId ?? '');
        expect(mission?.lookingTaskId, subjectId).toBe(id);
        expect(mission && isOpen(mission.state), subjectId).toBe(true);
      }
    });

    test('attests hours that came by themselves, and has expenses at each desk', () => {
      expect(all(attestationKind)[0]?.minutes).toBeGreaterThan(300);
      expect(all(hourEntriesKind)[0]?.entries.map(({ state }) => state)).toEqual(['waiting']);
      expect(
        all(expenseKind)
          .map(({ state }) => state)
          .sort(),
      ).toEqual(['paid', 'to-check', 'to-pay']);
    });

    test('thanks its volunteers: words at each stage, a training and a walk that people come to', () => {
      expect(
        all(thankYouKind)
          .map(({ state }) => state)
          .sort(),
      ).toEqual(['carried', 'kept', 'read']);
      expect(new Set(all(gatheringKind).map(({ type, state }) => `${type} ${state}`))).toEqual(
        new Set(['meeting held', 'training open', 'outing open']),
      );
      for (const { registrations, seats } of all(gatheringKind)) {
        const coming = registrations.filter(({ state }) => state === 'registered').length;
        expect(coming).toBeGreaterThan(0);
        expect(coming).toBeLessThanOrEqual(seats);
      }
    });

    test('holds only records that the product can read, each key once', () => {
      const byName = new Map(KINDS.map((kind) => [kind.name, kind]));
      for (const write of puts) {
        const kind = byName.get(write.kind);
        expect(kind, write.kind).toBeDefined();
        const parsed = kind?.schema.safeParse(JSON.parse(JSON.stringify(write.data)));
        expect(parsed?.success, `${write.kind} ${write.key.pk}: ${parsed?.error?.message}`).toBe(true);
      }
      expect(new Set(writes.map((write) => `${write.key.pk}\n${write.key.sk}`)).size).toBe(writes.length);
    });

    test('calls friends: those who said yes, in lists of the last weeks that each owe nothing any more', () => {
      expect(one(callScheduleKind)).toMatchObject({ isOn: true, programme: 'FRIENDLY_CALL' });
      expect(all(callRoundKind).length).toBeGreaterThanOrEqual(8);
      const calls = all(callTaskKind);
      expect(calls.length).toBeGreaterThan(60);
      expect(calls.every(({ deadline, state }) => deadline === undefined && state !== 'open')).toBe(true);
      const agreed = new Set(
        all(consentKind).flatMap((consent) =>
          consent.purpose === 'FRIENDLY_CALL' && consent.state === 'given' ? [consent.seniorId] : [],
        ),
      );
      expect(calls.every(({ personId }) => agreed.has(personId as never))).toBe(true);
    });

    test('is written once into an empty store, and never over a town', async () => {
      const table = memoryTable();
      const world = { table, config: { ...place, oidc: { issuer: place.issuer } } };
      expect(await writeDemonstration(world, { now })).toMatchObject({ ok: true });
      const before = JSON.stringify(table.dump());
      expect(await writeDemonstration(world, { now })).toEqual({
        ok: false,
        refusal: { reason: 'not-empty' },
      });
      expect(JSON.stringify(table.dump())).toBe(before);
    });
  });

  describe('its past', () => {
    test('has an audit trail without a missing or altered link, ending where the next change will find it', () => {
      const trails = new Map<string, AuditEvent[]>();
      for (const event of all(auditKind)) trails.set(event.pk, [...(trails.get(event.pk) ?? []), event]);
      expect(trails.size).toBeGreaterThan(600);
      for (const [pk, events] of trails) {
        events.sort((a, b) => a.seq - b.seq);
        expect(firstBrokenLink(events), pk).toBeUndefined();
        const owner = puts.find((write) => write.key.pk === pk && write.auditHead !== '');
        expect(owner?.auditHead).toBe(events.at(-1)?.hash);
        expect(owner?.arrivesAs).toBeGreaterThanOrEqual(events.at(-1)?.seq ?? 0);
        const times = events.map((event) => event.at);
        expect(times, pk).toEqual([...times].sort());
      }
    });

    test('is over before the day begins', () => {
      for (const event of all(auditKind)) expect(event.at < dawn, `${event.action} ${event.at}`).toBe(true);
      for (const report of all(reportKind)) expect(report.at < dawn).toBe(true);
      for (const offer of all(offerKind)) expect(offer.sentAt < dawn).toBe(true);
    });

    test('shows every way a visit can end, moods, thanks, wishes, and concerns closed and open', () => {
      const reports = all(reportKind);
      expect(reports.some((report) => report.thanks !== '')).toBe(true);
      expect(reports.some((report) => report.wish !== undefined)).toBe(true);
      expect(new Set(reports.map((report) => report.me)).size).toBeGreaterThanOrEqual(4);
      const states = new Set(all(missionKind).map((mission) => mission.state));
      for (const state of ['done', 'not-done', 'unfilled', 'filled', 'planned'] as const)
        expect(states).toContain(state);
      const concerns = all(concernKind).map((concern) => concern.state);
      expect(concerns).toContain('closed');
      expect(concerns.some((state) => state !== 'closed')).toBe(true);
    });

    test('left a log of texts, most of them delivered, a few not, each failure with its task', () => {
      const texts = all(intentKind);
      expect(texts.filter((text) => text.state === 'delivered').length).toBeGreaterThan(50);
      const failed = texts.filter((text) => text.state === 'dead' || text.state === 'failed');
      expect(failed.length).toBeGreaterThan(0);
      for (const text of failed.filter((one) => one.humanKnows))
        expect(
          all(taskKind).some(
            (task) => task.volunteerId === text.recipient && task.subjectId === text.subject,
          ),
        ).toBe(true);
      for (const text of texts) expect(text.sealed).toBeUndefined();
    });
  });

  describe('what holds in it, as in any town', () => {
    const held = () => all(missionKind).filter((mission) => mission.holder !== undefined);
    const volunteer = (id: string) => {
      const found = all(volunteerKind).find((person) => person.id === id);
      if (!found) throw new Error(`nobody is ${id}`);
      return found;
    };

    test('no volunteer has more missions in a week than they said', () => {
      const weeks = new Map<string, number>();
      for (const mission of held()) {
        const week = `${mission.holder?.volunteerId} ${isoWeek(mission.day)}`;
        weeks.set(week, (weeks.get(week) ?? 0) + 1);
      }
      const caps = new Map(all(volunteerKind).map((person) => [person.id as string, person.weeklyCap]));
      for (const [week, count] of weeks)
        expect(count, week).toBeLessThanOrEqual(caps.get(week.slice(0, 30)) ?? 0);
    });

    test('nobody on pause, gone or not yet there is expected anywhere', () => {
      const people = new Map(all(volunteerKind).map((person) => [person.id as string, person]));
      for (const mission of held()) {
        const person = people.get(mission.holder?.volunteerId ?? '');
        expect(person?.activeSince !== undefined && person.activeSince <= (mission.holder?.since ?? '')).toBe(
          true,
        );
        if (!isOver(mission.state)) expect(person?.state).toBe('active');
      }
    });

    test('each holder is free then, near enough, rested, and has what the programme asks', () => {
      const town = one(townKind);
      const people = new Map(all(volunteerKind).map((person) => [person.id as string, person]));
      const days = new Map<string, string[]>();
      for (const mission of held()) {
        const person = people.get(mission.holder?.volunteerId ?? '');
        if (!person) throw new Error('a holder who does not exist');
        const then = { ...person, state: 'active' as const };
        expect(freedom(then, mission.day, mission.time).free, `${person.id} ${mission.day}`).toBe(true);
        const programme = town.programmes.find(({ code }) => code === mission.programme);
        if (!programme) throw new Error('a mission without a programme');
        expect(missingRequirements(person, programme, town, mission.day)).toEqual([]);
        if (programme.place === 'home' && person.address.point && mission.area)
          expect(distanceMetres(person.address.point, mission.area)).toBeLessThanOrEqual(person.rangeMetres);
        days.set(person.id, [...(days.get(person.id) ?? []), mission.day]);
      }
      for (const [id, taken] of days) {
        taken.sort();
        taken.slice(1).forEach((day, at) => {
          const apart = daysBetween(civilDay(taken[at] ?? day), civilDay(day));
          expect(apart, `${id} ${day}`).toBeGreaterThan(people.get(id)?.restDays ?? 0);
        });
      }
    });

    test('every holder said yes, and only one for each mission', () => {
      const accepted = new Map<string, string[]>();
      for (const offer of all(offerKind).filter(({ state }) => state === 'accepted'))
        accepted.set(offer.missionId, [...(accepted.get(offer.missionId) ?? []), offer.volunteerId]);
      for (const mission of held()) expect(accepted.get(mission.id)).toEqual([mission.holder?.volunteerId]);
      expect(accepted.size).toBe(held().length);
    });

    test('walks go two by two: never one person twice, and the next one still lacks somebody', () => {
      const byId = new Map(all(missionKind).map((mission) => [mission.id, mission]));
      const pairs = all(missionKind).flatMap((one) => {
        const other = one.twinId && byId.get(one.twinId);
        return other && one.id < other.id ? [[one, other] as const] : [];
      });
      expect(pairs.length).toBeGreaterThan(3);
      for (const [one, other] of pairs) {
        expect([other.twinId, other.startsAt, other.seniorId]).toEqual([one.id, one.startsAt, one.seniorId]);
        if (one.holder) expect(one.holder.volunteerId).not.toBe(other.holder?.volunteerId);
        const asked = all(offerKind).filter(
          ({ missionId }) => missionId === one.id || missionId === other.id,
        );
        expect(new Set(asked.map(({ volunteerId }) => volunteerId)).size).toBe(asked.length);
      }
      const [next] = pairs
        .filter(([{ startsAt }]) => startsAt > now)
        .sort(([a], [b]) => (a.startsAt < b.startsAt ? -1 : 1));
      expect(next?.map(({ state }) => isOpen(state)).includes(true)).toBe(true);
    });

    test('every open service rests on a consent to that very purpose, and every active file has a referent', () => {
      const town = one(townKind);
      const consents = all(consentKind);
      const seniors = new Map(all(seniorKind).map((senior) => [senior.id as string, senior]));
      for (const service of all(serviceKind)) {
        const purpose = town.programmes.find(({ code }) => code === service.programme)?.consent;
        const consent = consents.find((row) => row.seniorId === service.seniorId && row.purpose === purpose);
        expect(isConsentGiven(consent, now), service.id).toBe(true);
        expect(seniors.get(service.seniorId)?.state).toBe('active');
      }
      for (const senior of seniors.values())
        if (senior.state === 'active') expect(senior.referentId).toBeDefined();
      expect(new Set(consents.map(({ state }) => state))).toEqual(
        new Set(['asked', 'given', 'refused', 'withdrawn']),
      );
    });

    test('some volunteers call on hot days, enough of them even this week, and people of the register allow it', () => {
      const day = addDays(today, 2);
      const asked = all(summerCallerKind).filter((wish) => {
        const volunteer = all(volunteerKind).find(({ id }) => id === wish.volunteerId);
        const load = all(loadKind).find(({ volunteerId }) => volunteerId === wish.volunteerId);
        if (!volunteer || !load) return false;
        const opensAt = instantOf(day, civilTime('09:00'));
        return whyNotAsked({ volunteer, wish, load }, one(townKind), day, opensAt, now) === undefined;
      });
      expect(asked.length).toBeGreaterThanOrEqual(6);
      expect(all(entryKind).filter(mayVolunteersCall).length).toBeGreaterThan(30);
    });

    test('no number in it could ring', () => {
      const text = JSON.stringify(puts.map((write) => write.data));
      const international = text.match(/\+33\d{9}/g) ?? [];
      const national = (text.match(/"0\d{9}"/g) ?? []).map((quoted) => `+33${quoted.slice(2, -1)}`);
      expect(international.length).toBeGreaterThan(280);
      for (const number of [...international, ...national])
        expect(isFiction(phoneSchema.parse(number)), number).toBe(true);
      const mine = all(volunteerKind).map(({ phone }) => phone);
      expect(new Set(mine).size).toBe(mine.length);
    });

    test('no note, wish or word about anybody speaks of health', () => {
      for (const senior of all(seniorKind))
        for (const text of [senior.practicalNotes, senior.wishes, senior.gives])
          expect(healthWordsIn(text), text).toEqual([]);
    });

    test('flags stand at every stage and urgency, clocks running, one over its deadline with its task', () => {
      const flags = all(flagKind);
      expect(new Set(flags.map(({ state }) => state))).toEqual(new Set(flagStateSchema.options));
      expect(new Set(flags.map(({ urgency }) => urgency))).toEqual(new Set(urgencySchema.options));
      expect(flags.every((flag) => flag.reasons.every((reason) => FLAG_REASONS.includes(reason)))).toBe(true);
      const late = flags.filter((flag) => isOpenFlag(flag.state) && flag.overdueAt !== undefined);
      expect(late.length).toBeGreaterThan(0);
      expect(all(taskKind).some((task) => task.kind === 'flag-overdue' && task.state === 'open')).toBe(true);
      expect(flags.some((flag) => flag.sensitive !== undefined)).toBe(true);
    });

    test('people are who they could be: a landline volunteer, candidates waiting, pauses, departures, tongues', () => {
      const people = all(volunteerKind);
      expect(people.filter(({ channel }) => channel === 'voice')).toHaveLength(1);
      for (const state of ['candidate', 'interviewed', 'active', 'paused', 'left'] as const)
        expect(
          people.some((person) => person.state === state),
          state,
        ).toBe(true);
      const pair = people.find(({ partnerId }) => partnerId !== undefined);
      expect(volunteer(pair?.partnerId ?? '').partnerId).toBe(pair?.id);
      const seniors = all(seniorKind);
      expect(seniors.some(({ languages }) => !languages.includes('fr'))).toBe(true);
      expect(
        seniors.every(({ birthDay }) => birthDay === undefined || birthDay < addDays(today, -60 * 365)),
      ).toBe(true);
      const circles = all(pictureKind).flatMap((picture) => Object.values(picture.answers));
      expect(circles).toContain('not-wished');
    });
  });

  describe('from this morning on', () => {
    test('tomorrow is mostly covered; some missions of the week are not, and the search for them goes on', () => {
      const ahead = all(missionKind).filter(
        (mission) => mission.day > today && mission.day <= addDays(today, 7),
      );
      expect(ahead.filter((mission) => isHeld(mission.state)).length).toBeGreaterThan(ahead.length / 2);
      expect(ahead.filter((mission) => !isHeld(mission.state)).length).toBeGreaterThan(2);
      expect(
        all(missionKind).some((mission) => mission.day === addDays(today, 1) && isHeld(mission.state)),
      ).toBe(true);
    });

    test('everything unfinished has its next look, and nothing was due long ago', () => {
      for (const mission of all(missionKind)) {
        if (isOver(mission.state)) expect(mission.lookAt, mission.id).toBeUndefined();
        else
          expect(
            mission.lookAt !== undefined && mission.lookAt >= minus(dawn, { hours: 12 }),
            `${mission.id} ${mission.lookAt}`,
          ).toBe(true);
      }
      const due = puts.flatMap((write) =>
        write.attributes.dueAt === undefined ? [] : [String(write.attributes.dueAt)],
      );
      expect(due.filter((at) => at < minus(dawn, { hours: 12 }))).toEqual([]);
    });
  });
});
