import * as z from 'zod';
import { type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import type { Service } from '../../../shared/services/service.ts';
import { type CloseReason, closeSenior, reopenSenior } from '../../../shared/situations/close-senior.ts';
import { readWhatStops, type WhatStops } from '../../../shared/situations/what-stops.ts';
import type { Stored } from '../../../shared/table/kind.ts';
import { frenchDate, frenchMoment } from '../../../shared/time/french.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Confirm, Notice } from '../../web/components.tsx';
import { readForm } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { type People, peopleOf, volunteerNamed } from '../day/people.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { DeskPage, frameOf } from '../layout.tsx';
import { programmeName } from '../missions/words.ts';
import { counted } from '../plan/words.ts';
import type { DeskRoute } from '../router.ts';
import { seniorAsked } from './file/gather.ts';

const REASONS: readonly CloseReason[] = ['died', 'moved', 'withdrew'];
const isReason = (text: string | undefined): text is CloseReason => REASONS.some((reason) => reason === text);

const CHOICES: Readonly<
  Record<
    CloseReason,
    { readonly link: string; readonly what: string; readonly question: (name: string) => string }
  >
> = {
  died: {
    link: 'Décès',
    what: 'Les bénévoles sont appelés par une personne de l’équipe, jamais par un SMS.',
    question: (name) => `Noter le décès de ${name} ?`,
  },
  moved: {
    link: 'Déménagement',
    what: 'Les bénévoles sont appelés par une personne de l’équipe, jamais par un SMS.',
    question: (name) => `Noter le déménagement de ${name} ?`,
  },
  withdrew: {
    link: 'Souhait de tout arrêter',
    what: 'Tous ses accords sont retirés en même temps.',
    question: (name) => `Tout arrêter pour ${name} ?`,
  },
};

const CONSEQUENCES: Readonly<Record<CloseReason, readonly string[]>> = {
  died: [
    'Plus aucun message, appel ni courrier pour cette personne, dès maintenant.',
    'Les visites et les appels prévus sont annulés, sans SMS aux bénévoles.',
    'Pour chaque bénévole qui la connaissait, une tâche demande de l’appeler de vive voix.',
    'Les services, les signalements et les inquiétudes ouverts sont clos.',
  ],
  moved: [
    'Plus rien n’est prévu ni envoyé.',
    'Les visites à venir sont annulées, sans SMS aux bénévoles.',
    'Pour chaque bénévole qui venait ou allait venir, une tâche demande de l’appeler de vive voix.',
    'Les services, les signalements et les inquiétudes ouverts sont clos.',
  ],
  withdrew: [
    'Chaque accord est retiré, à la date d’aujourd’hui.',
    'Les visites à venir sont annulées ; les bénévoles attendus sont prévenus.',
    'Une tâche demande d’appeler chaque bénévole de son binôme.',
    'Son dossier reste lisible, puis il est effacé selon les durées de conservation.',
  ],
};

const base = (senior: Senior): string => `/personnes/${senior.id}`;

const choose = (c: DeskContext, { value: senior }: Stored<Senior>) =>
  show(
    c,
    <DeskPage frame={frameOf(c)} title={`Clore le dossier – ${seniorName(senior)}`}>
      <p class="crumbs">
        <a href={base(senior)}>{seniorName(senior)}</a>
      </p>
      <h1>Clore le dossier</h1>
      <ul class="tiles">
        {REASONS.map((reason) => (
          <li class="tile">
            <h2>
              <a href={`${base(senior)}/cloture?raison=${reason}`}>{CHOICES[reason].link}</a>
            </h2>
            <p>{CHOICES[reason].what}</p>
          </li>
        ))}
      </ul>
      <Notice>
        Elle arrête une seule activité ? <a href={`${base(senior)}/accords`}>Retirez seulement cet accord.</a>
      </Notice>
    </DeskPage>,
  );

const NAMES = new Intl.ListFormat('fr', { type: 'conjunction' });
const together = (names: readonly string[]): string => NAMES.format(names);

/** « S’arrête : visite de convivialité, avec Paul Renard et Anne Faivre. » */
const serviceLine = (town: Town, { programme, pairings }: Service, people: People): string => {
  const tied = pairings.filter(({ state }) => state !== 'ended');
  const names = tied.map(({ volunteerId }) => volunteerNamed(people, volunteerId));
  const name = programmeName(town, programme);
  const whom = names.length > 0 ? `avec ${together(names)}` : 'sans bénévole attitré';
  return `S’arrête : ${name.charAt(0).toLowerCase()}${name.slice(1)}, ${whom}.`;
};

const visitsLine = ({ visits, held }: WhatStops): readonly string[] => {
  const [first] = visits;
  if (!first) return [];
  const many = `${counted(visits.length, 'visite ou appel', 'visites ou appels')} à venir`;
  const who = held === 0 ? 'personne n’y allait encore' : `quelqu’un était attendu pour ${held}`;
  return [
    `Annulés : ${many}, ${visits.length > 1 ? 'd’abord ' : ''}${frenchMoment(first.startsAt)} ; ${who}.`,
  ];
};

/** By name and by number, what the closing stops; before anything is stopped. */
const stopLines = (stops: WhatStops, town: Town, people: People): readonly string[] => [
  ...stops.services.map((service) => serviceLine(town, service, people)),
  ...visitsLine(stops),
  ...(stops.offers > 0 ? [`Retirées : ${counted(stops.offers, 'proposition')} sans réponse.`] : []),
  ...(stops.toCall.length > 0
    ? [`À appeler de vive voix : ${together(stops.toCall.map((id) => volunteerNamed(people, id)))}.`]
    : []),
];

/** Two people of one name live in one town: whoever closes a file reads which it is. */
const whoLines = ({ civility, birthDay, address }: Senior): readonly string[] => {
  const born = civility === 'monsieur' ? 'né' : civility === 'madame' ? 'née' : 'né·e';
  const known = [
    ...(birthDay ? [`${born} le ${frenchDate(birthDay)}`] : []),
    ...(address.line ? [address.line] : []),
  ];
  return known.length > 0 ? [`De qui il s’agit : ${known.join(', ')}.`] : [];
};

const confirmClosing = async (c: DeskContext, senior: Senior, reason: CloseReason) => {
  const { table } = c.var.world;
  const stops = await readWhatStops(table, senior.id, reason, c.var.now);
  const people = await peopleOf(table, [
    ...stops.services.flatMap(({ pairings }) => pairings.map(({ volunteerId }) => volunteerId)),
    ...stops.toCall,
  ]);
  return show(
    c,
    <DeskPage frame={frameOf(c)} title={`Clore le dossier – ${seniorName(senior)}`}>
      <div class="narrow">
        <Confirm
          question={CHOICES[reason].question(seniorName(senior))}
          consequences={[
            ...whoLines(senior),
            ...stopLines(stops, townOf(c), people),
            ...CONSEQUENCES[reason],
          ]}
          action={`${base(senior)}/cloture`}
          csrf={c.get('csrf')}
          yes="Clore le dossier"
          back={base(senior)}
          fields={{ reason }}
          irreversible="Le dossier peut se rouvrir ; ce qui s’arrête, lui, ne revient pas."
        />
      </div>
    </DeskPage>,
  );
};

const confirmReopening = (c: DeskContext, senior: Senior) =>
  show(
    c,
    <DeskPage frame={frameOf(c)} title={`Rouvrir le dossier – ${seniorName(senior)}`}>
      <div class="narrow">
        <Confirm
          question={`Rouvrir le dossier de ${seniorName(senior)} ?`}
          consequences={[
            'Elle est de nouveau « à rencontrer » : on lui redemande son accord.',
            'Aucun service, aucune visite, aucun accord retiré ne revient tout seul.',
          ]}
          action={`${base(senior)}/rouvrir`}
          csrf={c.get('csrf')}
          yes="Rouvrir"
          back={base(senior)}
        />
      </div>
    </DeskPage>,
  );

const first = async (c: DeskContext): Promise<Response> => {
  const stored = await seniorAsked(c, 'senior.close');
  const senior = stored.value;
  if (senior.state === 'closed')
    return senior.closed?.reason === 'merged' ? seeOther(c, base(senior)) : confirmReopening(c, senior);
  const reason = c.req.query('raison');
  return isReason(reason) ? confirmClosing(c, senior, reason) : choose(c, stored);
};

const close = async (c: DeskContext): Promise<Response> => {
  const stored = await seniorAsked(c, 'senior.close');
  const read = await readForm(c, z.object({ reason: z.enum(['died', 'moved', 'withdrew']) }));
  // Already closed, or being merged: the page says which.
  if (read.ok) await closeSenior(c.var.world, stored.value.id, read.value.reason, actorOf(c), c.var.now);
  return seeOther(c, base(stored.value));
};

const reopen = async (c: DeskContext): Promise<Response> => {
  const stored = await seniorAsked(c, 'senior.close');
  await reopenSenior(c.var.world, stored.value.id, actorOf(c), c.var.now);
  return seeOther(c, base(stored.value));
};

export const closeRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/personnes/:id/cloture', action: 'senior.close', about: 'handler', handler: first },
  {
    method: 'POST',
    path: '/personnes/:id/cloture',
    action: 'senior.close',
    about: 'handler',
    handler: close,
  },
  {
    method: 'POST',
    path: '/personnes/:id/rouvrir',
    action: 'senior.close',
    about: 'handler',
    handler: reopen,
  },
];
