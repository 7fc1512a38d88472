import type { Needs } from '../../../shared/engagement/recruitment/needs.ts';
import { FAMILY_VISIT, type Programme } from '../../../shared/town/programme.ts';
import type { Town } from '../../../shared/town/settings.ts';
import type { LinksFrame } from '../../links/frame.ts';
import { Page, PhoneLink } from '../../web/layout.tsx';
import { offered } from '../my-space/questions/wishes.tsx';
import { FLOOR_WORDS, NeedsNow } from './needs-now.tsx';

const APPLY = '/devenir-benevole';

/** What the form is opened with: nothing is kept of it but what the person then sends. */
export const applyPath = (
  known: { readonly source?: string | undefined; readonly moment?: string; readonly programme?: string } = {},
): string => {
  const query = new URLSearchParams(
    Object.entries(known).flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : [])),
  ).toString();
  return query ? `${APPLY}?${query}` : APPLY;
};

const duration = (minutes: number): string =>
  minutes < 60
    ? `${minutes} minutes`
    : minutes % 60 === 0
      ? `${minutes / 60} heure${minutes >= 120 ? 's' : ''}`
      : `${Math.floor(minutes / 60)}\u00a0h\u00a0${minutes % 60}`;

const whereWords = ({ place, act, inRounds }: Programme): string => {
  if (place === 'phone') return 'au téléphone';
  if (inRounds) return 'à chaque porte d’une tournée';
  return act === 'outing' ? 'au départ de chez la personne' : 'chez la personne';
};

/** One kind of mission as the town runs it: what is done, how long, where, and who waits. */
const ProgrammeCard = ({
  programme,
  needs,
  source,
}: {
  programme: Programme;
  needs: Needs | undefined;
  source: string | undefined;
}) => {
  const floor = needs?.programmes.find((one) => one.programme === programme.code)?.floor;
  return (
    <section class="card">
      <h3>{programme.label}</h3>
      <p>
        <strong>{duration(programme.durationMinutes)}</strong>, {whereWords(programme)}.
      </p>
      <ul>
        {programme.includes.map((what) => (
          <li>{what}</li>
        ))}
      </ul>
      {floor && <p>{`En ce moment, ${FLOOR_WORDS[floor]} attendent.`}</p>}
      <p>
        <a class="button second" href={applyPath({ source, programme: programme.code })}>
          Choisir<span class="hidden"> : {programme.label}</span>
        </a>
      </p>
    </section>
  );
};

type Way = { readonly title: string; readonly words: string; readonly href: string };

/** Ways in for people whose weeks are full: each only where the town has what it says. */
const waysOf = (town: Town, source: string | undefined): readonly Way[] => {
  const programmes = offered(town);
  const byPhone = programmes.find(({ place }) => place === 'phone');
  const books = programmes.find(({ act }) => act === 'books');
  const once = programmes.find(({ act }) => act === 'parcel');
  const family = programmes.find(({ code }) => code === FAMILY_VISIT.code);
  return [
    {
      title: 'Je travaille : le soir, le week-end',
      words: 'Vous dites à partir de quelle heure ; rien ne vous est proposé avant.',
      href: applyPath({ source, moment: 'soir' }),
    },
    {
      title: 'J’étudie',
      words:
        'Une fois par semaine au plus. Examens, stage, vacances : vous notez vos absences, rien ne part pendant.',
      href: applyPath({ source, moment: 'week-end' }),
    },
    ...(family
      ? [
          {
            title: 'En famille, avec un enfant',
            words:
              'Chez des personnes qui ont dit oui à la visite d’un enfant. L’enfant ne vient jamais seul.',
            href: applyPath({ source, programme: family.code }),
          },
        ]
      : []),
    ...(byPhone
      ? [
          {
            title: 'De chez moi, au téléphone',
            words: `Quelques minutes pour prendre des nouvelles : ${duration(byPhone.durationMinutes)}, sans vous déplacer.`,
            href: applyPath({ source, programme: byPhone.code }),
          },
        ]
      : []),
    ...(books
      ? [
          {
            title: 'Des livres à la main',
            words: 'La bibliothèque prépare le sac, vous le portez et vous parlez de ce qui a plu.',
            href: applyPath({ source, programme: books.code }),
          },
        ]
      : []),
    ...(once
      ? [
          {
            title: 'Une fois, pour voir',
            words: `${once.label} : une tournée d’un jour. Rien ne vous engage après.`,
            href: applyPath({ source, programme: once.code }),
          },
        ]
      : []),
  ];
};

/** What the town does, for whoever wonders: no account, nothing kept, one way on. */
export const RecruitPage = ({
  frame,
  needs,
  source,
}: {
  frame: LinksFrame;
  needs: Needs | undefined;
  source: string | undefined;
}) => {
  const { town } = frame;
  const programmes = offered(town);
  return (
    <Page title="Devenir bénévole" {...frame}>
      <h1>Un peu de compagnie, près de chez vous</h1>
      <p class="lead">
        À {town.name}, des personnes âgées passent des jours sans parler à quelqu’un. Une heure de temps en
        temps suffit. Vous choisissez quoi, quand et à quel rythme.
      </p>
      <p>
        <a class="button" href={applyPath({ source })}>
          Je me propose
        </a>
      </p>
      {programmes.length > 0 && (
        <section>
          <h2>Ce que l’on fait</h2>
          {programmes.map((programme) => (
            <ProgrammeCard programme={programme} needs={needs} source={source} />
          ))}
        </section>
      )}
      {needs && <NeedsNow needs={needs} town={town} />}
      <section>
        <h2>À chacun sa façon</h2>
        <ul class="asked">
          {waysOf(town, source).map(({ title, words, href }) => (
            <li>
              <a href={href}>
                <strong>{title}</strong>
                <span>{words}</span>
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section class="card">
        <h2>Comment cela se passe</h2>
        <ol>
          <li>
            Vous cochez les demi-journées qui vous vont, trois minutes en tout. Quelqu’un vous appelle{' '}
            {answerWords(town.deadlines.applicantDays)}.
          </li>
          <li>Un entretien, une charte, une courte formation.</li>
          <li>
            Les demandes arrivent par SMS : oui ou non, d’un geste. Dire non ne coûte rien, une pause se prend
            seul.
          </li>
        </ol>
        <p>Jamais de soins, d’argent, ni d’obligation de répondre. Vous êtes assuré et accompagné.</p>
      </section>
      <p>
        <a class="button" href={applyPath({ source })}>
          Je me propose
        </a>
      </p>
      <p>
        Une question : <PhoneLink phone={town.phone} />. Cette page ne dépose rien sur votre appareil et ne
        compte pas ses visites.
      </p>
    </Page>
  );
};

/** What the house promises to whoever applies. */
export const answerWords = (days: number): string =>
  days === 1 ? 'le jour ouvré suivant' : `dans les ${days} jours ouvrés`;
