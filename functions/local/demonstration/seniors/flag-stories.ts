import type { FlagStep } from '../../../../shared/flags/advance-flag.ts';
import type { Flag, Urgency } from '../../../../shared/flags/flag.ts';
import { addDays } from '../../../../shared/time/civil.ts';
import { minutesBetween } from '../../../../shared/time/instant.ts';
import type { Making } from '../making.ts';
import type { Known } from './seniors.ts';

export type Step = { readonly after: number; readonly step: FlagStep | { readonly do: 'tell' } };

/** One flag: how urgent, how long ago (hours before dawn), and what was done about it, each so many hours after. */
export type Story = {
  readonly urgency: Urgency;
  readonly hoursAgo: number;
  readonly consent: Flag['consent'];
  readonly reasons: Flag['reasons'];
  readonly steps: (making: Making, known: Known | undefined) => readonly Step[];
  readonly becomes?: 'taken-up' | 'already-known';
  readonly safeChannel?: string;
};

const nothing = () => [];
const acknowledged = ({ staff }: Making): readonly Step[] => [
  { after: 2, step: { do: 'acknowledge', handlerId: staff.coordinator } },
];

/** Somebody flagged is called about so long after, hours. */
export const FLAGGED_BEFORE_HOURS = 20;

/** Every state and urgency, clocks running: one is over its deadline, one a sensitive one with its safe channel. */
export const STORIES: readonly Story[] = [
  {
    urgency: 'P1',
    hoursAgo: 31,
    consent: 'not-asked',
    reasons: ['no-answer', 'alone'],
    steps: (making) => [...acknowledged(making), { after: 5, step: { do: 'try' } }],
  },
  { urgency: 'P1', hoursAgo: 7, consent: 'agrees', reasons: ['back-from-hospital'], steps: nothing },
  { urgency: 'P2', hoursAgo: 10, consent: 'agrees', reasons: ['wants-contact', 'alone'], steps: nothing },
  { urgency: 'P2', hoursAgo: 54, consent: 'agrees', reasons: ['bereaved'], steps: acknowledged },
  {
    urgency: 'P2',
    hoursAgo: 100,
    consent: 'not-asked',
    reasons: ['no-visits'],
    steps: (making) => [...acknowledged(making), { after: 30, step: { do: 'contact' } }],
  },
  {
    urgency: 'P2',
    hoursAgo: 150,
    consent: 'agrees',
    reasons: ['alone', 'home-neglected'],
    steps: (making) => [
      ...acknowledged(making),
      { after: 20, step: { do: 'try' } },
      { after: 44, step: { do: 'try' } },
    ],
  },
  { urgency: 'P3', hoursAgo: 20, consent: 'agrees', reasons: ['wants-activity'], steps: nothing },
  {
    urgency: 'P3',
    hoursAgo: 220,
    consent: 'agrees',
    reasons: ['wants-activity', 'wants-contact'],
    steps: (making) => [...acknowledged(making), { after: 50, step: { do: 'contact' } }],
  },
  {
    urgency: 'P1',
    hoursAgo: 60,
    consent: 'not-asked',
    reasons: ['other'],
    safeChannel: 'Par l’assistante sociale de secteur, jamais à domicile.',
    steps: (making) => [...acknowledged(making), { after: 6, step: { do: 'contact' } }],
  },
  {
    urgency: 'P0',
    hoursAgo: 400,
    consent: 'not-asked',
    reasons: ['no-answer'],
    steps: () => [
      { after: 0.2, step: { do: 'contact' } },
      {
        after: 9,
        step: { do: 'redirect', words: 'Secours intervenus ; suivi repris par le service hospitalier.' },
      },
    ],
  },
  {
    urgency: 'P2',
    hoursAgo: 500,
    consent: 'agrees',
    reasons: ['alone'],
    becomes: 'taken-up',
    steps: (_, known) => takenUp(known),
  },
  {
    urgency: 'P2',
    hoursAgo: 620,
    consent: 'agrees',
    reasons: ['bereaved', 'no-visits'],
    becomes: 'taken-up',
    steps: (_, known) => takenUp(known),
  },
  {
    urgency: 'P3',
    hoursAgo: 700,
    consent: 'agrees',
    reasons: ['wants-contact'],
    becomes: 'taken-up',
    steps: (_, known) => takenUp(known),
  },
  {
    urgency: 'P2',
    hoursAgo: 300,
    consent: 'agrees',
    reasons: ['alone'],
    becomes: 'already-known',
    steps: (_, known) =>
      known
        ? [
            { after: 3, step: { do: 'know', seniorId: known.senior.id } },
            { after: 26, step: { do: 'tell' } },
          ]
        : [],
  },
  {
    urgency: 'P2',
    hoursAgo: 350,
    consent: 'not-asked',
    reasons: ['no-visits'],
    steps: ({ today }) => [{ after: 40, step: { do: 'decline', recontactOn: addDays(today, 24) } }],
  },
  {
    urgency: 'P3',
    hoursAgo: 450,
    consent: 'agrees',
    reasons: ['wants-activity'],
    steps: () => [
      {
        after: 60,
        step: { do: 'redirect', words: 'Orientée vers le club du quartier, première séance accompagnée.' },
      },
      { after: 61, step: { do: 'tell' } },
    ],
  },
  {
    urgency: 'P2',
    hoursAgo: 560,
    consent: 'not-asked',
    reasons: ['no-answer'],
    steps: () => [
      { after: 8, step: { do: 'try' } },
      { after: 32, step: { do: 'try' } },
      { after: 80, step: { do: 'try' } },
      { after: 81, step: { do: 'tell' } },
      { after: 170, step: { do: 'give-up' } },
    ],
  },
  {
    urgency: 'P3',
    hoursAgo: 480,
    consent: 'refuses',
    reasons: ['other'],
    steps: () => [
      {
        after: 12,
        step: { do: 'close', words: 'Signalement fait par erreur, la personne est bien entourée.' },
      },
    ],
  },
];

/** Contacted when her file begins, taken up when her situation opens. */
const takenUp = (known: Known | undefined): readonly Step[] =>
  known?.metAt === undefined
    ? []
    : [
        { after: FLAGGED_BEFORE_HOURS - 1, step: { do: 'contact' } },
        {
          after: FLAGGED_BEFORE_HOURS + minutesBetween(known.senior.createdAt, known.metAt) / 60,
          step: { do: 'take-up', seniorId: known.senior.id },
        },
      ];
