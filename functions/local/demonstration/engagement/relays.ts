import { nextAsk, summerQuestionKind } from '../../../../shared/engagement/cover/summer-question.ts';
import { summerFrom } from '../../../../shared/engagement/cover/weeks.ts';
import type { Pairing } from '../../../../shared/services/service.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { tieWrites } from '../../../../shared/services/ties.ts';
import { addDays } from '../../../../shared/time/civil.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making } from '../making.ts';
import { type Arranged, backupFor } from '../seniors/services.ts';

/** Every third volunteer has said when they are away next summer: two or three weeks, most of them in August. */
const EVERY = 3;
const SAID_DAYS_AGO = 34;
const FIRST_WEEKS = [5, 9, 10, 8, 10, 6, 11];

/** Next summer's absences, as volunteers write them in their own space. */
export const declareLeaves = (making: Making, volunteers: readonly Volunteer[]): readonly Volunteer[] => {
  const summer = summerFrom(making.today);
  return volunteers.map((one, n) => {
    if (one.state !== 'active' || one.partnerId || n % EVERY > 0) return one;
    const from = addDays(summer, 7 * (FIRST_WEEKS[(n / EVERY) % FIRST_WEEKS.length] ?? 9));
    const to = addDays(from, n % 2 === 0 ? 13 : 20);
    const away = { from, to, kind: 'away' as const };
    const said = daysAgo(making, SAID_DAYS_AGO, '19:30');
    if (said < (one.activeSince ?? said)) return one;
    return making.history.change(
      volunteerKind,
      { ...one, exceptions: [...one.exceptions, away] },
      { action: 'volunteer-exception-added', actor: { kind: 'volunteer', id: one.id }, at: said },
    );
  });
};

/** One person's second visitor has come along once, another's is chosen and still to be introduced; others have nobody. */
export const prepareRelays = (
  { history, staff, today, ...making }: Making,
  visited: readonly Arranged[],
  volunteers: readonly Volunteer[],
): void => {
  const actor = { kind: 'staff', id: staff.coordinator } as const;
  const alone = visited.flatMap(({ service, senior, programme }) => {
    const [only, second] = service.pairings;
    const usual = volunteers.find(({ id }) => id === only?.volunteerId);
    if (!usual || second || programme.place === 'phone') return [];
    const half = usual.availability.find((one) => one.startsWith(DAYS[service.weekday - 1] ?? '-'));
    const backup = half && backupFor(volunteers, senior, programme, half, usual, making.town);
    return backup ? [{ service, backup }] : [];
  });
  const steps: readonly Pick<Pairing, 'state' | 'introducedOn'>[] = [
    { state: 'introduced', introducedOn: addDays(today, -4) },
    { state: 'proposed' },
  ];
  for (const [n, step] of steps.entries()) {
    const one = alone[n];
    if (!one) continue;
    const at = daysAgo({ today }, 9 - n * 6, '11:15');
    const tie: Pairing = { volunteerId: one.backup.id, role: 'backup', since: at, ...step };
    const next = { ...one.service, pairings: [...one.service.pairings, tie] };
    history.add(tieWrites(one.service, next));
    history.change(serviceKind, next, { action: 'pairing-proposed', actor, at, from: 'open', to: 'open' });
    if (step.introducedOn)
      history.change(serviceKind, next, {
        action: 'pairing-introduced',
        actor: { kind: 'volunteer', id: one.backup.id },
        at: daysAgo({ today }, 4, '17:20'),
        from: 'open',
        to: 'open',
      });
  }
  const yearly = { town: making.town.id, yearly: true, askAt: nextAsk(making.dawn) };
  history.change(summerQuestionKind, yearly, {
    action: 'summer-question-yearly',
    actor,
    at: daysAgo({ today }, 30, '09:40'),
  });
};

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
