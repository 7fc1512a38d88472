import { easingWords } from '../../../../shared/engagement/steps/words.ts';
import type { SummerCaller } from '../../../../shared/heat/batches/summer-caller.ts';
import { type CivilDay, dayOf } from '../../../../shared/time/civil.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { currentExceptions } from '../../../../shared/volunteers/profile/profile.ts';
import { easingIn } from '../../../../shared/volunteers/rest/easing.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { HOURS } from '../../hours/paths.ts';
import type { CheckInStanding } from '../care/check-in-routes.tsx';
import { CHECK_IN, RHYTHM } from '../care/paths.ts';
import { QUESTIONS } from '../questions/questions.ts';
import type { Space } from '../space.ts';
import { SUMMER, summerWords } from '../summer-routes.tsx';

const absencesWords = (space: Space, today: CivilDay): string => {
  const count = currentExceptions(space.me, today).length;
  if (count === 0) return 'aucune notée';
  return count === 1 ? 'une notée' : `${count} notées`;
};

/** What they told us, each with its answer as it stands. */
export const ToldLinks = ({
  space,
  summer,
  checkIn,
  now,
}: {
  space: Space;
  summer: SummerCaller | undefined;
  checkIn: CheckInStanding;
  now: Instant;
}) => {
  const { me, town } = space;
  return (
    <>
      <h2>Ce que vous nous avez dit</h2>
      <ul class="asked">
        {QUESTIONS.map((question) => (
          <li>
            <a href={`/espace/${question.path}`}>
              <strong>{question.title}</strong>
              <span>{question.now(me, town)}</span>
            </a>
          </li>
        ))}
        <li>
          <a href="/espace/absences">
            <strong>Absences et jours en plus</strong>
            <span>{absencesWords(space, dayOf(now))}</span>
          </a>
        </li>
        {me.state === 'active' && (
          <li>
            <a href={CHECK_IN}>
              <strong>Comment allez-vous&nbsp;?</strong>
              <span>
                {checkIn.isAnswered ? 'répondu ce trimestre' : 'trois questions, si vous le voulez'}
              </span>
            </a>
          </li>
        )}
        <li>
          <a href={SUMMER}>
            <strong>Appeler les jours de chaleur</strong>
            <span>{summerWords(summer)}</span>
          </a>
        </li>
        <li>
          <a href="/espace/binome">
            <strong>Binôme et personnes à éviter</strong>
            <span>{me.partnerId ? 'vous formez un binôme' : 'pas de binôme'}</span>
          </a>
        </li>
      </ul>
    </>
  );
};

/** What they may ask for, leaving included. */
export const AskLinks = ({ me, now }: { me: Volunteer; now: Instant }) => {
  const eased = easingIn(me, dayOf(now));
  return (
    <>
      <h2>Ce que vous pouvez demander</h2>
      <ul class="asked">
        {me.state === 'active' && (
          <li>
            <a href={RHYTHM}>
              <strong>Alléger mon rythme pour un temps</strong>
              <span>{eased ? easingWords(eased) : 'et lire ce que la coordination voit'}</span>
            </a>
          </li>
        )}
        <li>
          <a href={HOURS}>
            <strong>Mes heures et mes frais</strong>
            <span>les lire, les corriger, une attestation, un remboursement</span>
          </a>
        </li>
        <li>
          <a href="/espace/calendrier">
            <strong>Voir mes missions dans mon agenda</strong>
            <span>
              {me.calendar ? 'une adresse privée est ouverte' : 'une adresse privée, sans aucun nom'}
            </span>
          </a>
        </li>
        <li>
          <a href="/espace/donnees">
            <strong>Mes données</strong>
            <span>tout ce que nous gardons sur vous</span>
          </a>
        </li>
        <li>
          <a href="/espace/sms">
            <strong>{me.optedOutAt ? 'Recevoir de nouveau des SMS' : 'Ne plus recevoir de SMS'}</strong>
            <span>vous pouvez rester bénévole sans SMS</span>
          </a>
        </li>
        <li>
          <a href="/espace/partir">
            <strong>Quitter le réseau</strong>
            <span>vous êtes libre à tout moment</span>
          </a>
        </li>
      </ul>
    </>
  );
};
