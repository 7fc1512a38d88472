import { tick } from '../../functions/agenda/handler.ts';
import { compose } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { consentKind } from '../../shared/consents/consent.ts';
import { changeSchedule, type ScheduleWish } from '../../shared/friendly/change-schedule.ts';
import { DEFAULT_SCRIPT } from '../../shared/friendly/schedule.ts';
import { callBatchKind } from '../../shared/heat/batches/batch.ts';
import { outcomeIdSchema } from '../../shared/heat/calls/outcome.ts';
import { recordOutcome } from '../../shared/heat/calls/record-outcome.ts';
import { callRoundKind } from '../../shared/heat/calls/round.ts';
import { type CallTask, callTaskKind, type OutcomeCode } from '../../shared/heat/calls/task.ts';
import { type StaffId, seniorIdSchema, serviceIdSchema } from '../../shared/ids/ids.ts';
import { messageSchema } from '../../shared/messages/message.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { phoneSchema } from '../../shared/phone/phone.ts';
import type { Senior } from '../../shared/seniors/senior.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import type { Service } from '../../shared/services/service.ts';
import { serviceKind } from '../../shared/services/store.ts';
import { staffKind } from '../../shared/staff/staff.ts';
import { type Kind, rowsOf } from '../../shared/table/kind.ts';
import { put } from '../../shared/table/write.ts';
import { taskKind } from '../../shared/tasks/task.ts';
import { type CivilDay, civilDay, civilTime, instantOf } from '../../shared/time/civil.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import type { Volunteer } from '../../shared/volunteers/volunteer.ts';
import { aConsent, aSenior, aTown } from '../builders/chain.ts';
import { aService } from '../builders/situations.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { aReadyVolunteer } from './chain.ts';
import { aStaff, CLAIRE, countingIds, SOFIA } from './situations.ts';

/** An ordinary Tuesday of November. */
export const CALM_DAY = civilDay('2026-11-24');
export const calm = (time: string, day: CivilDay = CALM_DAY): Instant => instantOf(day, civilTime(time));

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const numbered = (n: number) =>
  `${'0'.repeat(24)}${[5, 0].map((bits) => LETTERS.charAt((n >> bits) & 31)).join('')}`;
export const memberNumber = (n: number) => seniorIdSchema.parse(`sen_${numbered(n)}`);
export const serviceNumber = (n: number) => serviceIdSchema.parse(`ser_${numbered(n)}`);

export type Member = {
  readonly senior?: Partial<Senior>;
  readonly service?: Partial<Service>;
  readonly agrees?: boolean;
};

export const aFriend = (n: number, more: Partial<Volunteer> = {}): Volunteer =>
  aReadyVolunteer(n, {
    programmes: ['FRIENDLY_CALL'],
    availability: ['mon-am', 'tue-am', 'wed-am', 'thu-am', 'fri-am', 'sat-am', 'sun-am'],
    weeklyCap: 7,
    restDays: 0,
    ...more,
  });

export const aSchedule = (more: Partial<ScheduleWish> = {}): ScheduleWish => ({
  programme: 'FRIENDLY_CALL',
  isOn: true,
  weekdays: [1, 2, 3, 4, 5],
  onHolidays: false,
  hours: { from: civilTime('09:30'), to: civilTime('18:00') },
  handOverAt: civilTime('14:00'),
  batchSize: 4,
  script: DEFAULT_SCRIPT,
  callingNumber: phoneSchema.parse('+33353010000'),
  responsible: [CLAIRE],
  ...more,
});

/** A town that makes friendly calls, on the real agenda, over the double of the table. */
export const openFriendlyTown = async (
  members: readonly Member[],
  volunteers: readonly Volunteer[] = [],
  schedule: Partial<ScheduleWish> = {},
) => {
  const table = memoryTable();
  let now = calm('06:00');
  const world = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: 'http://localhost:3001',
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table, clock: { now: () => now }, ids: countingIds(), log: () => undefined },
  );
  await table.commit([
    put(townKind, aTown({ caps: { weeklyDefault: 2, offersPerWeek: 5, restDays: 0 } }), 'absent'),
    put(staffKind, aStaff(), 'absent', { label: 'claire' }),
    put(
      staffKind,
      aStaff({ id: SOFIA, subject: 'sofia', name: 'Sofia Bel', role: 'social-worker' }),
      'absent',
    ),
  ]);
  const add = async (n: number, { senior, service, agrees = true }: Member): Promise<void> => {
    const id = memberNumber(n);
    const state = agrees ? 'given' : 'refused';
    const consent = aConsent({ seniorId: id, purpose: 'FRIENDLY_CALL', state });
    await table.commit([
      put(
        seniorKind,
        aSenior({
          id,
          lastName: `Perrin${n}`,
          referentId: SOFIA,
          phones: [{ phone: phoneSchema.parse(`+336399${String(81_000 + n)}`), label: '' }],
          ...senior,
        }),
        'absent',
      ),
      put(consentKind, consent, 'absent'),
      put(
        serviceKind,
        aService({
          id: serviceNumber(n),
          seniorId: id,
          programme: 'FRIENDLY_CALL',
          cadence: 'daily',
          pairings: [],
          byList: { weekdays: [] },
          planAt: undefined,
          ...service,
        }),
        'absent',
      ),
    ]);
  };
  for (const [n, member] of members.entries()) await add(n, member);
  for (const one of volunteers) await table.commit([put(volunteerKind, one, 'absent')]);
  const claire = { kind: 'staff', id: CLAIRE } as const;
  const saved = await changeSchedule(world, aSchedule(schedule), 0, claire, now);
  if (!saved.ok) throw new Error(saved.refusal);

  const all = <T>(kind: Kind<T>): T[] => rowsOf(kind, table.dump()).map(({ value }) => value);
  let forms = 0;
  return {
    world,
    table,
    all,
    add,
    at: (when: Instant): void => {
      now = when;
    },
    /** The real agenda, at that hour. */
    tick: async (when: Instant): Promise<void> => {
      now = when;
      await tick(world);
    },
    rounds: () => all(callRoundKind),
    calls: () => all(callTaskKind),
    batches: () => all(callBatchKind),
    deskTasks: () => all(taskKind),
    texts: () =>
      all(intentKind).map((intent) => ({ ...intent, message: messageSchema.parse(intent.message) })),
    say: (task: CallTask, code: OutcomeCode, when: Instant, by: StaffId = CLAIRE) => {
      forms += 1;
      const form = {
        taskId: task.id,
        id: outcomeIdSchema.parse(`form-${String(forms).padStart(6, '0')}`),
        code,
        note: '',
        calledAt: when,
        via: 'desk' as const,
      };
      return recordOutcome(world, form, { kind: 'staff', id: by }, when);
    },
  };
};
export type FriendlyTown = Awaited<ReturnType<typeof openFriendlyTown>>;
