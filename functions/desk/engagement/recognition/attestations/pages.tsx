import { frenchMinutes } from '../../../../../shared/engagement/recognition/hours/totals.ts';
import type { VolunteerId } from '../../../../../shared/ids/ids.ts';
import { dayOf } from '../../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../../shared/time/french.ts';
import { volunteerName } from '../../../../../shared/volunteers/volunteer.ts';
import { Badge, DataTable, EmptyState } from '../../../../web/components.tsx';
import { Select, SubmitButton } from '../../../../web/fields.tsx';
import { freshForm } from '../../../../web/form.ts';
import { Said } from '../../../../web/said.tsx';
import { DeskPage, type Frame } from '../../../layout.tsx';
import type { Attestations } from './read.ts';

export const ATTESTATIONS = '/engagement/attestations';
export const hoursPath = (id: VolunteerId): string => `${ATTESTATIONS}/heures/${id}`;
export const sheetPath = (number: string): string => `${ATTESTATIONS}/feuille/${number}`;

const SAID: Readonly<Record<string, string>> = {
  repondu: 'C’est noté : le bénévole lit votre réponse dans son espace.',
};

const waitingCount = (entries: Attestations['hours'][number]['entries']): number =>
  entries.filter(({ state }) => state === 'waiting').length;

/** What waits for an answer, then whom to attest, then what was issued. */
export const AttestationsPage = ({
  frame,
  all,
  said,
}: {
  frame: Frame;
  all: Attestations;
  said: string | undefined;
}) => {
  const nameOf = (id: VolunteerId): string => {
    const volunteer = all.names.get(id);
    return volunteer ? volunteerName(volunteer) : 'Bénévole inconnu';
  };
  return (
    <DeskPage frame={frame} title="Attestations">
      <Said words={SAID} said={said} />
      <h1>Heures et attestations</h1>
      <p class="lead">
        Les heures viennent des missions elles-mêmes. Chaque bénévole les lit et les corrige&nbsp;; vous
        acceptez ou répondez. Une attestation a un numéro et un code que chacun peut vérifier.
      </p>
      <DataTable
        caption="Attestations demandées"
        rows={all.files}
        empty={<EmptyState title="Aucune demande d’attestation." />}
        columns={[
          {
            title: 'Bénévole',
            heads: true,
            cell: (one) => <a href={hoursPath(one.volunteerId)}>{nameOf(one.volunteerId)}</a>,
          },
          {
            title: 'Période',
            cell: ({ asked }) =>
              asked &&
              `du ${frenchDate(asked.from)} au ${frenchDate(asked.to)}${asked.withKilometres ? ', avec les kilomètres' : ''}`,
          },
          { title: 'Demandée le', cell: ({ asked }) => asked && frenchDate(dayOf(asked.at)) },
        ]}
      />
      <DataTable
        caption="Lignes d’heures à relire"
        rows={all.hours}
        empty={<EmptyState title="Aucune ligne à relire." />}
        columns={[
          {
            title: 'Bénévole',
            heads: true,
            cell: (one) => (
              <a href={`${hoursPath(one.volunteerId)}?annee=${one.year}`}>{nameOf(one.volunteerId)}</a>
            ),
          },
          { title: 'Année', cell: ({ year }) => year },
          { title: 'Lignes', numeric: true, cell: ({ entries }) => waitingCount(entries) },
        ]}
      />
      <section class="card narrow">
        <h2>Établir une attestation</h2>
        <form method="get" action={`${ATTESTATIONS}/heures`}>
          <Select
            form={freshForm()}
            name="benevole"
            label="Bénévole"
            options={all.people.map((one) => ({
              value: one.id,
              label: `${one.lastName} ${one.firstName}${one.state === 'left' ? ' (départ)' : ''}`,
            }))}
          />
          <SubmitButton tone="second">Voir ses heures</SubmitButton>
        </form>
      </section>
      <DataTable
        caption="Dernières attestations"
        rows={all.papers}
        empty={<EmptyState title="Aucune attestation encore." />}
        columns={[
          { title: 'Numéro', heads: true, cell: ({ number }) => <a href={sheetPath(number)}>{number}</a> },
          { title: 'Bénévole', cell: (one) => nameOf(one.volunteerId) },
          { title: 'Période', cell: ({ from, to }) => `${frenchDate(from)} – ${frenchDate(to)}` },
          { title: 'Heures', numeric: true, cell: ({ minutes }) => frenchMinutes(minutes) },
          {
            title: 'État',
            cell: ({ revoked }) =>
              revoked ? (
                <Badge tone="warn">
                  {revoked.replacedBy ? `remplacée par ${revoked.replacedBy}` : 'annulée'}
                </Badge>
              ) : (
                <Badge tone="good">valable</Badge>
              ),
          },
        ]}
      />
    </DeskPage>
  );
};
