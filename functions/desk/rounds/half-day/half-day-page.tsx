import { USUAL_GRAMS } from '../../../../shared/library/work.ts';
import { leftOutWords } from '../../../../shared/matching/rounds/words.ts';
import { doorOf } from '../../../../shared/rounds/half-day/day-stops.ts';
import { ordersMark } from '../../../../shared/rounds/half-day/draft.ts';
import { isTaken } from '../../../../shared/rounds/half-day/problem-of.ts';
import { volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { EmptyState, Notice } from '../../../web/components.tsx';
import { ErrorSummary, Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { DeskPage } from '../../layout.tsx';
import { type MapRound, RoundMap } from '../round-map.tsx';
import { doors, halfDayWords } from '../words.ts';
import { Door, DraftRound, Moves } from './draft-round.tsx';
import { DRAG_SCRIPT } from './drag.ts';
import { AddCarrier, type HalfDayProps, SentRounds, Setting, Subject } from './half-day-tools.tsx';

const mapOf = ({ open, seen }: HalfDayProps): readonly MapRound[] =>
  seen.rounds.map((round) => ({
    label: '',
    start: seen.laid.starts[round.index]?.point ?? open.draft.depot.point,
    stops: round.stops.flatMap(({ bring }) => doorOf(bring.senior, open.town).point ?? []),
    returns: round.carrier.returns && round.stops.length > 0,
  }));

/** One half-day of deliveries: who is to be brought something, by whom, in which order, at what time. */
export const HalfDayPage = (props: HalfDayProps) => {
  const { frame, open, seen, form, setting, said } = props;
  const { subject, programme } = open;
  const title = `${programme.label}, ${halfDayWords(subject.day, subject.half)}`;
  const placed = seen.rounds.reduce((sum, { stops }) => sum + stops.length, 0);
  const free = open.draft.carriers.filter(({ volunteerId }) => !isTaken(open, volunteerId));
  const problems = [...form.problems, ...setting.problems];
  const leftPoints = seen.leftOut.flatMap(({ bring }) => doorOf(bring.senior, open.town).point ?? []);
  return (
    <DeskPage frame={frame} title={title} script={DRAG_SCRIPT.path} hasProblems={problems.length > 0}>
      <p class="crumbs no-print">
        <a href="/tournees">Tournées</a>
      </p>
      <ErrorSummary form={{ ...form, problems }} />
      {said && <Notice tone={said.startsWith('!') ? 'warn' : 'good'}>{said.replace(/^!/, '')}</Notice>}
      <h1>{title}</h1>
      <p class="lead">
        {open.missions.length === 0
          ? 'Aucune livraison n’est prévue cette demi-journée.'
          : `${doors(open.toBring.length)} ${open.toBring.length === 1 ? 'attend' : 'attendent'} une tournée, ${placed === 0 ? 'aucune n’est placée' : placed === 1 ? 'une est placée' : `${placed} sont placées`} ci-dessous.`}
      </p>
      {open.rounds.length > 0 && <SentRounds props={props} rounds={open.rounds} />}
      {open.toBring.length === 0 ? (
        <EmptyState title="Rien n’attend.">
          {open.rounds.length > 0
            ? 'Toutes les portes de la demi-journée sont dans une tournée.'
            : 'Les livraisons apparaissent ici dès que leur service, ou une campagne, les a prévues.'}
        </EmptyState>
      ) : (
        <>
          <Setting props={props} />
          <AddCarrier props={props} />
          {free.length > 0 && (
            <PostForm action="/tournees/proposer" csrf={frame.csrf}>
              <Subject open={open} />
              <input type="hidden" name="vu" value={ordersMark(open.draft)} />
              <div class="actions round-tools">
                <SubmitButton>
                  {open.draft.proposedAt ? 'Calculer de nouveau les tournées' : 'Calculer les tournées'}
                </SubmitButton>
              </div>
              {open.draft.proposedAt && (
                <p class="quiet round-tools">
                  Le calcul remplace l’ordre ci-dessous, y compris vos changements.
                </p>
              )}
            </PostForm>
          )}
          {open.toBring.some(({ isUsualWeight }) => isUsualWeight) && (
            <p class="quiet">
              Rien n’est encore choisi pour certains lecteurs : leur sac compte pour ce qu’il pèse d’habitude
              (le nombre de documents du profil, au poids de ceux qui sont chez la personne, sinon{' '}
              {USUAL_GRAMS.book} g le livre, {USUAL_GRAMS['large-print']} g en gros caractères,{' '}
              {USUAL_GRAMS.audio} g le livre lu).
            </p>
          )}
          {open.roadsSilent && (
            <Notice tone="warn">
              Le service d’itinéraires ne répond pas : les temps de trajet sont estimés à vol d’oiseau.
            </Notice>
          )}
          {placed > 0 && (
            <RoundMap
              rounds={mapOf(props)}
              others={leftPoints}
              label={`Carte des tournées : ${seen.rounds
                .filter(({ stops }) => stops.length > 0)
                .map(({ index, stops }) => {
                  const volunteer = open.volunteers[index];
                  return `${volunteer ? volunteerName(volunteer) : 'un bénévole'}, ${doors(stops.length)}`;
                })
                .join(' ; ')}. Les listes disent la même chose.`}
            />
          )}
          {seen.rounds
            .filter(({ carrier, stops }) => stops.length > 0 || free.includes(carrier))
            .map((round) => (
              <DraftRound props={props} round={round} />
            ))}
          {seen.leftOut.length > 0 && (
            <section class="card">
              <h2>Dans aucune tournée ({seen.leftOut.length})</h2>
              <ul class="round-stops" data-porteur="personne">
                {seen.leftOut.map(({ bring, why }) => (
                  <li data-mission={bring.mission.id} id={bring.mission.id}>
                    <Door bring={bring} town={open.town} />
                    <span class="quiet">{free.length === 0 ? 'Ajoutez un porteur.' : leftOutWords(why)}</span>
                    <Moves props={props} bring={bring} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <PostForm action="/tournees/placer" csrf={frame.csrf} class="drop-door">
            <Subject open={open} />
            <Hidden name="mission" value="" />
            <Hidden name="vers" value="" />
            <Hidden name="rang" value="" />
          </PostForm>
        </>
      )}
    </DeskPage>
  );
};
