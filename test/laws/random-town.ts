import fc from 'fast-check';
import { tick } from '../../functions/agenda/handler.ts';
import { compose, type World } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { linksHost } from '../../functions/local/hosts/links-host.ts';
import { outboxHandler } from '../../functions/outbox/handler.ts';
import { csrfToken } from '../../functions/web/guard/csrf.ts';
import { auditKind, firstBrokenLink, SYSTEM } from '../../shared/audit/audit.ts';
import { consentKey, consentKind } from '../../shared/consents/consent.ts';
import { type SeniorId, seniorIdSchema, staffIdSchema, type VolunteerId } from '../../shared/ids/ids.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { WAVE_PARAMS } from '../../shared/matching/params.ts';
import { asksUntil, isNear, restsUntil } from '../../shared/matching/waves.ts';
import { measureText } from '../../shared/messages/gsm7.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { cancelMission } from '../../shared/missions/coordinate-mission.ts';
import { isHeld, isOpen, type Mission } from '../../shared/missions/mission.ts';
import { moveMission } from '../../shared/missions/move-mission.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { inWeekOf, MOST_SEARCHES, openSince } from '../../shared/offers/load.ts';
import { loadKind, offerKind } from '../../shared/offers/store.ts';
import { phoneSchema } from '../../shared/phone/phone.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { pauseService } from '../../shared/services/arrange/arrange-service.ts';
import { openService } from '../../shared/services/arrange/open-service.ts';
import { closeSenior } from '../../shared/situations/close-senior.ts';
import { type Kind, rowsOf } from '../../shared/table/kind.ts';
import { create, put } from '../../shared/table/write.ts';
import { mayDisturb } from '../../shared/time/calendar.ts';
import { addDays, civilDay, civilTime, dayOf } from '../../shared/time/civil.ts';
import { type Instant, plus } from '../../shared/time/instant.ts';
import { afterWaking } from '../../shared/time/waking.ts';
import { townKind } from '../../shared/town/settings.ts';
import { newVolunteerWrites } from '../../shared/volunteers/enrol.ts';
import { lookUpPhone } from '../../shared/volunteers/phone-lookup.ts';
import { pauseVolunteer, resumeVolunteer } from '../../shared/volunteers/rest/rest-volunteer.ts';
import { optOut } from '../../shared/volunteers/space/opt-out.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aConsent, aSenior, aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { aReadyVolunteer, volunteerNumber } from '../support/chain.ts';
import type { Store } from '../support/stores.ts';
import {
  doorFaults,
  isStandingAct,
  phoneFaults,
  type StandingAct,
  standingAct,
  standingActArb,
} from './random-standing.ts';

/** One thing that may happen in a town; numbers choose whom and what among what exists. */
export type Event = {
  readonly what:
    | 'time'
    | 'deliver'
    | 'accept'
    | 'decline'
    | 'hand-back'
    | 'report'
    | 'arrive'
    | 'pause'
    | 'resume'
    | 'opt-out'
    | 'cancel'
    | 'move'
    | 'pause-service'
    | 'close-senior'
    | 'withdraw'
    | 'confirm'
    | 'leave-place'
    | 'worry'
    | 'pause-by-link'
    | 'resume-by-link'
    | StandingAct;
  readonly a: number;
  readonly b: number;
};

/** Time and answers are frequent, ends are rare: towns live a while before somebody dies in them. */
export const eventArb: fc.Arbitrary<Event> = fc.record({
  what: fc.oneof(
    { weight: 10, arbitrary: fc.constant('time' as const) },
    { weight: 8, arbitrary: fc.constant('deliver' as const) },
    { weight: 6, arbitrary: fc.constant('accept' as const) },
    { weight: 3, arbitrary: fc.constant('decline' as const) },
    { weight: 2, arbitrary: fc.constantFrom('hand-back' as const, 'report' as const, 'arrive' as const) },
    { weight: 1, arbitrary: fc.constantFrom('pause' as const, 'resume' as const, 'opt-out' as const) },
    { weight: 1, arbitrary: fc.constantFrom('cancel' as const, 'move' as const, 'pause-service' as const) },
    { weight: 1, arbitrary: fc.constantFrom('close-senior' as const, 'withdraw' as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('pause-by-link' as const, 'resume-by-link' as const, 'confirm' as const),
    },
    { weight: 1, arbitrary: fc.constantFrom('leave-place' as const, 'worry' as const) },
    { weight: 5, arbitrary: standingActArb },
  ),
  a: fc.nat(1000),
  b: fc.nat(1000),
});

const SENIORS: readonly SeniorId[] = ['1', '2', '3'].map((letter) =>
  seniorIdSchema.parse(`sen_${letter.repeat(26)}`),
);
const VOLUNTEERS: readonly VolunteerId[] = Array.from({ length: 7 }, (_, i) => volunteerNumber(i));
/** Names that must never be read in an SMS. */
const NAMES = ['Zéphirine', 'Quincampoix', 'rue de Dole'];

type Sms = { readonly phone: string; readonly text: string; readonly at: Instant };

const ORIGIN = 'http://localhost:3001';
const SECRET = 's'.repeat(43);

/** A town with the real handlers and pages, whose every SMS is checked at the moment it leaves; `served` stands around each act. */
export const openRandomTown = async (
  { table, rows }: Store,
  served: (act: () => Promise<void>) => Promise<void> = (act) => act(),
) => {
  let now: Instant = TUESDAY_NOON;
  const sent: Sms[] = [];
  const faults: string[] = [];
  let waited = 0;
  const world: World = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: ORIGIN,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: SECRET,
    }),
    { table, clock: { now: () => now }, log: () => undefined },
  );
  await table.commit([put(townKind, aTown(), 'absent')]);
  for (const [i, id] of SENIORS.entries())
    await table.commit([
      put(
        seniorKind,
        aSenior({
          id,
          firstName: 'Zéphirine',
          lastName: 'Quincampoix',
          referentId: staffIdSchema.parse(`stf_${'7'.repeat(26)}`),
          ...(i === 2 ? { absences: [{ from: civilDay('2026-12-01'), to: civilDay('2026-12-04') }] } : {}),
        }),
        'absent',
      ),
      put(consentKind, aConsent({ seniorId: id }), 'absent'),
    ]);
  for (const [i] of VOLUNTEERS.entries()) {
    const volunteer = aReadyVolunteer(i, {
      availability: ['mon-am', 'tue-pm', 'wed-pm', 'thu-am', 'fri-pm'],
      weeklyCap: 1 + (i % 3),
      restDays: i % 2,
      remindTwoHoursBefore: i % 2 === 0,
      // The last two share a telephone.
      phone: phoneSchema.parse(`+33639980${String(100 + Math.min(i, VOLUNTEERS.length - 2))}`),
    });
    const known = await lookUpPhone(table, SECRET, volunteer.phone);
    const happening = { action: 'imported', actor: SYSTEM, at: now };
    await table.commit(newVolunteerWrites(SECRET, volunteer, happening, known));
  }
  for (const [i, id] of SENIORS.entries())
    await openService(
      world,
      id,
      {
        programme: 'FRIENDLY_VISIT',
        cadence: 'weekly',
        weekday: i + 2,
        time: civilTime(i === 2 ? '09:30' : '14:30'),
        durationMinutes: 60,
        wishes: '',
        startsOn: civilDay('2026-11-24'),
        volunteers: VOLUNTEERS.slice(i, i + 2),
      },
      SYSTEM,
      now,
    );

  const everything = async () => {
    const standing = await rows();
    const valuesOf = <T>(kind: Kind<T>): T[] => rowsOf(kind, standing).map(({ value }) => value);
    return {
      missions: valuesOf(missionKind),
      offers: valuesOf(offerKind),
      loads: valuesOf(loadKind),
      volunteers: valuesOf(volunteerKind),
      intents: valuesOf(intentKind),
      seniors: valuesOf(seniorKind),
      consents: valuesOf(consentKind),
      events: valuesOf(auditKind),
    };
  };
  type Standing = Awaited<ReturnType<typeof everything>>;
  /** As it stood when what happens now began: what is recorded meanwhile may cross a text on its way. */
  let standing = await everything();

  /** What the provider is handed; laws 4, 8 and the hours are held at this very moment. */
  const publish = async ({ phone, text }: { phone: string; text: string }) => {
    sent.push({ phone, text, at: now });
    const owners = standing.volunteers.filter((volunteer) => volunteer.phone === phone);
    faults.push(...phoneFaults(owners, text));
    const { parts, encoding } = measureText(text);
    if (parts !== 1 || encoding !== 'GSM-7') faults.push(`law 8: ${parts} parts, ${encoding}: ${text}`);
    for (const name of NAMES) if (text.includes(name)) faults.push(`law 8: a name in an SMS: ${text}`);
    if (/Oui ou non/.test(text) && owners.length > 0) {
      const quiet = { ...aTown().quietHours, zone: aTown().holidayZone };
      if (!mayDisturb(now, quiet)) faults.push(`law 9: an offer in the quiet hours: ${now}`);
    }
    return { outcome: 'accepted' as const, providerMessageId: `p-${sent.length}` };
  };
  const outbox = outboxHandler(world, { publish, wait: () => Promise.resolve() });
  /** The stream, as the table would feed it: every message that is due is pointed at. */
  const deliver = async (): Promise<void> => {
    for (const lane of ['outbox', 'outbox#urgent'] as const) {
      const due = await table.due(lane, now, 100);
      await outbox({
        Records: due.map(({ key, at }, i) => ({
          eventID: `${i}`,
          eventName: 'INSERT',
          dynamodb: {
            SequenceNumber: `${i}`,
            Keys: { pk: { S: key.pk }, sk: { S: key.sk } },
            NewImage: { kind: { S: 'message' }, dueAt: { S: at } },
          },
        })),
      } as never);
    }
  };

  const pick = <T>(from: readonly T[], n: number): T | undefined => from[n % Math.max(1, from.length)];
  const pages = linksHost(world);
  /** A button of the page behind the volunteer's link. */
  const tap = async (
    volunteerId: VolunteerId,
    mission: Mission,
    path: string,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<void> => {
    const { token, link } = mintLink(world.ids, {
      town: 'besancon',
      volunteerId,
      now,
      purpose: path === 'compte-rendu' ? 'report' : 'mission',
      mission,
      consent: 'FRIENDLY_VISIT',
    });
    await table.commit([create(linkKind, link)]);
    const answer = await pages.request(`${ORIGIN}/m/${path}`, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, _csrf: csrfToken(SECRET, token) }),
      headers: { cookie: `m=${token}`, origin: ORIGIN, 'sec-fetch-site': 'same-origin' },
    });
    if (answer.status >= 500) faults.push(`${path} answers ${answer.status}`);
  };
  const idOf = (offer: Standing['offers'][number]) =>
    `${offer.missionId}|${offer.volunteerId}|${offer.startsAt}`;
  const newOffersHoldCaps = ({ offers, loads, volunteers }: Standing): void => {
    const before = new Set(standing.offers.map(idOf));
    for (const offer of offers) {
      if (before.has(idOf(offer)) || offer.via === 'coordinator' || offer.state !== 'sent') continue;
      const load = loads.find((one) => one.volunteerId === offer.volunteerId);
      const volunteer = volunteers.find((one) => one.id === offer.volunteerId);
      if (!load || !volunteer) throw new Error('an offer to nobody');
      // As it stood when the offer left: what was taken after it, in the same moment, is the volunteer's own choice.
      const own = load.entries.findIndex(({ missionId }) => missionId === offer.missionId);
      const stood = own === -1 ? load : { ...load, entries: load.entries.slice(0, own + 1) };
      const week = inWeekOf(stood, offer.day);
      if (week > volunteer.weeklyCap)
        faults.push(`law 9: ${week} in the week for a cap of ${volunteer.weeklyCap}`);
      const then = standing.volunteers.find((one) => one.id === offer.volunteerId);
      if (then?.state !== 'active' && volunteer.state !== 'active')
        faults.push(`law 9: a new offer to somebody ${volunteer.state}`);
    }
  };
  /** Law 4, the senior's side: only what undoes a visit may be said once she, or her yes, is gone. */
  const newTextsAreAllowed = ({ intents }: Standing): void => {
    const left = new Set(standing.intents.filter(({ state }) => state !== 'pending').map(({ id }) => id));
    for (const { id, state, message, subject } of intents) {
      if (left.has(id) || (state !== 'sent' && state !== 'delivered')) continue;
      const mission = standing.missions.find((one) => one.id === subject);
      const senior = standing.seniors.find((one) => one.id === mission?.seniorId);
      const consent = standing.consents.find((one) => one.seniorId === mission?.seniorId);
      if (!senior || !/^(offer|accepted|reminder|mission-moved)/.test(message.kind)) continue;
      if (senior.state !== 'active') faults.push(`law 4: ${message.kind} about somebody ${senior.state}`);
      if (consent?.state !== 'given')
        faults.push(`law 4: ${message.kind} after the yes was ${consent?.state}`);
    }
  };

  /** One question at a time: two are open together only where one of them was near, urgent or the plan's choice. */
  const questionsAreOne = ({ loads, missions }: Standing): void => {
    const isPressing = (id: Mission['id']): boolean => {
      const mission = missions.find((one) => one.id === id);
      const before = standing.missions.find((one) => one.id === id);
      return [mission, before].some((one) => one === undefined || isNear(one, WAVE_PARAMS, now));
    };
    const isNew = (volunteerId: VolunteerId, id: Mission['id']): boolean =>
      !standing.loads
        .find((one) => one.volunteerId === volunteerId)
        ?.entries.some(
          ({ missionId, state, askedAt }) => missionId === id && state === 'offered' && askedAt === now,
        );
    for (const { volunteerId, entries } of loads) {
      const open = entries.filter(({ state }) => state === 'offered');
      // A visit moved away later, at the same hour of the clock, was pressing when it was asked.
      const fresh = open.filter(
        ({ askedAt, missionId }) =>
          askedAt === now && isNew(volunteerId, missionId) && !isPressing(missionId),
      );
      for (const { missionId } of fresh) {
        const until = open
          .filter((one) => one.missionId !== missionId && !(one.askedAt === now && isPressing(one.missionId)))
          .map((one) => asksUntil(one.askedAt, WAVE_PARAMS, afterWaking));
        if (until.some((at) => at !== undefined && at > now))
          faults.push(`two questions at a time: ${missionId} to ${volunteerId}`);
      }
    }
  };
  /**
   * Whoever a search waits for still has a question to answer, and remembers the search; past the hours that are theirs for
   * it, they rest after a silence, and that same answer would end the rest. Held once the agenda has passed.
   */
  const waitingInVain = ({ loads, missions }: Standing): readonly Mission['id'][] =>
    missions.flatMap(({ id, state, search }) =>
      (isOpen(state) ? (search?.waitsFor ?? []) : []).flatMap((volunteerId) => {
        const load = loads.find((one) => one.volunteerId === volunteerId);
        waited += 1;
        const waiting = load?.awaitedBy?.find(({ missionId }) => missionId === id);
        const open = load && openSince(load);
        if (!waiting || !open || (waiting.askedAt && open < waiting.askedAt)) return [id];
        const spared = [
          asksUntil(open, WAVE_PARAMS, afterWaking),
          restsUntil(load.memory?.silence, WAVE_PARAMS),
        ];
        return spared.some((until) => until !== undefined && until > now) ? [] : [id];
      }),
    );
  /** Of several searches that waited for one answer, each minute wakes one. */
  const waitsEnd = async (after: Standing): Promise<Standing> => {
    let last = after;
    for (let minute = 0; minute < MOST_SEARCHES && waitingInVain(last).length > 0; minute += 1) {
      await tick(world);
      last = await everything();
    }
    for (const id of waitingInVain(last)) faults.push(`${id} waits for an answer already given`);
    return last;
  };

  const act = async ({ what, a, b }: Event): Promise<void> => {
    const { missions, offers } = standing;
    const offered = pick(offers, a);
    const mission = pick(missions, a);
    const its = missions.find((one) => one.id === offered?.missionId);
    const held = pick(
      missions.filter((one) => isHeld(one.state)),
      a,
    );
    const volunteer = pick(VOLUNTEERS, b);
    if (isStandingAct(what)) {
      await standingAct(world, what, { a, b, volunteer, senior: pick(SENIORS, a + b), mission }, now);
      return;
    }
    const actor = (id: string) => ({ kind: 'volunteer' as const, id });
    switch (what) {
      case 'time':
        await tick(world);
        // Law 12: the same tick again does nothing that the first did not.
        await tick(world);
        break;
      case 'deliver':
        await deliver();
        break;
      case 'accept':
        if (offered && its) await tap(offered.volunteerId, its, 'accepter');
        break;
      case 'decline':
        if (offered && its) await tap(offered.volunteerId, its, 'refuser', { reason: 'busy' });
        break;
      case 'hand-back':
        if (held?.holder) await tap(held.holder.volunteerId, held, 'rendre');
        break;
      case 'arrive':
        if (held?.holder) await tap(held.holder.volunteerId, held, 'arrivee');
        break;
      case 'report':
        if (held?.holder)
          await tap(held.holder.volunteerId, held, 'compte-rendu', { outcome: b % 2 ? 'done' : 'not-home' });
        break;
      case 'pause':
        if (volunteer)
          await pauseVolunteer(
            world,
            volunteer,
            b % 2 ? addDays(dayOf(now), 7) : undefined,
            actor(volunteer),
            now,
          );
        break;
      case 'resume':
        if (volunteer) await resumeVolunteer(world, volunteer, actor(volunteer), now);
        break;
      case 'opt-out':
        if (volunteer) await optOut(world, volunteer, actor(volunteer), now);
        break;
      case 'confirm':
        if (held?.holder) await tap(held.holder.volunteerId, held, 'confirmer');
        break;
      case 'leave-place':
        if (held?.holder) await tap(held.holder.volunteerId, held, 'sortie');
        break;
      case 'worry':
        if (held?.holder)
          await tap(held.holder.volunteerId, held, 'inquietude', { words: 'Le frigo est vide.' });
        break;
      case 'pause-by-link':
        if (offered && its) await tap(offered.volunteerId, its, 'pause', { length: b % 2 ? '7' : 'open' });
        break;
      case 'resume-by-link':
        if (offered && its) await tap(offered.volunteerId, its, 'reprendre');
        break;
      case 'cancel':
        if (mission) await cancelMission(world, mission.id, 'coordinator', SYSTEM, now);
        break;
      case 'move':
        if (mission)
          await moveMission(
            world,
            mission.id,
            { day: addDays(dayOf(now), 1 + (b % 6)), time: civilTime('14:30') },
            SYSTEM,
            now,
          );
        break;
      case 'pause-service': {
        const service = missions.find((one) => one.serviceId)?.serviceId;
        if (service) await pauseService(world, service, addDays(dayOf(now), 8), SYSTEM, now);
        break;
      }
      case 'close-senior': {
        const id = pick(SENIORS, b);
        if (id && a % 4 === 0) await closeSenior(world, id, 'moved', SYSTEM, now);
        break;
      }
      case 'withdraw': {
        const id = pick(SENIORS, b);
        const consent = id && (await table.get(consentKind, consentKey(id, 'FRIENDLY_VISIT')));
        if (consent && a % 3 === 0)
          await table.commit([
            put(consentKind, { ...consent.value, state: 'withdrawn' as const }, consent.version),
          ]);
        break;
      }
    }
  };

  /** What happens at one moment: one event, or several that meet. Then everything that must hold is looked at. */
  const run = async (events: readonly Event[]): Promise<void> => {
    for (const { what, b } of events)
      if (what === 'time') now = plus(now, { minutes: [5, 60, 240, 1440, 4000][b % 5] ?? 5 });
    await Promise.all(events.map((event) => served(() => act(event))));
    let after = await everything();
    // A visit that a person puts into a full week is that person's choice.
    if (!events.some(({ what }) => what === 'move')) newOffersHoldCaps(after);
    newTextsAreAllowed(after);
    faults.push(...doorFaults(after.missions, after.seniors, after.volunteers, now));
    // Whom a person chooses by hand is asked although another question waits.
    if (!events.some(({ what }) => what === 'offer-by-hand')) questionsAreOne(after);
    if (events.every(({ what }) => what === 'time')) after = await waitsEnd(after);
    standing = after;
    check();
  };

  /** What must hold between any two moments. */
  const check = (): void => {
    const { missions, offers, loads, events, intents } = standing;
    for (const mission of missions) {
      const accepted = offers.filter((one) => one.missionId === mission.id && one.state === 'accepted');
      if (accepted.length > 1) faults.push(`law 1: ${accepted.length} accepted offers of one mission`);
      if (isHeld(mission.state) && !mission.holder) faults.push('law 1: held by nobody');
      if (isHeld(mission.state) && mission.holder) {
        const load = loads.find((one) => one.volunteerId === mission.holder?.volunteerId);
        const entry = load?.entries.find((one) => one.missionId === mission.id);
        // Kept four weeks: an old mission whose report never came is no longer carried.
        if (entry?.state !== 'held' && mission.startsAt > plus(now, { days: -27 }))
          faults.push(`law 1: held, but not in the load of its holder (${entry?.state})`);
      }
    }
    for (const mission of missions) {
      const story = events.filter(({ pk }) => pk === mission.id).sort((one, other) => one.seq - other.seq);
      if (firstBrokenLink(story) !== undefined) faults.push('the audit chain is broken');
    }
    const asked = intents.flatMap((value) =>
      value.message.kind === 'offer' && value.tries + value.claims > 0 && value.state !== 'cancelled'
        ? [`${value.recipient} for ${value.subject} at ${value.message.startsAt}`]
        : [],
    );
    const twice = asked.find((text, i) => asked.indexOf(text) !== i);
    if (twice) faults.push(`asked twice: ${twice}`);
  };

  return { sent, faults, run, waited: () => waited };
};
