import fc from 'fast-check';
import { tick } from '../../functions/agenda/handler.ts';
import { compose, type World } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { outboxHandler } from '../../functions/outbox/handler.ts';
import { AUDIT_PREFIX, auditKind, firstBrokenLink, SYSTEM } from '../../shared/audit/audit.ts';
import { consentKey, consentKind } from '../../shared/consents/consent.ts';
import { type SeniorId, seniorIdSchema, staffIdSchema, type VolunteerId } from '../../shared/ids/ids.ts';
import { measureText } from '../../shared/messages/gsm7.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { cancelMission, moveMission } from '../../shared/missions/coordinate-mission.ts';
import { isHeld, type Mission } from '../../shared/missions/mission.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { acceptOffer, declineOffer, handBackMission } from '../../shared/offers/answer-offer.ts';
import { inWeekOf } from '../../shared/offers/load.ts';
import { loadKind, offerKind } from '../../shared/offers/store.ts';
import { phoneSchema } from '../../shared/phone/phone.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { openService, pauseService } from '../../shared/services/arrange-service.ts';
import { closeSenior } from '../../shared/situations/close-senior.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import { put } from '../../shared/table/write.ts';
import { mayDisturb } from '../../shared/time/calendar.ts';
import { addDays, civilDay, civilTime, dayOf } from '../../shared/time/civil.ts';
import { type Instant, plus } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { fileReport, visitAct } from '../../shared/visits/hold-visit.ts';
import { pauseVolunteer, resumeVolunteer } from '../../shared/volunteers/rest/rest-volunteer.ts';
import { optOut } from '../../shared/volunteers/space/opt-out.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aConsent, aSenior, aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { aReadyVolunteer, volunteerNumber } from '../support/chain.ts';

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
    | 'withdraw';
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

/** A town over the double, with the real handlers, whose every SMS is checked at the moment it leaves. */
export const openRandomTown = async () => {
  const table = memoryTable();
  let now: Instant = TUESDAY_NOON;
  const sent: Sms[] = [];
  const faults: string[] = [];
  const world: World = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: 'http://localhost:3001',
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
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
  for (const [i] of VOLUNTEERS.entries())
    await table.commit([
      put(
        volunteerKind,
        aReadyVolunteer(i, {
          availability: ['mon-am', 'tue-pm', 'wed-pm', 'thu-am', 'fri-pm'],
          weeklyCap: 1 + (i % 3),
          restDays: i % 2,
          remindTwoHoursBefore: i % 2 === 0,
          phone: phoneSchema.parse(`+33639980${String(100 + i)}`),
        }),
        'absent',
      ),
    ]);
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
    const rows = table.dump().map(({ attributes: _, ...row }) => row);
    return {
      missions: rowsOf(missionKind, rows).map((stored) => stored.value),
      offers: rowsOf(offerKind, rows).map((stored) => stored.value),
      loads: rowsOf(loadKind, rows).map((stored) => stored.value),
      volunteers: rowsOf(volunteerKind, rows).map((stored) => stored.value),
      seniors: rowsOf(seniorKind, rows).map((stored) => stored.value),
    };
  };

  /** What the provider is handed; laws 4, 8 and the hours are held at this very moment. */
  const publish = async ({ phone, text }: { phone: string; text: string }) => {
    sent.push({ phone, text, at: now });
    const { volunteers } = await everything();
    const who = volunteers.find((volunteer) => volunteer.phone === phone);
    if (who?.optedOutAt) faults.push(`law 4: SMS to somebody who opted out: ${text}`);
    if (who?.state === 'left') faults.push(`law 4: SMS to somebody who left: ${text}`);
    const { parts, encoding } = measureText(text);
    if (parts !== 1 || encoding !== 'GSM-7') faults.push(`law 8: ${parts} parts, ${encoding}: ${text}`);
    for (const name of NAMES) if (text.includes(name)) faults.push(`law 8: a name in an SMS: ${text}`);
    if (/Oui ou non/.test(text) && who) {
      if (who.state !== 'active') faults.push(`law 9: an offer to somebody ${who.state}`);
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
  const subject = (mission: Mission, volunteerId: VolunteerId) => ({
    missionId: mission.id,
    volunteerId,
    seniorId: mission.seniorId,
    consent: 'FRIENDLY_VISIT' as const,
  });
  const newOffersHoldCaps = async (before: ReadonlySet<string>): Promise<void> => {
    const { offers, loads, volunteers } = await everything();
    for (const offer of offers) {
      const key = `${offer.missionId}|${offer.volunteerId}|${offer.startsAt}`;
      if (before.has(key) || offer.via === 'coordinator' || offer.state !== 'sent') continue;
      const load = loads.find((one) => one.volunteerId === offer.volunteerId);
      const volunteer = volunteers.find((one) => one.id === offer.volunteerId);
      if (!load || !volunteer) throw new Error('an offer to nobody');
      if (inWeekOf(load, offer.day) > volunteer.weeklyCap)
        faults.push(`law 9: ${inWeekOf(load, offer.day)} in the week for a cap of ${volunteer.weeklyCap}`);
      if (volunteer.state !== 'active') faults.push(`law 9: a new offer to somebody ${volunteer.state}`);
    }
  };

  const run = async ({ what, a, b }: Event): Promise<void> => {
    const { missions, offers } = await everything();
    const known = new Set(offers.map((o) => `${o.missionId}|${o.volunteerId}|${o.startsAt}`));
    const offered = pick(offers, a);
    const mission = pick(missions, a);
    const its = missions.find((one) => one.id === offered?.missionId);
    const held = pick(
      missions.filter((one) => isHeld(one.state)),
      a,
    );
    const volunteer = pick(VOLUNTEERS, b);
    const actor = (id: string) => ({ kind: 'volunteer' as const, id });
    switch (what) {
      case 'time':
        now = plus(now, { minutes: [5, 60, 240, 1440, 4000][b % 5] ?? 5 });
        await tick(world);
        // Law 12: the same tick again does nothing that the first did not.
        await tick(world);
        await newOffersHoldCaps(known);
        break;
      case 'deliver':
        await deliver();
        break;
      case 'accept':
        if (offered && its)
          await acceptOffer(
            world,
            subject(its, offered.volunteerId),
            { via: 'link', actor: actor(offered.volunteerId), token: world.ids.linkToken() },
            now,
          );
        break;
      case 'decline':
        if (offered && its)
          await declineOffer(
            world,
            subject(its, offered.volunteerId),
            'busy',
            actor(offered.volunteerId),
            now,
          );
        break;
      case 'hand-back':
        if (held?.holder)
          await handBackMission(
            world,
            subject(held, held.holder.volunteerId),
            actor(held.holder.volunteerId),
            now,
          );
        break;
      case 'arrive':
        if (held?.holder)
          await visitAct(
            world,
            subject(held, held.holder.volunteerId),
            'arrive',
            actor(held.holder.volunteerId),
            now,
          );
        break;
      case 'report':
        if (held?.holder)
          await fileReport(
            world,
            subject(held, held.holder.volunteerId),
            { outcome: b % 2 ? 'done' : 'not-home', words: '', thanks: '' },
            actor(held.holder.volunteerId),
            now,
          );
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

  /** What must hold between any two events. */
  const check = async (): Promise<void> => {
    const { missions, offers, loads } = await everything();
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
      const events = rowsOf(auditKind, (await table.partition(mission.id, { prefix: AUDIT_PREFIX })).items);
      if (firstBrokenLink(events.map((stored) => stored.value)) !== undefined)
        faults.push('the audit chain is broken');
    }
    const rows = table.dump().map(({ attributes: _, ...row }) => row);
    const asked = rowsOf(intentKind, rows).flatMap(({ value }) =>
      value.message.kind === 'offer' && value.tries + value.claims > 0 && value.state !== 'cancelled'
        ? [`${value.recipient} for ${value.subject} at ${value.message.startsAt}`]
        : [],
    );
    const twice = asked.find((text, i) => asked.indexOf(text) !== i);
    if (twice) faults.push(`asked twice: ${twice}`);
  };

  return { world, table, sent, faults, run, check, everything, deliver, now: () => now };
};
