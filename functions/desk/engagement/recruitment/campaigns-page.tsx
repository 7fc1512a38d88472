import { AGE_BANDS, type SourceRow } from '../../../../shared/engagement/recruitment/arrivals.ts';
import type { Needs } from '../../../../shared/engagement/recruitment/needs.ts';
import type { Told } from '../../../../shared/engagement/small-numbers/suppress.ts';
import { FUNNEL_STEPS, type FunnelStep } from '../../../../shared/engagement/turnover/funnel.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { Badge, DataTable, EmptyState } from '../../../web/components.tsx';
import { ErrorSummary, Field, PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { Said } from '../../../web/said.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { BAND_NAMES, FUNNEL_NAMES } from '../movements/words.ts';
import { RecruitTabs } from './candidates-page.tsx';
import type { Campaigns } from './read.ts';
import { CAMPAIGNS, campaignPath, RECRUIT } from './words.ts';

const SAID: Readonly<Record<string, string>> = {
  close: 'La campagne est close. Son adresse mène toujours à la page, sans être comptée.',
  publie: 'C’est dit : la page publique montre où l’on attend, à partir de cinq personnes.',
  retire: 'C’est retiré : la page publique ne dit plus rien des besoins.',
};

const reached = ({ funnel }: SourceRow, step: FunnelStep): number =>
  funnel.find((row) => row.step === step)?.reached ?? 0;

const told = (value: Told | undefined): string =>
  value === undefined || value === null ? 'moins de 5, ou caché' : String(value);

const Ages = ({ of: { ages, from, today } }: { of: Campaigns }) => {
  const columns = ['Ont candidaté', 'Inscrits aujourd’hui'];
  const rows = AGE_BANDS.map((band, row) => ({ band, cells: ages.cells[row] ?? [] }));
  return (
    <DataTable
      caption={`Âges, du ${frenchDate(from)} au ${frenchDate(today)}`}
      rows={rows}
      empty={<EmptyState title="Personne encore." />}
      columns={[
        {
          title: 'Âge',
          heads: true,
          cell: ({ band }) => (band === 'unknown' ? 'pas encore demandé' : BAND_NAMES[band]),
        },
        ...columns.map((title, column) => ({
          title,
          numeric: true,
          cell: ({ cells }: (typeof rows)[number]) => told(cells[column]),
        })),
      ]}
    />
  );
};

const NeedsCard = ({ needs, csrf }: { needs: Needs | undefined; csrf: string }) => (
  <section class="card">
    <h2>Dire où l’on attend</h2>
    <p>
      {needs?.isPublic && needs.on
        ? `La page publique dit, au ${frenchDate(needs.on)}, les quartiers, les moments et les missions où cinq personnes ou plus n’ont encore personne. Recompté chaque lundi.`
        : 'La page publique ne dit rien des besoins. Elle peut montrer les quartiers et les moments où cinq personnes ou plus attendent quelqu’un, par paliers (cinq, dix, vingt…) : jamais un nombre plus petit, jamais un total.'}
    </p>
    <PostForm action={`${RECRUIT}/besoins`} csrf={csrf}>
      <div class="actions">
        {needs?.isPublic ? (
          <>
            <SubmitButton name="publish" value="yes" tone="second">
              Recompter maintenant
            </SubmitButton>
            <SubmitButton name="publish" value="no" tone="second">
              Ne plus le dire
            </SubmitButton>
          </>
        ) : (
          <SubmitButton name="publish" value="yes">
            Le dire sur la page publique
          </SubmitButton>
        )}
      </div>
    </PostForm>
  </section>
);

const NewCampaign = ({ form, csrf }: { form: FormState; csrf: string }) => (
  <section class="card">
    <h2>Nouvelle campagne</h2>
    <ErrorSummary form={form} />
    <PostForm action={CAMPAIGNS} csrf={csrf}>
      <Field form={form} name="name" label="Nom, pour l’équipe" hint="Affiche, pharmacie Battant" max={60} />
      <Field
        form={form}
        name="code"
        label="Fin de l’adresse"
        hint="Courte, facile à taper : affiche-battant. Vide : faite du nom."
        max={40}
        optional
      />
      <Field
        form={form}
        name="words"
        label="Une ligne sur l’affiche"
        hint="À Battant, des voisins âgés aimeraient de la visite."
        max={120}
        optional
      />
      <SubmitButton>Créer la campagne</SubmitButton>
    </PostForm>
  </section>
);

/** Where people heard of the town, and how far they came. */
export const CampaignsPage = ({
  frame,
  all,
  form,
  said,
}: {
  frame: Frame;
  all: Campaigns;
  form: FormState;
  said: string | undefined;
}) => (
  <DeskPage frame={frame} title="Campagnes" hasProblems={form.problems.length > 0}>
    <Said words={SAID} said={said} />
    <h1>Campagnes et besoins</h1>
    <RecruitTabs here="campaigns" />
    <p class="lead">
      Du {frenchDate(all.from)} au {frenchDate(all.today)}. Seules les candidatures sont comptées : la page
      publique ne dépose rien sur les téléphones, et personne ne sait combien de fois une affiche a été vue.
    </p>
    <DataTable
      caption="D’où viennent les candidatures"
      rows={all.rows}
      empty={
        <EmptyState title="Aucune candidature, aucune campagne.">
          Une campagne est une adresse courte à imprimer : chaque candidature garde d’où elle vient.
        </EmptyState>
      }
      columns={[
        {
          title: 'Provenance',
          heads: true,
          cell: ({ campaign, name }) =>
            campaign ? (
              <>
                <a href={campaignPath(campaign)}>{name}</a>{' '}
                {campaign.state === 'closed' && <Badge>close</Badge>}
              </>
            ) : (
              name
            ),
        },
        ...FUNNEL_STEPS.map((step) => ({
          title: FUNNEL_NAMES[step],
          numeric: true,
          cell: (row: SourceRow) => reached(row, step),
        })),
        {
          title: 'En chemin',
          numeric: true,
          cell: ({ funnel }) => funnel.reduce((sum, { waiting }) => sum + waiting, 0),
        },
        {
          title: 'Ont renoncé',
          numeric: true,
          cell: ({ funnel }) => funnel.reduce((sum, { gaveUp }) => sum + gaveUp, 0),
        },
      ]}
    />
    <Ages of={all} />
    <p class="quiet">
      L’âge se demande à l’entretien, s’il est dit. De un à quatre, un nombre est caché, avec ce qui
      permettrait de le retrouver.
    </p>
    <div class="columns no-print">
      <NewCampaign form={form} csrf={frame.csrf} />
      <NeedsCard needs={all.needs} csrf={frame.csrf} />
    </div>
  </DeskPage>
);
