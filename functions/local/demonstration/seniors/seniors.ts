import type { Actor } from '../../../../shared/audit/audit.ts';
import { consentKind, type Purpose } from '../../../../shared/consents/consent.ts';
import { type ConsentAnswer, decideConsent } from '../../../../shared/consents/decide-consent.ts';
import { newSenior } from '../../../../shared/seniors/edit-senior.ts';
import { seniorLookupWrites } from '../../../../shared/seniors/identity/lookup.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { openSituation } from '../../../../shared/situations/open-situation.ts';
import { type CivilDay, civilDay, yearOf } from '../../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import { daysAgo, type Making, officeTime, type PhoneBook, SECTOR_WEIGHTS } from '../making.ts';
import { type Elsewhere, lastName, nameOf } from '../names.ts';
import { CONTACT_LINKS, GIVES, LIKED, PRACTICAL_NOTES, WISHES } from '../words.ts';
import { close, later, must, withPicture } from './situations.ts';

/** What the town does for somebody. `served`: a programme runs. `hoping`: agreed, and waits for a volunteer. */
export type Place = 'served' | 'hoping' | 'followed' | 'waiting' | 'closed';

export type Known = {
  readonly senior: Senior;
  readonly place: Place;
  readonly wants: 'FRIENDLY_VISIT' | 'FRIENDLY_CALL';
  /** When the situation was opened; absent while she waits to be asked. */
  readonly metAt?: Instant;
};

const PLACES: Readonly<Record<Place, number>> = {
  served: 34,
  hoping: 9,
  followed: 172,
  waiting: 20,
  closed: 15,
};

const birthDayOf = ({ dice, today }: Making): CivilDay => {
  const age = dice.weighted({ '68': 8, '74': 14, '79': 22, '84': 26, '89': 20, '94': 9, '99': 1 });
  const year = Number(yearOf(today)) - Number(age) - dice.between(-3, 2);
  const pad = (n: number) => String(n).padStart(2, '0');
  return civilDay(`${year}-${pad(dice.between(1, 12))}-${pad(dice.between(1, 28))}`);
};

const identity = (making: Making, phones: PhoneBook) => {
  const { dice } = making;
  const woman = dice.chance(0.74);
  const birthDay = birthDayOf(making);
  const language = dice.chance(0.09)
    ? dice.weighted<Elsewhere>({ it: 3, pt: 3, es: 2, ar: 3, tr: 1 })
    : undefined;
  const name = nameOf(dice, { born: Number(yearOf(birthDay)), woman, language });
  const phone = dice.chance(0.2) ? phones.mobile() : phones.landline();
  return {
    ...name,
    civility: woman ? ('madame' as const) : ('monsieur' as const),
    ...(woman && dice.chance(0.6) ? { birthName: lastName(dice) } : {}),
    birthDay,
    address: making.home(dice.weighted(SECTOR_WEIGHTS)),
    phones: dice.chance(0.04) ? [] : [{ phone, label: phone.startsWith('+336') ? 'mobile' : 'fixe' }],
    languages: language === undefined ? ['fr'] : dice.chance(0.3) ? [language] : ['fr', language],
  };
};

const contactOf = (
  { dice }: Making,
  phones: PhoneBook,
  name: string,
): Senior['emergencyContacts'][number] => {
  const link = dice.pick(CONTACT_LINKS);
  const woman = /e$/.test(link) && link !== 'neveu';
  const { firstName } = nameOf(dice, { born: 1968, woman });
  return {
    name: `${firstName} ${link === 'fils' || link === 'fille' ? name : lastName(dice)}`,
    link,
    phone: phones.mobile(),
  };
};

/** Yes, no, asked, never asked: each purpose alone (domain.md §4). */
const answersOf = ({ dice }: Making, place: Place, wants: Known['wants']): ConsentAnswer[] => {
  const how = () => dice.weighted({ spoken: 5, phone: 3, written: 2 });
  const asked = (purpose: Purpose, given: number, refused: number, waiting: number): ConsentAnswer[] => {
    const state = dice.weighted({
      given,
      refused,
      asked: waiting,
      never: Math.max(0, 1 - given - refused - waiting),
    });
    return state === 'never' ? [] : [{ purpose, state, how: how() }];
  };
  const other: Purpose = wants === 'FRIENDLY_VISIT' ? 'FRIENDLY_CALL' : 'FRIENDLY_VISIT';
  return [
    { purpose: 'PREVENANCE', state: 'given', how: how() },
    ...(place === 'served' || place === 'hoping'
      ? [{ purpose: wants, state: 'given' as const, how: how() }, ...asked(other, 0, 0.4, 0.1)]
      : [...asked('FRIENDLY_VISIT', 0, 0.45, 0.1), ...asked('FRIENDLY_CALL', 0, 0.2, 0.05)]),
    ...asked('HEATWAVE_CALL_BY_VOLUNTEER', 0.3, 0.15, 0),
    ...asked('SENIOR_NEWS', 0.3, 0.1, 0),
    ...asked('PARTNER_REFERRAL', 0.12, 0.03, 0),
  ];
};

/** Spoken by no volunteer: a week's plan then shows whom it cannot serve, and what would. */
const UNHEARD = ['pl'] as const;

/** One person, from the first word to today. */
const meet = (making: Making, phones: PhoneBook, place: Place, isUnderstood: boolean): Known => {
  const { dice, history, ids, staff, town } = making;
  const since =
    place === 'waiting'
      ? dice.between(2, 40)
      : place === 'hoping'
        ? dice.between(8, 50)
        : dice.between(90, 900);
  const createdAt = daysAgo(making, since + 3, officeTime(dice));
  const referentId = dice.chance(0.6) ? staff.coordinator : dice.pick(staff.socialWorkers.slice(0, 1));
  const by: Actor = { kind: 'staff', id: referentId };
  const anybody = identity(making, phones);
  const who = isUnderstood ? anybody : { ...anybody, languages: [...UNHEARD] };
  const hasContact = dice.chance(0.7);
  const contacts = hasContact ? [contactOf(making, phones, who.lastName)] : [];
  const met = newSenior(
    {
      ...who,
      town: town.id,
      origin: place === 'hoping' ? 'flag' : dice.weighted({ flag: 5, desk: 3, import: 2 }),
      preferredChannel: dice.weighted({ phone: 7, letter: 2, relative: hasContact ? 1 : 0 }),
      practicalNotes: dice.chance(0.5) ? dice.pick(PRACTICAL_NOTES) : '',
      needs: dice.chance(0.25) ? [dice.pick(['stairs', 'pet-cat', 'pet-dog', 'smoker'] as const)] : [],
      wishes: dice.chance(place === 'served' ? 0.95 : 0.4) ? dice.pick(WISHES) : '',
      gives: dice.chance(0.22) ? dice.pick(GIVES) : '',
      emergencyContacts: contacts,
    },
    ids.at('sen', createdAt),
    createdAt,
  );
  const subjects = LIKED[met.wishes];
  const file = subjects ? { ...met, subjects: [...subjects] } : met;
  const isVisit = dice.chance(0.76) && file.address.point !== undefined;
  const wants = isVisit || !isUnderstood ? 'FRIENDLY_VISIT' : 'FRIENDLY_CALL';
  history.change(seniorKind, file, {
    action: 'senior-created',
    actor: by,
    at: createdAt,
    to: 'waiting',
    details: { origin: file.origin },
  });
  if (place === 'waiting') {
    if (dice.chance(0.5))
      history.note(
        consentKind,
        must(
          decideConsent(
            undefined,
            { purpose: 'PREVENANCE', state: 'asked', how: 'phone' },
            file.id,
            by,
            plus(createdAt, { hours: 2 }),
          ),
        ),
      );
    return { senior: file, place, wants };
  }

  const metAt = daysAgo(making, since, officeTime(dice));
  const answers = answersOf(making, place, wants);
  const opened = must(openSituation(file, [], { referentId, answers }, by, metAt));
  history.change(seniorKind, opened.senior, {
    action: 'situation-opened',
    actor: by,
    at: metAt,
    from: 'waiting',
    to: 'active',
    details: {
      referent: referentId,
      answers: answers.map((answer) => `${answer.purpose}:${answer.state}`).join(' '),
    },
  });
  for (const consent of opened.consents) history.note(consentKind, consent);
  const known = withPicture(making, { ...opened.senior }, metAt, by);
  return {
    senior:
      place === 'closed'
        ? close(making, known, opened.consents, by)
        : later(making, known, opened.consents, place, by),
    place,
    wants,
    metAt,
  };
};

/** About 250 people, in no order; one of them is written down twice, as happens. */
export const meetSeniors = (making: Making, phones: PhoneBook): readonly Known[] => {
  const { dice } = making;
  const places = dice.shuffled(
    Object.entries(PLACES).flatMap(([place, count]) => Array.from({ length: count }, () => place)),
  );
  const first = places.indexOf('hoping');
  const known = places.flatMap((place, at) =>
    isPlace(place) ? [meet(making, phones, place, at !== first)] : [],
  );
  return known;
};

const isPlace = (text: string): text is Place => text in PLACES;

/** Last: absences told for the weeks ahead, and the marks under which each file is found. */
export const finishSeniors = (making: Making, seniors: readonly Senior[]): void => {
  for (const senior of seniors) making.history.add(seniorLookupWrites(making.appSecret, undefined, senior));
};
