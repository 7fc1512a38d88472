import {
  type Campaign,
  type CampaignDoor,
  DOOR_STANDINGS,
  type DoorStanding,
  isToBring,
} from '../../../../shared/rounds/campaign/campaign.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import type { Programme } from '../../../../shared/town/programme.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Badge, DataTable, EmptyState, Notice, type Tone } from '../../../web/components.tsx';
import {
  Checks,
  DateField,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  Select,
  SubmitButton,
} from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { seniorPath } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { doors, HALF_WORDS, halfDayPath, halfDayWords } from '../words.ts';

export const STANDING_WORDS: Readonly<Record<DoorStanding, readonly [string, Tone]>> = {
  delivered: ['remis', 'good'],
  'not-home': ['pas là', 'warn'],
  refused: ['refusé', 'neutral'],
  'not-delivered': ['pas remis', 'warn'],
  'under-way': ['dans une tournée', 'info'],
  planned: ['prévu, sans porteur', 'neutral'],
  waiting: ['rien de prévu', 'warn'],
};

const count = (all: readonly CampaignDoor[], standing: DoorStanding): number =>
  all.filter((door) => door.standing === standing).length;

type Row = { readonly name: string; readonly doors: readonly CampaignDoor[] };

const Report = ({ town, all }: { town: Town; all: readonly CampaignDoor[] }) => {
  const bySector: Row[] = town.sectors.flatMap(({ code, name }) => {
    const its = all.filter(({ senior }) => senior.address.sector === code);
    return its.length > 0 ? [{ name, doors: its }] : [];
  });
  const elsewhere = all.filter(
    ({ senior }) => !town.sectors.some(({ code }) => code === senior.address.sector),
  );
  const rows: Row[] = [
    ...bySector,
    ...(elsewhere.length > 0 ? [{ name: 'Sans secteur', doors: elsewhere }] : []),
    { name: 'En tout', doors: all },
  ];
  return (
    <DataTable
      caption="Bilan par secteur"
      rows={rows}
      empty=""
      columns={[
        { title: 'Secteur', heads: true, cell: ({ name }) => name },
        { title: 'Ont dit oui', numeric: true, cell: ({ doors: its }) => its.length },
        ...DOOR_STANDINGS.map((standing) => ({
          title: STANDING_WORDS[standing][0],
          numeric: true,
          cell: ({ doors: its }: Row) => count(its, standing),
        })),
        {
          title: 'inquiétudes dites',
          numeric: true,
          cell: ({ doors: its }) => its.filter(({ hasConcern }) => hasConcern).length,
        },
      ]}
    />
  );
};

const PlanForm = ({
  frame,
  town,
  programme,
  year,
  form,
  left,
}: {
  frame: Frame;
  town: Town;
  programme: Programme;
  year: number;
  form: FormState;
  left: number;
}) => (
  <section class="card no-print">
    <h2>Prévoir une demi-journée</h2>
    <p>
      {left === 1 ? 'Une porte attend' : `${left} portes attendent`} encore : rien de prévu, ou absence la
      première fois. Qui a refusé est laissé tranquille.
    </p>
    <PostForm action="/tournees/campagne" csrf={frame.csrf}>
      <Hidden name="programme" value={programme.code} />
      <Hidden name="annee" value={year} />
      <div class="row">
        <DateField form={form} name="jour" label="Jour" />
        <Select
          form={form}
          name="moitie"
          label="Moment"
          options={[
            { value: 'am', label: HALF_WORDS.am },
            { value: 'pm', label: HALF_WORDS.pm },
          ]}
        />
        <Field form={form} name="combien" label="Portes au plus" inputmode="numeric" max={3} short />
      </div>
      <Checks
        form={form}
        name="secteurs"
        label="Secteurs"
        hint="Aucun coché : toute la ville."
        optional
        options={town.sectors.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <SubmitButton>Prévoir</SubmitButton>
    </PostForm>
  </section>
);

const MOST_SHOWN = 300;

/** A season of deliveries: who agreed, where each parcel is, what is still to plan, the figures for the council. */
export const CampaignPage = ({
  frame,
  town,
  programme,
  open,
  form,
  said,
  today,
}: {
  frame: Frame;
  town: Town;
  programme: Programme;
  open: Campaign;
  form: FormState;
  said: string | undefined;
  today: CivilDay;
}) => {
  const { campaign, doors: all } = open;
  const toBring = all.filter(({ standing }) => isToBring(standing));
  const served = count(all, 'delivered');
  const title = `${programme.label} ${campaign.year}`;
  const days = campaign.halfDays.toSorted((a, b) => (`${a.day}${a.half}` < `${b.day}${b.half}` ? -1 : 1));
  return (
    <DeskPage frame={frame} title={title} hasProblems={form.problems.length > 0}>
      <p class="crumbs no-print">
        <a href="/tournees">Tournées</a>
      </p>
      <ErrorSummary form={form} />
      {said && <Notice tone={said.startsWith('!') ? 'warn' : 'good'}>{said.replace(/^!/, '')}</Notice>}
      <h1>{title}</h1>
      {all.length === 0 ? (
        <EmptyState title="Personne n’a encore dit oui.">
          <p>
            La liste vient des accords : notez celui de chaque personne sur son dossier, pour «&nbsp;
            {programme.label}&nbsp;». <a href="/personnes">Les personnes</a>
          </p>
        </EmptyState>
      ) : (
        <>
          <p class="lead">
            {all.length === 1 ? 'Une personne a dit oui' : `${all.length} personnes ont dit oui`},{' '}
            {served === 0 ? 'aucune n’a' : `${served} ${served === 1 ? 'a' : 'ont'}`} été{' '}
            {served > 1 ? 'servies' : 'servie'},{' '}
            {toBring.length === 0 ? 'plus personne n’attend' : `${doors(toBring.length)} à prévoir`}.
          </p>
          {days.length > 0 && (
            <section>
              <h2>Demi-journées</h2>
              <ul>
                {days.map((one) => (
                  <li>
                    <a href={halfDayPath({ programme: programme.code, ...one })}>
                      {halfDayWords(one.day, one.half)}
                    </a>
                    {one.day < today ? ' (passée)' : ''}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {toBring.length > 0 && (
            <PlanForm
              frame={frame}
              town={town}
              programme={programme}
              year={campaign.year}
              form={form}
              left={toBring.length}
            />
          )}
          <Report town={town} all={all} />
          <div class="no-print">
            <DataTable
              caption="Personne par personne"
              rows={all.slice(0, MOST_SHOWN)}
              empty=""
              columns={[
                {
                  title: 'Personne',
                  heads: true,
                  cell: ({ senior }) => <a href={seniorPath(senior.id)}>{seniorName(senior)}</a>,
                },
                {
                  title: 'Secteur',
                  cell: ({ senior }) =>
                    town.sectors.find(({ code }) => code === senior.address.sector)?.name ?? 'sans secteur',
                },
                {
                  title: 'Où en est-on',
                  cell: ({ standing, hasConcern }) => (
                    <>
                      <Badge tone={STANDING_WORDS[standing][1]}>{STANDING_WORDS[standing][0]}</Badge>
                      {hasConcern && <Badge tone="alert">inquiétude</Badge>}
                    </>
                  ),
                },
                {
                  title: 'Mission',
                  cell: ({ mission }) => (mission ? <a href={`/missions/${mission.id}`}>voir</a> : ''),
                },
              ]}
            />
            {all.length > MOST_SHOWN && <p class="quiet">Les {MOST_SHOWN} premières, par nom.</p>}
          </div>
        </>
      )}
    </DeskPage>
  );
};
