import type { MyGathering } from '../../../../shared/engagement/gatherings/read-gatherings.ts';
import type { SummerCaller } from '../../../../shared/heat/batches/summer-caller.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchFullDay } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { ThankYou } from '../../../../shared/volunteers/thanks/thank-you.ts';
import { Notice } from '../../../web/components.tsx';
import { Page } from '../../../web/layout.tsx';
import { saidIn } from '../../../web/said.tsx';
import { GATHERINGS, gatheringsWords } from '../../gatherings/words.ts';
import { RECEIVED, receivedWords } from '../../thanks/words.ts';
import type { CheckInStanding } from '../care/check-in-routes.tsx';
import { CHECK_IN } from '../care/paths.ts';
import { MissionLine } from '../missions-page.tsx';
import { BackAgain, Question } from '../rest/question.tsx';
import type { AskedOfMe } from '../rest/routes.tsx';
import type { Space } from '../space.ts';

import { AskLinks, ToldLinks } from './links.tsx';
import { Standing } from './standing.tsx';

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
  const { me, frame } = space;
  const said = saidIn(DONE, done);
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
      {/* Whoever has just chosen is not asked again on the page that says so. */}
      {asked.isBack && done !== 'reprise' && <BackAgain />}
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

      <ToldLinks space={space} summer={summer} checkIn={checkIn} now={now} />
      <AskLinks me={me} now={now} />
      <p class="quiet">Bénévole depuis le {frenchFullDay(dayOf(me.activeSince ?? me.appliedAt))}. Merci.</p>
    </Page>
  );
};
