import type { MyGathering } from '../../../shared/engagement/gatherings/read-gatherings.ts';
import { easingWords } from '../../../shared/engagement/steps/words.ts';
import type { SummerCaller } from '../../../shared/heat/batches/summer-caller.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import { type CivilDay, dayOf } from '../../../shared/time/civil.ts';
import { frenchDate, frenchFullDay } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { currentExceptions } from '../../../shared/volunteers/profile/profile.ts';
import { easingIn } from '../../../shared/volunteers/rest/easing.ts';
import type { ThankYou } from '../../../shared/volunteers/thanks/thank-you.ts';
import { Notice } from '../../web/components.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { Page } from '../../web/layout.tsx';
import { saidIn } from '../../web/said.tsx';
import { GATHERINGS, gatheringsWords } from '../gatherings/words.ts';
import { HOURS } from '../hours/paths.ts';
import { RECEIVED, receivedWords } from '../thanks/words.ts';
import { CHECK_IN, RHYTHM } from './care/pages.tsx';
import type { CheckInStanding } from './care/routes.tsx';
import { MissionLine } from './missions-page.tsx';
import { QUESTIONS } from './questions.tsx';
import { BackAgain, Question } from './rest/question.tsx';
import type { AskedOfMe } from './rest/routes.tsx';
import type { Space } from './space.ts';
import { SUMMER, summerWords } from './summer-routes.tsx';

/** What the page says of the act that led here; nothing else comes from the address. */
const DONE: Readonly<Record<string, string>> = {
  note: 'C’est noté, merci.',
  pause: 'C’est noté : vous êtes en pause. Nous ne vous proposons plus rien.',
  reste: 'C’est noté : vous restez parmi nous. Merci !',
  'pas-encore': 'C’est noté. Prenez votre temps.',
  reprise: 'Heureux de vous retrouver ! Les propositions peuvent reprendre.',
  'sans-sms': 'C’est noté : plus aucun SMS de notre part. Nous vous appelons pour convenir de la suite.',
  sms: 'C’est noté : vous recevrez de nouveau nos SMS.',
  evitee: 'C’est noté : nous ne vous proposerons plus cette visite.',
  chaleur: 'C’est noté, merci : un SMS vous proposera des appels les jours de chaleur.',
  'sans-chaleur': 'C’est noté : nous ne vous proposons pas d’appels les jours de chaleur.',
  point: 'Merci d’avoir répondu. Vos réponses restent à vous.',
  'point-efface': 'Vos réponses sont effacées.',
  allege: 'C’est noté : votre rythme est allégé dès maintenant.',
  habituel: 'C’est noté : vous reprenez votre rythme habituel.',
  corrige: 'Merci : nous n’en tenons plus compte, et la coordination lit ce que vous en dites.',
  binome: 'C’est noté : nous vous appelons pour en parler.',
};

const Standing = ({ space }: { space: Space }) => {
  const { me, frame } = space;
  if (me.state === 'candidate' || me.state === 'interviewed')
    return (
      <Notice title="Votre candidature est bien arrivée">
        {me.state === 'candidate'
          ? 'Nous vous appelons pour convenir d’un entretien. Vous pouvez déjà répondre aux questions ci-dessous.'
          : 'Il reste quelques pièces à réunir avant votre première mission. Nous vous appelons.'}
      </Notice>
    );
  if (me.state !== 'paused')
    return (
      <div class="twin">
        <a class="button second" href="/espace/pause">
          Faire une pause
        </a>
        <a class="button second" href="/espace/absences">
          Noter une absence
        </a>
      </div>
    );
  return (
    <Notice
      title={
        me.pausedUntil
          ? `En pause jusqu’au ${frenchDate(me.pausedUntil)} inclus`
          : 'En pause, sans date de fin'
      }
    >
      <p>Nous ne vous proposons rien pendant ce temps.</p>
      <div class="twin">
        <PostForm action="/espace/reprendre" csrf={frame.csrf}>
          <SubmitButton wide>Reprendre maintenant</SubmitButton>
        </PostForm>
        <a class="button second" href="/espace/pause">
          Changer la date
        </a>
      </div>
    </Notice>
  );
};

const absencesWords = (space: Space, today: CivilDay): string => {
  const count = currentExceptions(space.me, today).length;
  if (count === 0) return 'aucune notée';
  return count === 1 ? 'une notée' : `${count} notées`;
};

/** « Mon espace »: how I stand, what comes next, what I said, what I may ask. */
export const HomePage = ({
  space,
  next,
  summer,
  checkIn,
  asked,
  received,
  gatherings,
  now,
  done,
}: {
  space: Space;
  next: readonly Mission[];
  /** Their answer about calls on hot days. */
  summer: SummerCaller | undefined;
  checkIn: CheckInStanding;
  asked: AskedOfMe;
  /** Words that were dictated for them. */
  received: readonly ThankYou[];
  gatherings: readonly MyGathering[];
  now: Instant;
  done: string | undefined;
}) => {
  const { me, town, frame } = space;
  const said = saidIn(DONE, done);
  const eased = easingIn(me, dayOf(now));
  // Somebody who is expected soon has said that they stay.
  const question = next.length === 0 ? asked.question : undefined;
  return (
    <Page title="Mon espace" {...frame}>
      <h1>Bonjour {me.firstName}</h1>
      {said && <Notice tone="good">{said}</Notice>}
      {me.optedOutAt && (
        <Notice tone="warn">
          Vous ne recevez plus de SMS de notre part. <a href="/espace/sms">Changer d’avis</a>
        </Notice>
      )}
      {received.some(({ state }) => state === 'carried') && (
        <Notice title="Un mot vous attend">
          <p>Une personne que vous accompagnez nous l’a confié pour vous.</p>
          <p>
            <a class="button" href={RECEIVED}>
              Lire ce mot
            </a>
          </p>
        </Notice>
      )}
      {question && <Question about={question} csrf={frame.csrf} />}
      {checkIn.isAsked && me.state === 'active' && !question && (
        <Notice title="Et vous, comment allez-vous ?">
          <p>Trois questions, si vous le voulez ; aucune réponse n’est attendue.</p>
          <p>
            <a class="button" href={CHECK_IN}>
              Répondre
            </a>
          </p>
        </Notice>
      )}
      {asked.isBack && <BackAgain />}
      {question !== 'stay' && <Standing space={space} />}

      <h2>Mes prochaines missions</h2>
      {next.length === 0 ? (
        <p>Aucune pour le moment. Nous vous écrivons quand une demande vous correspond.</p>
      ) : (
        <ul class="visits">
          {next.map((mission) => (
            <MissionLine mission={mission} space={space} />
          ))}
        </ul>
      )}
      <p>
        <a href="/espace/missions">Toutes mes missions</a>
      </p>

      <h2>Entre nous</h2>
      <ul class="asked">
        <li>
          <a href={GATHERINGS}>
            <strong>Formations, sorties, rencontres</strong>
            <span>{gatheringsWords(gatherings)}</span>
          </a>
        </li>
        <li>
          <a href={RECEIVED}>
            <strong>Mots reçus</strong>
            <span>{receivedWords(received)}</span>
          </a>
        </li>
      </ul>

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
      <p class="quiet">Bénévole depuis le {frenchFullDay(dayOf(me.activeSince ?? me.appliedAt))}. Merci.</p>
    </Page>
  );
};
