import { count } from '../../../../shared/engagement/signals/fact.ts';
import type { Proposal } from '../../../../shared/engagement/steps/propose.ts';
import { STEPS_A_WEEK } from '../../../../shared/engagement/steps/propose.ts';
import {
  easingWords,
  STEP_DONE,
  STEP_NAMES,
  VERDICT_NAMES,
} from '../../../../shared/engagement/steps/words.ts';
import { frenchPhone } from '../../../../shared/phone/phone.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate, frenchMoment } from '../../../../shared/time/french.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { DataTable, EmptyState } from '../../../web/components.tsx';
import { PostForm, SubmitButton } from '../../../web/fields.tsx';
import { Said } from '../../../web/said.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import type { Attentions, Told } from './read.ts';

export const ATTENTIONS = '/engagement/attentions';
export const attentionPath = ({ id }: Pick<Volunteer, 'id'>): string => `${ATTENTIONS}/${id}`;

const SAID: Readonly<Record<string, string>> = {
  note: 'C’est noté.',
  allege: 'C’est noté : le rythme allégé vaut dès maintenant pour les propositions et le plan de la semaine.',
  reprise: 'C’est noté : retour au rythme habituel.',
  passe: 'Cette proposition n’a plus lieu d’être : les faits ont changé, ou quelqu’un a déjà répondu.',
};

export const Why = ({ of: { why, also } }: { of: Proposal }) => (
  <>
    <ul>
      {why.map(({ sentence }) => (
        <li>{sentence}</li>
      ))}
    </ul>
    {also.length > 0 && (
      <details class="fold">
        <summary>À savoir aussi ({also.length})</summary>
        <ul>
          {also.map(({ sentence }) => (
            <li>{sentence}</li>
          ))}
        </ul>
      </details>
    )}
  </>
);

const Person = ({ of }: { of: Volunteer }) => <a href={`/benevoles/${of.id}`}>{volunteerName(of)}</a>;

const Card = ({ of: { volunteer, what } }: { of: Told<Proposal> }) => (
  <section class="card">
    <h2>
      {STEP_NAMES[what.step]}&nbsp;: <Person of={volunteer} />
    </h2>
    <Why of={what} />
    <div class="actions">
      <a class="button" href={attentionPath(volunteer)}>
        Répondre<span class="hidden"> pour {volunteerName(volunteer)}</span>
      </a>
      <a class="button second" href={`tel:${volunteer.phone}`}>
        {frenchPhone(volunteer.phone)}
      </a>
    </div>
  </section>
);

const Eased = ({ people, csrf }: { people: readonly Volunteer[]; csrf: string }) =>
  people.length === 0 ? null : (
    <DataTable
      caption="Rythme allégé en cours"
      rows={people}
      empty={<EmptyState title="Personne." />}
      columns={[
        { title: 'Bénévole', heads: true, cell: (one) => <Person of={one} /> },
        { title: 'Rythme', cell: (one) => one.eased && easingWords(one.eased) },
        {
          title: '',
          cell: (one) => (
            <PostForm action={`${attentionPath(one)}/reprendre`} csrf={csrf}>
              <SubmitButton tone="second">
                Rythme habituel<span class="hidden"> pour {volunteerName(one)}</span>
              </SubmitButton>
            </PostForm>
          ),
        },
      ]}
    />
  );

const restWords = ({ waiting, answered, proposals }: Attentions): string => {
  const later = waiting - proposals.length;
  if (answered >= STEPS_A_WEEK)
    return `Les ${STEPS_A_WEEK} réponses de la semaine sont données : la suite lundi.`;
  return later > 0
    ? `${later === 1 ? 'Une autre proposition attend' : `${later} autres propositions attendent`} : ${STEPS_A_WEEK} par semaine au plus, les plus utiles d’abord.`
    : '';
};

/** A few next steps a week, what is lightened, what volunteers corrected, what was done and what followed. */
export const AttentionsPage = ({
  frame,
  all,
  said,
}: {
  frame: Frame;
  all: Attentions;
  said: string | undefined;
}) => (
  <DeskPage frame={frame} title="Attentions">
    <Said words={SAID} said={said} tone={said === 'passe' ? 'warn' : 'good'} />
    <h1>Qui a besoin d’un mot cette semaine</h1>
    <p class="lead">
      Des faits, chacun mesuré sur le passé de la personne, et une seule suite proposée. Ni note, ni
      classement ; rien ne se fait tout seul. Chaque bénévole lit les mêmes phrases dans son espace et peut
      les corriger.
    </p>
    <p class="quiet">
      {all.lookedAt
        ? `Regardé le ${frenchMoment(all.lookedAt)}, pour ${count(all.watched, 'bénévole actif', 'bénévoles actifs')} ; de nouveau chaque nuit.`
        : 'Regardé d’abord dans les minutes qui suivent l’ouverture de la ville, puis chaque nuit.'}
    </p>
    {all.proposals.length === 0 ? (
      <EmptyState
        title={
          !all.lookedAt
            ? 'Personne n’a encore été regardé.'
            : all.answered >= STEPS_A_WEEK
              ? 'C’est tout pour cette semaine.'
              : 'Rien à proposer cette semaine.'
        }
      >
        {!all.lookedAt
          ? 'Revenez dans quelques minutes.'
          : restWords(all) ||
            `Les faits des ${Math.round(all.lookedDays / 7)} dernières semaines sont regardés.`}
      </EmptyState>
    ) : (
      <>
        {all.proposals.map((one) => (
          <Card of={one} />
        ))}
        {restWords(all) && <p class="quiet">{restWords(all)}</p>}
      </>
    )}
    <Eased people={all.eased} csrf={frame.csrf} />
    {all.corrections.length > 0 && (
      <DataTable
        caption="Corrigé par les bénévoles"
        rows={all.corrections}
        empty={<EmptyState title="Aucune correction." />}
        columns={[
          { title: 'Bénévole', heads: true, cell: (one) => <Person of={one.volunteer} /> },
          { title: 'Le', cell: (one) => frenchDate(dayOf(one.what.at)) },
          { title: 'Phrase corrigée', cell: (one) => one.what.sentence },
          { title: 'Ses mots', cell: (one) => (one.what.words ? `«\u00a0${one.what.words}\u00a0»` : '') },
        ]}
      />
    )}
    <DataTable
      caption="Ce qui a été répondu, et ce qui a suivi"
      rows={all.done}
      empty={<EmptyState title="Aucune réponse ces douze dernières semaines." />}
      columns={[
        { title: 'Bénévole', heads: true, cell: (one) => <Person of={one.volunteer} /> },
        {
          title: 'Réponse',
          cell: ({ what }) =>
            `${STEP_DONE[what.step]} : ${VERDICT_NAMES[what.verdict]}, le ${frenchDate(dayOf(what.at))}, ${what.who}.`,
        },
        {
          title: 'Pourquoi',
          cell: ({ what }) => (
            <>
              {what.sentence}
              {what.note && <p class="quiet">{what.note}</p>}
            </>
          ),
        },
        {
          title: 'Ce qui a suivi',
          cell: ({ what }) => what.followed ?? (what.verdict === 'done' ? 'Trop tôt pour le dire.' : ''),
        },
      ]}
    />
  </DeskPage>
);
