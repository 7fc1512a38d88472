import { can } from '../../../shared/access/table.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { ageOn, dayOf } from '../../../shared/time/civil.ts';
import { frenchRelativeDay } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, DataTable, EmptyState, Notice, Pagination } from '../../web/components.tsx';
import { Field, Select, SubmitButton } from '../../web/fields.tsx';
import { freshForm } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { PAIRINGS_PATH } from '../services/paths.ts';
import type { Found } from './search.ts';
import type { Team } from './team.ts';
import { SENIOR_STATE } from './words.ts';

export type SeniorSearch = {
  readonly q: string;
  readonly state: Senior['state'];
  readonly sector: string;
};

export const SeniorListPage = ({
  frame,
  town,
  search,
  found,
  isFirst,
  team,
  now,
}: {
  frame: Frame;
  town: Town;
  search: SeniorSearch;
  found: Found;
  isFirst: boolean;
  team: Team;
  now: Instant;
}) => {
  const form = freshForm({ q: search.q, etat: search.state, secteur: search.sector });
  const sectorName = (code: string | undefined) => town.sectors.find((sector) => sector.code === code)?.name;
  const query = { q: search.q, etat: search.state, secteur: search.sector };
  return (
    <DeskPage frame={frame} title="Personnes accompagnées">
      <div class="head">
        <h1>Personnes accompagnées</h1>
        <a class="button" href="/personnes/nouvelle">
          Ouvrir un dossier
        </a>
        {can(frame.staff, 'service.arrange') && (
          <a class="button second no-print" href={PAIRINGS_PATH}>
            Binômes proposés
          </a>
        )}
      </div>
      <search>
        <form method="get" action="/personnes" class="card">
          <div class="row">
            <Field
              form={form}
              name="q"
              label="Nom, téléphone ou numéro S-…"
              hint="Le début du nom de famille suffit."
              type="search"
              max={60}
            />
            <Select
              form={form}
              name="secteur"
              label="Secteur"
              empty="Tous"
              options={town.sectors.map((sector) => ({ value: sector.code, label: sector.name }))}
            />
            <Select
              form={form}
              name="etat"
              label="État"
              options={(['active', 'waiting', 'closed'] as const).map((value) => ({
                value,
                label: SENIOR_STATE[value],
              }))}
            />
          </div>
          <SubmitButton>Chercher</SubmitButton>
        </form>
      </search>
      {found.instead === 'elsewhere' && (
        <Notice>Personne de ce nom dans l’état « {SENIOR_STATE[search.state]} ». Voici les autres.</Notice>
      )}
      {found.instead === 'by-ear' && (
        <Notice>
          Rien ne correspond tel quel. Voici qui porte un nom proche, ou les mêmes mots dans un autre ordre.
        </Notice>
      )}
      {found.flag && (
        <Notice>
          Le signalement {found.flag.number} n’a pas encore mené à un dossier.{' '}
          <a href={`/signalements/${found.flag.id}`}>Ouvrir ce signalement</a>
        </Notice>
      )}
      <DataTable
        caption="Résultats"
        hideCaption
        rows={found.seniors}
        empty={
          <EmptyState title="Personne ne répond à cette recherche.">
            <p>
              Essayez le début du nom de famille seul, un autre secteur, ou un numéro de téléphone entier.
            </p>
          </EmptyState>
        }
        columns={[
          {
            title: 'Nom',
            heads: true,
            cell: (senior) => (
              <a href={`/personnes/${senior.id}`}>
                {senior.lastName} {senior.firstName}
              </a>
            ),
          },
          {
            title: 'Âge',
            cell: (senior) => (senior.birthDay ? `${ageOn(senior.birthDay, dayOf(now))}\u00a0ans` : ''),
          },
          { title: 'Adresse', cell: (senior) => senior.address.line },
          { title: 'Secteur', cell: (senior) => sectorName(senior.address.sector) ?? 'à préciser' },
          { title: 'Référent', cell: (senior) => team.get(senior.referentId ?? '')?.name ?? '' },
          {
            title: 'Dernier contact',
            cell: (senior) =>
              senior.lastContactAt ? frenchRelativeDay(dayOf(senior.lastContactAt), dayOf(now)) : 'inconnu',
          },
          {
            title: 'État',
            cell: (senior) => (
              <Badge
                tone={senior.state === 'active' ? 'good' : senior.state === 'waiting' ? 'info' : 'neutral'}
              >
                {SENIOR_STATE[senior.state]}
              </Badge>
            ),
          },
        ]}
      />
      <Pagination path="/personnes" query={query} next={found.next} isFirst={isFirst} />
    </DeskPage>
  );
};
