import type { Child } from 'hono/jsx';
import { mondayOf } from '../../../../shared/matching/week/build.ts';
import type { Gone, Since } from '../../../../shared/plans/since.ts';
import type { PlanRow } from '../../../../shared/plans/week-plan.ts';
import { frenchFullDay, frenchTime } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Facts, Notice } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { seniorNamed, seniorPath, volunteerNamed, volunteerPath } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { programmeName, sectorName } from '../../missions/words.ts';
import { Crumbs, Dropped, Remedy } from '../frame.tsx';
import { linePath } from '../where.ts';
import { changePath, NBSP, sinceWords, toWhom } from '../words.ts';
import { OthersList, type OthersProps } from './others-list.tsx';

export type MissionPlanProps = OthersProps & {
  readonly frame: Frame;
  readonly town: Town;
  readonly planKey: string;
  /** What is stored of it. */
  readonly kept: PlanRow | undefined;
  /** Whom the stored plan chose here and nobody can send any more. */
  readonly gone: readonly Gone[];
  /** Of a week too large to be solved again here: what has changed since it was. */
  readonly since: Since | undefined;
  /** A calculation is owed already. */
  readonly isAsked: boolean;
  readonly isAside: boolean;
  readonly forbidden: readonly string[];
  readonly missing: PlanRow['missing'];
  readonly said: string | undefined;
};

export const MissionFacts = ({
  town,
  mission,
  people,
}: Pick<MissionPlanProps, 'town' | 'mission' | 'people'>) => (
  <Facts
    of={[
      ['Pour', <a href={seniorPath(mission.seniorId)}>{seniorNamed(people, mission.seniorId)}</a>],
      ['Quand', `${frenchFullDay(mission.day)} à ${frenchTime(mission.time)}`],
      ['Quoi', `${programmeName(town, mission.programme)}${mission.twinId ? `, à${NBSP}deux` : ''}`],
      ['Où', sectorName(town, mission.sector)],
    ]}
  />
);

/** Takes one word back: a choice, somebody kept out, or that nobody is looked for. */
const Free = ({
  frame,
  mission,
  planKey,
  where,
  what,
  children,
}: Pick<MissionPlanProps, 'frame' | 'mission' | 'planKey' | 'where'> & {
  what: { readonly quoi: 'choix' | 'sauf'; readonly benevole: string } | { readonly quoi: 'personne' };
  children: Child;
}) => (
  <PostForm action={`/semaine/missions/${mission.id}/liberer`} csrf={frame.csrf}>
    <Hidden name="plan" value={planKey} />
    {Object.entries({ ...what, ...where }).map(([name, value]) => (
      <Hidden name={name} value={value} />
    ))}
    <SubmitButton tone="second">{children}</SubmitButton>
  </PostForm>
);

/** What the plan chose and the coordinator wants too: kept at once, since it costs nothing and moves nobody. */
const Keep = ({
  frame,
  mission,
  planKey,
  where,
  people,
  volunteerId,
}: MissionPlanProps & { volunteerId: string }) => (
  <PostForm action={`/semaine/missions/${mission.id}/changer`} csrf={frame.csrf}>
    {Object.entries({ plan: planKey, choix: 'elle', benevole: volunteerId, ...where }).map(
      ([name, value]) => (
        <Hidden name={name} value={value} />
      ),
    )}
    <SubmitButton tone="second">
      Garder ce choix<span class="hidden"> : {volunteerNamed(people, volunteerId)}</span>
    </SubmitButton>
  </PostForm>
);

const Chosen = (props: MissionPlanProps) => {
  const { row, kept, gone, people, isAside, isPlanned, missing, mission } = props;
  if (isAside)
    return (
      <Notice tone="info" title="Laissée sans bénévole, c’est votre choix">
        <p>Le plan ne cherche personne pour elle. La recherche habituelle s’en occupera à sa date.</p>
        <Free {...props} what={{ quoi: 'personne' }}>
          Laisser le plan chercher de nouveau
        </Free>
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
        {gone.map(({ volunteerId, sentence }) => (
          <p>
            Le choix de <a href={volunteerPath(volunteerId)}>{volunteerNamed(people, volunteerId)}</a> ne
            tient plus. {sentence}
          </p>
        ))}
        <p>
          {kept
            ? 'Depuis le dernier calcul, des bénévoles, des missions ou leurs places ont changé : le plan choisirait autrement ici. Proposez de nouveau la semaine.'
            : 'Cette mission est arrivée depuis le dernier calcul. Proposez de nouveau la semaine.'}
        </p>
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
              <Free {...props} what={{ quoi: 'choix', benevole: volunteerId }}>
                Ne plus garder ce choix
              </Free>
            ) : (
              <>
                <Keep {...props} volunteerId={volunteerId} />
                <a
                  class="button second"
                  href={changePath(mission.id, { choix: 'sauf', benevole: volunteerId, ...props.where })}
                >
                  N’importe qui d’autre
                </a>
              </>
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

/** One mission of the plan: who would go and why, why not somebody else, and the way to choose otherwise. */
export const MissionPlanPage = (props: MissionPlanProps) => {
  const { frame, town, where, mission, people, kept, forbidden, isAside, said, isPlanned } = props;
  return (
    <DeskPage frame={frame} title="Choisir qui irait">
      <Crumbs monday={mondayOf(mission.day)} href={linePath(mission, where)} />
      <h1>Qui choisir {toWhom(mission.act, seniorNamed(people, mission.seniorId))} ?</h1>
      {said && <Notice tone="warn">{said}</Notice>}
      <MissionFacts town={town} mission={mission} people={people} />
      <Chosen {...props} />
      {props.since && (
        <Notice tone="warn">
          {sinceWords(props.since)} Ce qui suit est dit du plan tel qu’il était.{' '}
          <a href={linePath(mission, where)}>
            {props.isAsked ? 'Le plan se recalcule, voir où cela en est' : 'Proposer de nouveau'}
          </a>
        </Notice>
      )}
      {kept?.dropped?.map((one) => (
        <Notice tone="warn">
          <Dropped row={{ dropped: [one] }} people={people} />
          <Free {...props} what={{ quoi: 'choix', benevole: one.volunteerId }}>
            Oublier ce choix
          </Free>
        </Notice>
      ))}
      {forbidden.length > 0 && (
        <Notice tone="info" title="Écarté de cette mission par la coordination">
          {forbidden.map((id) => (
            <>
              <p>
                <a href={volunteerPath(id)}>{volunteerNamed(people, id)}</a>
              </p>
              <Free {...props} what={{ quoi: 'sauf', benevole: id }}>
                Ne plus écarter<span class="hidden"> {volunteerNamed(people, id)}</span>
              </Free>
            </>
          ))}
        </Notice>
      )}
      <OthersList {...props} />
      {!isAside && isPlanned && (
        <p>
          <a class="button plain" href={changePath(mission.id, { choix: 'personne', ...where })}>
            Laisser cette mission sans bénévole
          </a>
        </p>
      )}
    </DeskPage>
  );
};
