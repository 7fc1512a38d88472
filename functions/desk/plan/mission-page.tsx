import type { Child } from 'hono/jsx';
import type { Mission } from '../../../shared/missions/mission.ts';
import type { PlanRow } from '../../../shared/plans/week-plan.ts';
import type { CivilDay } from '../../../shared/time/civil.ts';
import { frenchFullDay, frenchTime } from '../../../shared/time/french.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Facts, Notice } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { type People, seniorNamed, seniorPath, volunteerNamed, volunteerPath } from '../day/people.ts';
import { Rows } from '../day/section.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import { programmeName, sectorName } from '../missions/words.ts';
import { Crumbs, Dropped, Remedy } from './frame.tsx';
import { counted, toWhom } from './words.ts';

/** Somebody who is not chosen, with the reason; `canGo`: no rule stands in the way. */
export type Other = { readonly id: string; readonly sentence: string; readonly canGo: boolean };

export type MissionPlanProps = {
  readonly frame: Frame;
  readonly town: Town;
  readonly monday: CivilDay;
  readonly mission: Mission;
  readonly people: People;
  readonly planKey: string;
  /** What the plan says of it now; what was stored of it; whether a plan chooses for it at all. */
  readonly row: PlanRow | undefined;
  readonly kept: PlanRow | undefined;
  readonly isPlanned: boolean;
  readonly isAside: boolean;
  readonly forbidden: readonly string[];
  readonly missing: PlanRow['missing'];
  readonly others: readonly Other[];
  /** More than one page names. */
  readonly more: number;
  /** More people than one page names: they are looked up by name. */
  readonly search: { readonly typed: string; readonly all: number } | undefined;
  readonly said: string | undefined;
};

export const changePath = (id: string, query: Readonly<Record<string, string>>): string =>
  `/semaine/missions/${id}/changer?${new URLSearchParams(query)}`;

export const MissionFacts = ({
  town,
  mission,
  people,
}: Pick<MissionPlanProps, 'town' | 'mission' | 'people'>) => (
  <Facts
    of={[
      ['Pour', <a href={seniorPath(mission.seniorId)}>{seniorNamed(people, mission.seniorId)}</a>],
      ['Quand', `${frenchFullDay(mission.day)} à ${frenchTime(mission.time)}`],
      ['Quoi', `${programmeName(town, mission.programme)}${mission.twinId ? ', à deux' : ''}`],
      ['Où', sectorName(town, mission.sector)],
    ]}
  />
);

const Free = ({
  frame,
  mission,
  monday,
  planKey,
  children,
}: Pick<MissionPlanProps, 'frame' | 'mission' | 'monday' | 'planKey'> & { children: string }) => (
  <PostForm action={`/semaine/missions/${mission.id}/liberer`} csrf={frame.csrf}>
    <Hidden name="semaine" value={monday} />
    <Hidden name="plan" value={planKey} />
    <SubmitButton tone="second">{children}</SubmitButton>
  </PostForm>
);

const Chosen = (props: MissionPlanProps) => {
  const { row, kept, people, isAside, isPlanned, missing, mission } = props;
  if (isAside)
    return (
      <Notice tone="info" title="Laissée sans bénévole, c’est votre choix">
        <p>Le plan ne cherche personne pour elle. La recherche habituelle s’en occupera à sa date.</p>
        <Free {...props}>Laisser le plan chercher de nouveau</Free>
      </Notice>
    );
  if (!isPlanned)
    return (
      <Notice tone="info">
        Le plan ne choisit personne pour cette mission : elle a déjà quelqu’un, attend une réponse, ou
        s’organise autrement. <a href={`/missions/${mission.id}`}>Voir la mission</a>
      </Notice>
    );
  if (!row)
    return (
      <Notice tone="warn">
        {kept
          ? 'Depuis le dernier calcul, quelqu’un n’est plus disponible ou une mission s’est ajoutée : le plan choisirait autrement ici. Proposez de nouveau la semaine.'
          : 'Cette mission est arrivée depuis le dernier calcul. Proposez de nouveau la semaine.'}
      </Notice>
    );
  return (
    <>
      {row.choices.map(({ volunteerId, why, isLocked }) => (
        <section class="card">
          <h2>
            <a href={volunteerPath(volunteerId)}>{volunteerNamed(people, volunteerId)}</a>
            {isLocked ? ' : votre choix, gardé' : ' : le choix du plan'}
          </h2>
          <p>{why}</p>
          <div class="actions">
            {isLocked ? (
              <Free {...props}>Ne plus garder ce choix</Free>
            ) : (
              <a
                class="button second"
                href={changePath(mission.id, { choix: 'sauf', benevole: volunteerId })}
              >
                N’importe qui d’autre
              </a>
            )}
          </div>
        </section>
      ))}
      {missing && (
        <section class="card">
          <h2>{row.choices.length > 0 ? 'Il manque encore quelqu’un' : 'Le plan ne trouve personne'}</h2>
          <p>{missing.sentence}</p>
          {missing.remedy && (
            <p>
              <strong>Le plus petit changement.</strong> <Remedy missing={missing} people={people} />
            </p>
          )}
        </section>
      )}
    </>
  );
};

const OtherRow = ({
  one,
  mission,
  people,
}: Pick<MissionPlanProps, 'mission' | 'people'> & { one: Other }) => (
  <li>
    <div>
      <p class="what">
        <a href={volunteerPath(one.id)}>{volunteerNamed(people, one.id)}</a>
      </p>
      <p class="facts-line">{one.sentence}</p>
    </div>
    {one.canGo && (
      <a class="button second" href={changePath(mission.id, { choix: 'elle', benevole: one.id })}>
        Choisir<span class="hidden"> {volunteerNamed(people, one.id)}</span>
      </a>
    )}
  </li>
);

const Search = ({
  search,
  mission,
}: Pick<MissionPlanProps, 'mission'> & { search: NonNullable<MissionPlanProps['search']> }) => (
  <form method="get" action={`/semaine/missions/${mission.id}`} class="filter">
    <div class="field">
      <label for="f-nom">Pourquoi pas… (nom ou prénom, parmi {search.all})</label>
      <input id="f-nom" name="nom" value={search.typed} maxlength={60} autocomplete="off" />
    </div>
    <button type="submit" class="second">
      Chercher
    </button>
  </form>
);

const Section = ({ title, children }: { title: string; children?: Child }) => (
  <section>
    <h2>{title}</h2>
    {children}
  </section>
);

/** One mission of the plan: who would go and why, why not somebody else, and the way to choose otherwise. */
export const MissionPlanPage = (props: MissionPlanProps) => {
  const {
    frame,
    town,
    monday,
    mission,
    people,
    others,
    kept,
    search,
    forbidden,
    isAside,
    said,
    more,
    isPlanned,
  } = props;
  const able = others.filter(({ canGo }) => canGo);
  const unable = others.filter(({ canGo }) => !canGo);
  return (
    <DeskPage frame={frame} title="Choisir qui irait">
      <Crumbs monday={monday} />
      <h1>Qui choisir {toWhom(mission.act, seniorNamed(people, mission.seniorId))} ?</h1>
      {said && <Notice tone="warn">{said}</Notice>}
      <MissionFacts town={town} mission={mission} people={people} />
      <Chosen {...props} />
      {kept?.dropped && (
        <Notice tone="warn">
          <Dropped row={kept} people={people} />
          <Free {...props}>Oublier ce choix</Free>
        </Notice>
      )}
      {forbidden.length > 0 && (
        <Notice tone="info">
          <p>
            Écarté de cette mission par la coordination :{' '}
            {forbidden.map((id) => volunteerNamed(people, id)).join(', ')}.
          </p>
          <Free {...props}>Ne plus écarter personne</Free>
        </Notice>
      )}
      {search && <Search search={search} mission={mission} />}
      {isPlanned && (
        <Section title="Qui d’autre pourrait s’en charger">
          {able.length === 0 ? (
            <p class="quiet">Personne d’autre ne remplit toutes les conditions.</p>
          ) : (
            <Rows>
              {able.map((one) => (
                <OtherRow one={one} mission={mission} people={people} />
              ))}
            </Rows>
          )}
          {more > 0 && <p class="quiet">Et {more} autres : cherchez-les par leur nom.</p>}
        </Section>
      )}
      {unable.length > 0 && (
        <details class="fold">
          <summary>
            {unable.length === 1
              ? 'Pourquoi pas l’autre'
              : `Pourquoi pas les ${counted(unable.length, 'autre')}`}
          </summary>
          <Rows>
            {unable.map((one) => (
              <OtherRow one={one} mission={mission} people={people} />
            ))}
          </Rows>
        </details>
      )}
      {!isAside && isPlanned && (
        <p>
          <a class="button plain" href={changePath(mission.id, { choix: 'personne' })}>
            Laisser cette mission sans bénévole
          </a>
        </p>
      )}
    </DeskPage>
  );
};
