import type { AttestationFile } from '../../../../../shared/engagement/recognition/attestation/attestation.ts';
import { seenOf } from '../../../../../shared/engagement/recognition/attestation/issue-attestation.ts';
import type { HourLine } from '../../../../../shared/engagement/recognition/hours/line.ts';
import type { Period } from '../../../../../shared/engagement/recognition/hours/read-hours.ts';
import {
  frenchKilometres,
  frenchMinutes,
  type HourTotals,
  totalsOf,
} from '../../../../../shared/engagement/recognition/hours/totals.ts';
import { frenchDate } from '../../../../../shared/time/french.ts';
import { type Volunteer, volunteerName } from '../../../../../shared/volunteers/volunteer.ts';
import { DataTable, EmptyState, Notice } from '../../../../web/components.tsx';
import {
  Check,
  DateField,
  ErrorSummary,
  Hidden,
  PostForm,
  SubmitButton,
  TextArea,
} from '../../../../web/fields.tsx';
import { type FormState, freshForm } from '../../../../web/form.ts';
import { Said } from '../../../../web/said.tsx';
import { DeskPage, type Frame } from '../../../layout.tsx';
import { LeftNotice } from '../left-notice.tsx';
import { journeyCell, minutesCell } from './line-words.ts';
import { ATTESTATIONS, hoursPath } from './pages.tsx';
import { Waiting } from './waiting-line.tsx';

const Issue = (props: {
  frame: Frame;
  volunteer: Volunteer;
  period: Period;
  totals: HourTotals;
  withKilometres: boolean;
  replaces: string | undefined;
}) => {
  const { frame, volunteer, period, totals, withKilometres, replaces } = props;
  if (totals.minutes === 0)
    return (
      <EmptyState title="Pas une heure à attester sur cette période.">Choisissez d’autres jours.</EmptyState>
    );
  return (
    <section class="card">
      <h2>{replaces ? `Remplacer l’attestation ${replaces}` : 'Établir l’attestation'}</h2>
      <p>
        <strong>{frenchMinutes(totals.minutes)}</strong>, du {frenchDate(period.from)} au{' '}
        {frenchDate(period.to)}
        {withKilometres ? `, et ${frenchKilometres(totals.metres)}` : ', sans les kilomètres'}.
      </p>
      {totals.waiting > 0 && (
        <Notice tone="warn">
          {totals.waiting === 1
            ? 'Une ligne attend votre réponse : elle compte comme avant sa correction.'
            : `${totals.waiting} lignes attendent votre réponse : elles comptent comme avant leur correction.`}
        </Notice>
      )}
      <p class="quiet">
        Une attestation ne change plus. Pour en corriger une, la nouvelle annule l’ancienne.
      </p>
      <PostForm action={`${hoursPath(volunteer.id)}/etablir`} csrf={frame.csrf}>
        <Hidden name="from" value={period.from} />
        <Hidden name="to" value={period.to} />
        <Hidden name="withKilometres" value={withKilometres ? 'yes' : 'no'} />
        <Hidden name="seen" value={seenOf(period, withKilometres, totals)} />
        {replaces && <Hidden name="replaces" value={replaces} />}
        <SubmitButton>
          {replaces ? 'Établir la nouvelle et annuler l’ancienne' : 'Établir l’attestation'}
        </SubmitButton>
      </PostForm>
    </section>
  );
};

const SAID: Readonly<Record<string, string>> = {
  repondu: 'C’est noté.',
  passe: 'Cette ligne a changé depuis, ou quelqu’un y a déjà répondu : la voici telle qu’elle est.',
  change:
    'Les heures ont changé depuis que vous avez ouvert cette page : relisez-les, puis établissez l’attestation.',
  periode:
    'Cette période ne convient pas : un dernier jour passé, après le premier, sur cinq ans au plus. En voici une autre.',
  refus: 'Cette attestation n’a pas pu être établie : vérifiez la période, et celle que vous remplacez.',
};

/** One volunteer's lines of a period: what waits is answered, then the attestation is issued from what is read here. */
export const VolunteerHoursPage = (props: {
  frame: Frame;
  volunteer: Volunteer;
  period: Period;
  lines: readonly HourLine[];
  file: AttestationFile | undefined;
  withKilometres: boolean;
  replaces: string | undefined;
  said: string | undefined;
  form: FormState;
}) => {
  const { frame, volunteer, period, lines, file, withKilometres, replaces, said, form } = props;
  const totals = totalsOf(lines);
  const known = freshForm({ du: period.from, au: period.to, km: withKilometres });
  return (
    <DeskPage frame={frame} title="Heures" hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href={ATTESTATIONS}>Attestations</a>
      </p>
      <ErrorSummary form={form} />
      <Said words={SAID} said={said} tone={said === 'repondu' ? 'good' : 'warn'} />
      <div class="head">
        <h1>Heures de {volunteerName(volunteer)}</h1>
        <a href={`/benevoles/${volunteer.id}`}>Sa fiche</a>
      </div>
      {volunteer.state === 'left' && <LeftNotice />}
      {file?.asked && (
        <Notice title="Attestation demandée">
          <p>
            Du {frenchDate(file.asked.from)} au {frenchDate(file.asked.to)},{' '}
            {file.asked.withKilometres ? 'avec' : 'sans'} les kilomètres.
          </p>
          <details class="more" open={form.problems.some(({ field }) => field === 'sentence')}>
            <summary>Répondre sans l’établir</summary>
            <PostForm action={`${hoursPath(volunteer.id)}/decliner`} csrf={frame.csrf}>
              <TextArea form={form} name="sentence" label="Votre réponse" max={300} rows={2} />
              <SubmitButton tone="second">Envoyer la réponse</SubmitButton>
            </PostForm>
          </details>
        </Notice>
      )}
      <search>
        <form method="get" action={hoursPath(volunteer.id)}>
          <div class="row">
            <DateField form={known} name="du" label="Du" />
            <DateField form={known} name="au" label="Au" />
            <Check form={known} name="km" label="Avec les kilomètres" />
          </div>
          {replaces && <Hidden name="remplace" value={replaces} />}
          <SubmitButton tone="second">Voir cette période</SubmitButton>
        </form>
      </search>
      {lines.some(({ entry }) => entry?.state === 'waiting') && <h2>À relire</h2>}
      {lines.flatMap((line) =>
        line.entry?.state === 'waiting' ? (
          <Waiting
            frame={frame}
            volunteer={volunteer}
            period={period}
            line={line}
            entry={line.entry}
            form={form}
          />
        ) : (
          []
        ),
      )}
      <DataTable
        caption={`Par programme, du ${frenchDate(period.from)} au ${frenchDate(period.to)}`}
        rows={totals.programmes}
        empty={<EmptyState title="Rien sur cette période." />}
        columns={[
          { title: 'Programme', heads: true, cell: ({ label }) => label },
          { title: 'Fois', numeric: true, cell: ({ times }) => times },
          { title: 'Durée', numeric: true, cell: ({ minutes }) => frenchMinutes(minutes) },
          {
            title: 'Sans durée connue',
            numeric: true,
            cell: ({ unknown }) => (unknown === 0 ? 'aucune' : unknown),
          },
        ]}
      />
      <Issue
        frame={frame}
        volunteer={volunteer}
        period={period}
        totals={totals}
        withKilometres={withKilometres}
        replaces={replaces}
      />
      <DataTable
        caption="Ligne à ligne"
        rows={lines}
        empty={<EmptyState title="Aucune ligne." />}
        columns={[
          { title: 'Jour', heads: true, cell: ({ day }) => frenchDate(day) },
          { title: 'Programme', cell: ({ label }) => label },
          { title: 'Durée', cell: minutesCell },
          { title: 'Trajet', cell: journeyCell },
          {
            title: 'Note',
            cell: ({ note, entry }) =>
              [
                note && note !== entry?.words ? note : '',
                entry?.words ? `«\u00a0${entry.words}\u00a0»` : '',
                entry?.state === 'answered' ? `Répondu\u00a0: «\u00a0${entry.decided?.answer}\u00a0»` : '',
              ]
                .filter(Boolean)
                .join(' '),
          },
        ]}
      />
    </DeskPage>
  );
};
