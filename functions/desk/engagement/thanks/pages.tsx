import type { Senior } from '../../../../shared/seniors/senior.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Report } from '../../../../shared/visits/report.ts';
import type { ThankYou } from '../../../../shared/volunteers/thanks/thank-you.ts';
import { canText, type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { DataTable, EmptyState } from '../../../web/components.tsx';
import { DictatedWords } from '../../../web/dictated-words.tsx';
import { PostForm, SubmitButton } from '../../../web/fields.tsx';
import { PhoneLink } from '../../../web/layout.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { THANKS, ThanksTabs } from './tabs.tsx';
import { type Names, Said, State, wordsOfPath, wordsPath } from './words.tsx';

/** « Jeanne » or « Mme Martin »: how the page speaks of her, to people who know her. */
const her = (senior: Senior): string => senior.firstName || senior.lastName;

/** What she dictated, and what visitors reported she said. */
export const SeniorWordsPage = ({
  frame,
  senior,
  all,
  reported,
  names,
  said,
}: {
  frame: Frame;
  senior: Senior;
  all: readonly ThankYou[];
  reported: readonly Report[];
  names: Names;
  said: string | undefined;
}) => (
  <DeskPage frame={frame} title="Mots de remerciement">
    <p class="crumbs">
      <a href={`/personnes/${senior.id}`}>Son dossier</a>
    </p>
    <Said said={said} />
    <div class="head">
      <h1>Ses mots pour les bénévoles</h1>
      {senior.state === 'active' && (
        <a class="button" href={`${wordsOfPath(senior)}/nouveau`}>
          Noter ses mots
        </a>
      )}
    </div>
    <DataTable
      caption="Mots remis"
      rows={all}
      empty={
        <EmptyState title="Aucun mot remis pour le moment.">
          Quand {her(senior)} remercie quelqu’un au téléphone, ses mots peuvent l’atteindre, tels quels.
        </EmptyState>
      }
      columns={[
        {
          title: 'Pour',
          heads: true,
          cell: (one) => <a href={wordsPath(one)}>{names.get(one.volunteerId) ?? 'bénévole parti'}</a>,
        },
        { title: 'Mots', cell: ({ words }) => (words ? `«\u00a0${words}\u00a0»` : '') },
        { title: 'Prénom dit', cell: ({ from }) => (from ? 'oui' : 'non') },
        { title: 'Noté le', cell: ({ takenAt }) => frenchDate(dayOf(takenAt)) },
        { title: 'État', cell: (one) => <State of={one} /> },
      ]}
    />
    {reported.length > 0 && (
      <DataTable
        caption="Rapportés par un visiteur"
        rows={reported}
        empty={<EmptyState title="Aucun." />}
        columns={[
          { title: 'Mots', heads: true, cell: ({ thanks }) => `«\u00a0${thanks}\u00a0»` },
          { title: 'Par', cell: ({ volunteerId }) => names.get(volunteerId) ?? 'bénévole parti' },
          { title: 'Le', cell: ({ at }) => frenchDate(dayOf(at)) },
          {
            title: 'À faire',
            cell: ({ missionId }) =>
              senior.state === 'active' && (
                <a href={`${wordsOfPath(senior)}/nouveau?visite=${missionId}`}>
                  Remettre<span class="hidden"> ces mots</span>
                </a>
              ),
          },
        ]}
      />
    )}
  </DeskPage>
);

/** One word: read out to somebody without texts, or taken back before it is read. */
export const OneWordPage = ({
  frame,
  one,
  volunteer,
  said,
}: {
  frame: Frame;
  one: ThankYou;
  volunteer: Volunteer | undefined;
  said: string | undefined;
}) => (
  <DeskPage frame={frame} title="Mots à remettre">
    <p class="crumbs">
      <a href={`/personnes/${one.seniorId}/mots`}>Ses mots pour les bénévoles</a>
    </p>
    <Said said={said} />
    <div class="narrow">
      <div class="head">
        <h1>Pour {volunteer ? volunteerName(volunteer) : 'un bénévole parti'}</h1>
        <State of={one} />
      </div>
      {one.words ? <DictatedWords of={one} /> : <p>Ces mots ne sont plus gardés.</p>}
      {one.state === 'carried' && volunteer && (
        <>
          {!canText(volunteer) && (
            <p>
              Sans SMS. À lire au téléphone : <PhoneLink phone={volunteer.phone} />
            </p>
          )}
          <div class="actions">
            <PostForm action={`${wordsPath(one)}/lu`} csrf={frame.csrf}>
              <SubmitButton>Lus de vive voix</SubmitButton>
            </PostForm>
            <PostForm action={`${wordsPath(one)}/reprendre`} csrf={frame.csrf}>
              <SubmitButton tone="second">Reprendre ces mots</SubmitButton>
            </PostForm>
          </div>
          <p class="quiet">Repris, ils ne sont jamais lus, et ne sont plus gardés nulle part.</p>
        </>
      )}
    </div>
  </DeskPage>
);

/** What was carried lately in the town, those that nobody read first. */
export const TownWordsPage = ({
  frame,
  all,
  names,
}: {
  frame: Frame;
  all: readonly ThankYou[];
  names: Names;
}) => (
  <DeskPage frame={frame} title="Mots remis">
    <ThanksTabs here={THANKS} />
    <h1>Mots remis aux bénévoles</h1>
    <p class="lead">
      Ce qu’une personne accompagnée dicte pour qui vient la voir. On les note depuis son dossier.
    </p>
    <DataTable
      caption="Depuis trois mois"
      rows={all.toSorted((a, b) => Number(b.state === 'carried') - Number(a.state === 'carried'))}
      empty={
        <EmptyState title="Aucun mot remis ces trois derniers mois.">
          Dans le dossier d’une personne : « Ses mots pour les bénévoles ».
        </EmptyState>
      }
      columns={[
        {
          title: 'Pour',
          heads: true,
          cell: (one) => <a href={wordsPath(one)}>{names.get(one.volunteerId) ?? 'bénévole parti'}</a>,
        },
        {
          title: 'De la part de',
          cell: (one) => (
            <a href={`/personnes/${one.seniorId}/mots`}>{names.get(one.seniorId) ?? 'dossier fermé'}</a>
          ),
        },
        { title: 'Noté le', cell: ({ takenAt }) => frenchDate(dayOf(takenAt)) },
        { title: 'État', cell: (one) => <State of={one} /> },
      ]}
    />
  </DeskPage>
);
