import { areRemediesPartial } from '../../../../shared/plans/solve/plan-rows.ts';
import { isPromised } from '../../../../shared/plans/solve/promised.ts';
import { hasBegun, isBeingSent } from '../../../../shared/plans/week-plan.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { Moment, Notice } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { Frame } from '../../layout.tsx';
import type { WeekShown } from '../read.ts';
import {
  changesWords,
  counted,
  coverageWords,
  MEETINGS_UNREAD,
  proofWords,
  sheetPath,
  weekPath,
} from '../words.ts';
import { groupId, NOBODY, type View } from './lines.ts';

type Props = {
  readonly frame: Frame;
  readonly week: WeekShown;
  readonly view: View;
  readonly now: Instant;
};

export const Propose = ({
  frame,
  week,
  view,
  again,
}: Pick<Props, 'frame' | 'week' | 'view'> & { again: boolean }) => (
  <PostForm action="/semaine/proposer" csrf={frame.csrf} class="waits">
    <Hidden name="semaine" value={week.monday} />
    {view !== 'jour' && <Hidden name="vue" value={view} />}
    <Hidden name="vu" value={week.plan?.state ?? 'proposed'} />
    <SubmitButton tone={again ? 'second' : 'first'}>
      {again ? 'Proposer de nouveau' : 'Proposer la semaine'}
    </SubmitButton>
    <p class="quiet" role="status" data-words="Le plan se calcule : quelques secondes." />
  </PostForm>
);

/** What the plan gives: people found, since when, and what has come since. */
export const Figures = ({ week, now }: Pick<Props, 'week' | 'now'>) => {
  const result = week.plan?.result;
  if (!result) return null;
  const [first, ...others] = coverageWords(result.totals, result.missions);
  const fresh = week.entries.filter(({ standing }) => standing === 'new').length;
  const calledOff = week.entries.filter(({ standing }) => standing === 'called-off').length;
  const promised =
    week.plan?.state === 'proposed'
      ? week.entries
          .flatMap(({ mission, twin }) => [mission, ...(twin ? [twin] : [])])
          .filter((seat) => isPromised(seat, now)).length
      : 0;
  return (
    <section aria-label="Ce que donne le plan">
      <p class="lead">
        <strong>{first}</strong> {others.join(' ')}{' '}
        {result.totals.found > 0 && result.totals.found < result.totals.wanted && (
          <a
            class="no-print"
            href={`${weekPath(week.monday, { vue: 'benevole', groupe: NOBODY })}#${groupId(NOBODY)}`}
          >
            Voir celles qui restent
          </a>
        )}
      </p>
      {result.areMeetingsUnread && <p class="quiet">{MEETINGS_UNREAD}</p>}
      {week.plan?.state === 'proposed' && areRemediesPartial(week.rows) && (
        <p class="quiet">
          Le plus petit changement n’est pas écrit partout : là où il manque, « Changer » le dit.
        </p>
      )}
      {week.plan?.state === 'proposed' && week.plan.changes && <p>{changesWords(week.plan.changes, now)}</p>}
      <p class="quiet">
        {result.volunteers > 0 && result.totals.wanted > 0 && proofWords(result)} Calculé{' '}
        <Moment at={result.at} />
        {result.by.kind === 'system' ? ', pendant la nuit' : ''}, avec{' '}
        {counted(result.volunteers, 'bénévole en activité', 'bénévoles en activité')}.
      </p>
      {result.volunteers === 0 && (
        <Notice tone="warn">
          Il n’y avait aucun bénévole en activité : le plan ne peut envoyer personne.{' '}
          <a href="/benevoles">Voir les bénévoles</a>
        </Notice>
      )}
      {promised > 0 && (
        <Notice tone="warn">
          {`${counted(promised, 'proposition déjà envoyée part', 'propositions déjà envoyées partent')} aux heures permises, sans attendre ce nouveau plan. Envoyez-le avant pour qu’il compte.`}
        </Notice>
      )}
      {calledOff > 0 && (
        <Notice tone="info">
          {`${counted(calledOff, 'mission de ce plan a été annulée', 'missions de ce plan ont été annulées')} depuis : qui devait s’en charger redevient libre dès que vous proposez de nouveau.`}
        </Notice>
      )}
      {fresh > 0 && (
        <Notice tone="warn">
          {`${counted(fresh, 'mission est arrivée', 'missions sont arrivées')} depuis ce calcul. Proposez de nouveau pour en tenir compte : vos choix gardés le restent.`}
        </Notice>
      )}
    </section>
  );
};

/** What can be done with it. */
export const Acts = ({ frame, week, view, now }: Props) => {
  const { plan } = week;
  if (!plan?.result) return null;
  const locked = plan.locks.length + plan.aside.length;
  const dropped = week.rows.reduce((sum, row) => sum + (row.dropped?.length ?? 0), 0);
  return (
    <div class="actions no-print">
      {plan.state === 'proposed' && plan.result.totals.found > 0 && !plan.saidSince && (
        <a class="button" href={sheetPath('envoyer', week.monday)}>
          Envoyer les propositions
        </a>
      )}
      {!isBeingSent(plan) && !hasBegun(week.monday, now) && (
        <Propose frame={frame} week={week} view={view} again />
      )}
      <a class="button second" href={sheetPath('renforts', week.monday)}>
        Où recruter
      </a>
      {locked > 0 && (
        <p class="quiet">
          {counted(locked, 'choix gardé', 'choix gardés')}
          {dropped > 0 && `, dont ${dropped} qui ne ${dropped > 1 ? 'tiennent' : 'tient'} plus`}.
          {plan.saidSince && ' Le plan s’envoie une fois recalculé autour.'}
        </p>
      )}
    </div>
  );
};
