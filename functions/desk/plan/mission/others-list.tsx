import type { Child } from 'hono/jsx';
import type { Mission } from '../../../../shared/missions/mission.ts';
import type { PlanRow } from '../../../../shared/plans/week-plan.ts';
import { Hidden } from '../../../web/fields.tsx';
import { type People, volunteerNamed, volunteerPath } from '../../day/people.ts';
import { Rows } from '../../day/section.tsx';
import type { Where } from '../where.ts';
import { changePath, counted } from '../words.ts';
import type { Other } from './others.ts';

export type OthersProps = {
  readonly mission: Mission;
  /** Where one was in the week, and comes back to. */
  readonly where: Where;
  readonly people: People;
  /** What the plan says of the mission now; whether a plan chooses for it at all. */
  readonly row: PlanRow | undefined;
  readonly isPlanned: boolean;
  readonly others: readonly Other[];
  /** More than one page names. */
  readonly more: number;
  /** More people than one page names: they are looked up by name. */
  readonly search: { readonly typed: string; readonly all: number } | undefined;
};

/** Where both people of a mission for two are kept, whoever comes takes the place of one, and it is said of whom. */
const ChooseLinks = ({
  one,
  mission,
  where,
  people,
  row,
}: Pick<OthersProps, 'mission' | 'where' | 'people' | 'row'> & { one: Other }) => {
  const locked = row?.choices.filter(({ isLocked }) => isLocked) ?? [];
  const name = volunteerNamed(people, one.id);
  if (locked.length < 2)
    return (
      <a class="button second" href={changePath(mission.id, { choix: 'elle', benevole: one.id, ...where })}>
        Choisir<span class="hidden"> {name}</span>
      </a>
    );
  return (
    <div class="actions places">
      {locked.map(({ volunteerId }) => (
        <a
          class="button second"
          href={changePath(mission.id, { choix: 'elle', benevole: one.id, place: volunteerId, ...where })}
        >
          Remplacer {volunteerNamed(people, volunteerId)}
          <span class="hidden"> par {name}</span>
        </a>
      ))}
    </div>
  );
};

const OtherRow = (props: Pick<OthersProps, 'mission' | 'where' | 'people' | 'row'> & { one: Other }) => {
  const { one, people } = props;
  return (
    <li>
      <div>
        <p class="what">
          <a href={volunteerPath(one.id)}>{volunteerNamed(people, one.id)}</a>
        </p>
        <p class="facts-line">{one.sentence}</p>
      </div>
      {one.could !== 'out' && <ChooseLinks {...props} />}
    </li>
  );
};

const Search = ({
  search,
  mission,
  where,
}: Pick<OthersProps, 'mission' | 'where'> & { search: NonNullable<OthersProps['search']> }) => (
  <form method="get" action={`/semaine/missions/${mission.id}`} class="filter">
    {Object.entries(where).map(([name, value]) => (
      <Hidden name={name} value={value} />
    ))}
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

const whyNotTitle = (count: number, isNobodyElse: boolean): string => {
  if (isNobodyElse) return count === 1 ? 'Pourquoi pas ce bénévole' : `Pourquoi aucun des ${count} bénévoles`;
  return count === 1 ? 'Pourquoi pas l’autre' : `Pourquoi pas les ${counted(count, 'autre')}`;
};

/** Who is not chosen for a mission: those who could go, those whom the plan has elsewhere, each with what to choose them, and why not the rest. */
export const OthersList = ({ mission, where, people, row, isPlanned, others, more, search }: OthersProps) => {
  const isNobody = !row || row.choices.length === 0;
  const isAlone = others.length === 0 && !search;
  const among = (could: Other['could']) => others.filter((one) => one.could === could);
  const [free, busy, out] = [among('free'), among('busy'), among('out')];
  const rowsOf = (some: readonly Other[]) => (
    <Rows>
      {some.map((one) => (
        <OtherRow one={one} mission={mission} where={where} people={people} row={row} />
      ))}
    </Rows>
  );
  return (
    <>
      {search && <Search search={search} mission={mission} where={where} />}
      {isPlanned && !(isNobody && isAlone) && (
        <Section title={isNobody ? 'Qui pourrait s’en charger' : 'Qui d’autre pourrait s’en charger'}>
          {free.length > 0 ? (
            rowsOf(free)
          ) : (
            <p class="quiet">
              {isAlone ? (
                'Il n’y a pas d’autre bénévole en activité.'
              ) : (
                <>
                  {isNobody ? 'Personne' : 'Personne d’autre'}{' '}
                  {busy.length > 0
                    ? 'n’est libre sans quitter une autre mission.'
                    : 'ne remplit toutes les conditions.'}
                </>
              )}
            </p>
          )}
        </Section>
      )}
      {isPlanned && busy.length > 0 && (
        <Section title="Ou en quittant une autre mission">
          <p>Le plan confierait cette autre mission à quelqu’un d’autre, ou à personne.</p>
          {rowsOf(busy)}
        </Section>
      )}
      {isPlanned && more > 0 && (
        <p class="quiet">
          {more === 1
            ? 'Et un autre : cherchez-le par son nom.'
            : `Et ${more} autres : cherchez-les par leur nom.`}
        </p>
      )}
      {out.length > 0 && (
        <details class="fold">
          <summary>{whyNotTitle(out.length, isNobody && free.length + busy.length === 0)}</summary>
          {rowsOf(out)}
        </details>
      )}
    </>
  );
};
