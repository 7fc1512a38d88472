import type { Actor } from '../../../../shared/audit/audit.ts';
import { type Consent, consentKind } from '../../../../shared/consents/consent.ts';
import { decideConsent } from '../../../../shared/consents/decide-consent.ts';
import {
  CIRCLES,
  FOUR_CIRCLES_VERSION,
  type FourCircles,
} from '../../../../shared/seniors/picture/four-circles.ts';
import { pictureKind } from '../../../../shared/seniors/picture/store.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { addDays } from '../../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import { daysAgo, type Making, officeTime } from '../making.ts';
import type { Place } from './seniors.ts';

/** The product agreed, or the demonstration is wrong. */
export const must = <T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly refusal: { readonly reason: string } },
): T => {
  if (!result.ok) throw new Error(`the demonstration was refused: ${result.refusal.reason}`);
  return result.value;
};

const circlesOf = ({ dice }: Making): FourCircles => {
  const answers: FourCircles = {};
  for (const circle of CIRCLES) {
    if (dice.chance(0.12)) continue;
    answers[circle] = dice.weighted({ weekly: 18, monthly: 22, rarely: 32, never: 22, 'not-wished': 6 });
  }
  return answers;
};

/** What she said of the people around her, when she was asked and wished to say. */
export const withPicture = (making: Making, senior: Senior, metAt: Instant, by: Actor): Senior => {
  if (!making.dice.chance(0.6)) return senior;
  const at = plus(metAt, { minutes: 40 });
  const answers = circlesOf(making);
  if (Object.keys(answers).length === 0) return senior;
  making.history.note(pictureKind, {
    seniorId: senior.id,
    at,
    by,
    version: FOUR_CIRCLES_VERSION,
    instrument: 'four-circles',
    answers,
  });
  return making.history.change(
    seniorKind,
    { ...senior, lastContactAt: at, circles: { at, answers } },
    { action: 'picture-taken', actor: by, at, details: { instrument: 'four-circles' } },
  );
};

/** What became of the situation since: news taken, a yes taken back, a file that waits for its volunteer. */
export const later = (
  making: Making,
  senior: Senior,
  consents: readonly Consent[],
  place: Place,
  by: Actor,
): Senior => {
  const { dice, history } = making;
  const recently = daysAgo(making, dice.between(1, place === 'hoping' ? 12 : 45), officeTime(dice));
  const lastContactAt =
    senior.lastContactAt !== undefined && senior.lastContactAt > recently ? senior.lastContactAt : recently;
  const { bridgeAt: _, ...rest } = senior;
  const next: Senior = {
    ...rest,
    lastContactAt,
    ...(place === 'hoping' ? { bridgeAt: plus(lastContactAt, { days: 14 }) } : {}),
  };
  const news = consents.find((consent) => consent.purpose === 'SENIOR_NEWS' && consent.state === 'given');
  if (news && dice.chance(0.15)) {
    const withdrawn = must(
      decideConsent(
        news,
        { purpose: 'SENIOR_NEWS', state: 'withdrawn', how: 'phone' },
        senior.id,
        by,
        lastContactAt,
      ),
    );
    history.note(consentKind, withdrawn);
    return history.change(seniorKind, next, {
      action: 'consent-recorded',
      actor: by,
      at: lastContactAt,
      details: { answers: 'SENIOR_NEWS:withdrawn' },
    });
  }
  if (place === 'served' && dice.chance(0.15))
    return history.change(
      seniorKind,
      { ...next, absences: absenceOf(making) },
      { action: 'senior-edited', actor: by, at: lastContactAt, details: { fields: 'absences' } },
    );
  return history.note(seniorKind, next);
};

/** Death, move, withdrawal: the file is closed, and says why. */
export const close = (
  { dice, history, today }: Making,
  senior: Senior,
  consents: readonly Consent[],
  by: Actor,
): Senior => {
  const at = daysAgo({ today }, dice.between(4, 80), officeTime(dice));
  const reason = dice.weighted({ died: 5, moved: 4, withdrew: 3 });
  if (reason === 'withdrew')
    for (const consent of consents.filter(({ state }) => state === 'given')) {
      const withdrawn: Consent = { ...consent, state: 'withdrawn', at, by };
      history.note(consentKind, withdrawn);
    }
  const { bridgeAt: _, ...rest } = senior;
  return history.change(
    seniorKind,
    { ...rest, state: 'closed', closed: { reason, at } },
    { action: 'senior-closed', actor: by, at, from: 'active', to: 'closed', details: { reason } },
  );
};

const absenceOf = ({ dice, today }: Making): Senior['absences'] => {
  const from = addDays(today, dice.between(3, 14));
  return [{ from, to: addDays(from, dice.between(2, 9)) }];
};
