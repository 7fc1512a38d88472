import { frenchMinutes } from '../../../../shared/engagement/recognition/hours/totals.ts';
import { violationWords } from '../../../../shared/matching/rounds/words.ts';
import { frenchPhone } from '../../../../shared/phone/phone.ts';
import type { HalfDayRounds } from '../../../../shared/rounds/half-day/read-rounds.ts';
import type { SeenRound } from '../../../../shared/rounds/half-day/see-rounds.ts';
import { MOST_STOPS } from '../../../../shared/rounds/round.ts';
import { orderMark } from '../../../../shared/rounds/send-round.ts';
import { civilOf } from '../../../../shared/time/civil.ts';
import { frenchTime } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { canText, type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Moment, Notice } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { euros } from '../../words.ts';
import { doors, halfDayPath, halfDayWords, loadWords } from '../words.ts';

const LOADS = [
  { unit: 'kg', per: 1_000 },
  { unit: 'portes', per: 1 },
];

/** Before a round leaves: what it is, at what cost, whether it holds, and why it may not be sent. */
export const SendRoundPage = ({
  frame,
  open,
  round,
  volunteer,
  leavesAt,
  answerBy,
  why,
  said,
}: {
  frame: Frame;
  open: HalfDayRounds;
  round: SeenRound;
  volunteer: Volunteer;
  leavesAt: Instant;
  answerBy: Instant;
  why: string | undefined;
  said?: string | undefined;
}) => {
  const { subject, town } = open;
  const back = halfDayPath(subject);
  const isTooLong = round.stops.length > MOST_STOPS;
  const faults = round.judged.violations.map((fault) => violationWords(fault, LOADS));
  return (
    <DeskPage frame={frame} title="Proposer une tournée">
      <p class="crumbs no-print">
        <a href="/tournees">Tournées</a> · <a href={back}>{halfDayWords(subject.day, subject.half)}</a>
      </p>
      <h1>Proposer cette tournée à {volunteerName(volunteer)} ?</h1>
      {said && <Notice tone="warn">{said}</Notice>}
      {why && (
        <Notice tone="warn" title="Cette tournée ne peut pas être proposée">
          <p>{why}</p>
        </Notice>
      )}
      {isTooLong && (
        <Notice tone="warn" title="Cette tournée est trop longue">
          <p>
            Une tournée a {MOST_STOPS} portes au plus ; celle-ci en a {round.stops.length}. Partagez-la entre
            deux porteurs.
          </p>
        </Notice>
      )}
      <section class="card">
        <p class="lead">
          {doors(round.stops.length)}, {loadWords(round)}, départ à {frenchTime(civilOf(leavesAt).time)},{' '}
          {frenchMinutes(Math.round(round.judged.round.duration / 60))} en tout.
        </p>
        <ul>
          {canText(volunteer) ? (
            <li>
              Un SMS, {euros(town.smsPartMicroEuros)}, avec un lien pour toute la tournée. Aucun nom n’y est
              écrit.
            </li>
          ) : (
            <li>
              {volunteer.firstName} ne reçoit pas de SMS : appelez le {frenchPhone(volunteer.phone)}, puis
              notez sa réponse sur la page de la tournée.
            </li>
          )}
          <li>
            Réponse attendue jusqu’à <Moment at={answerBy} />. Sans réponse, les portes attendent de nouveau
            et une tâche vous le dit.
          </li>
          <li>
            La tournée est acceptée ou refusée en entier. Les noms et les adresses s’ouvrent après le oui.
          </li>
        </ul>
        {faults.length > 0 && (
          <Notice tone="warn" title="Cette tournée ne tient pas tout à fait">
            <ul>
              {faults.map((fault) => (
                <li>{fault}</li>
              ))}
            </ul>
          </Notice>
        )}
        {!why && !isTooLong && (
          <PostForm action="/tournees/envoyer" csrf={frame.csrf}>
            <Hidden name="programme" value={subject.programme} />
            <Hidden name="jour" value={subject.day} />
            <Hidden name="moitie" value={subject.half} />
            <Hidden name="benevole" value={volunteer.id} />
            <Hidden name="ordre" value={orderMark(round)} />
            {faults.length > 0 && <Hidden name="malgre" value="oui" />}
            <div class="actions">
              <SubmitButton>{faults.length > 0 ? 'Proposer quand même' : 'Proposer'}</SubmitButton>
              <a class="button second" href={back}>
                Ne rien envoyer
              </a>
            </div>
          </PostForm>
        )}
        {(why || isTooLong) && (
          <p>
            <a class="button second" href={back}>
              Revenir aux tournées
            </a>
          </p>
        )}
      </section>
    </DeskPage>
  );
};
