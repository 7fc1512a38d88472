import type { LetterSending } from '../../../../shared/engagement/recognition/letters/letter-sending.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import { Confirm, Moment, Notice } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { euros } from '../../words.ts';
import { LETTERS } from '../thanks/tabs.tsx';

export const SENDING = `${LETTERS}/sms`;
export const STOP = `${SENDING}/arreter`;

/** A look is due every minute at most: later than that, it waits for the hours. */
const SOON_MINUTES = 5;

const countWords = ({ sent, total }: LetterSending): string => `${sent} SMS sur ${total}`;

/** Of those looked at, who was not texted: said, never left to be guessed. */
const leftOut = ({ next, sent }: LetterSending): string => {
  const out = next - sent;
  if (out === 0) return '';
  return out === 1
    ? 'Une personne n’en a pas reçu : partie depuis, ou sans SMS.'
    : `${out} personnes n’en ont pas reçu : parties depuis, ou sans SMS.`;
};

/** How far the links of this year's letters came, and the one thing to do about it. */
export const SendingState = ({ frame, of, now }: { frame: Frame; of: LetterSending; now: Instant }) => {
  switch (of.state) {
    case 'running':
      return (
        <Notice title={`Envoi en cours : ${countWords(of)}`}>
          <p>
            Il continue seul, dans les heures permises&nbsp;: vous pouvez fermer cette page. {leftOut(of)}
            {of.lookAt > plus(now, { minutes: SOON_MINUTES }) && (
              <>
                {' '}
                Il reprend <Moment at={of.lookAt} />.
              </>
            )}
          </p>
          <div class="actions">
            <a class="button second" href={`${LETTERS}?annee=${of.year}`}>
              Voir où il en est
            </a>
            <PostForm action={STOP} csrf={frame.csrf}>
              <Hidden name="year" value={of.year} />
              <SubmitButton tone="second">Arrêter l’envoi</SubmitButton>
            </PostForm>
          </div>
        </Notice>
      );
    case 'stopped':
      return (
        <Notice tone="warn" title={`Envoi arrêté : ${countWords(of)}`}>
          <p>Ce qui est parti est parti&nbsp;; rien d’autre ne part. {leftOut(of)}</p>
          <PostForm action={SENDING} csrf={frame.csrf}>
            <Hidden name="year" value={of.year} />
            <SubmitButton tone="second">Reprendre l’envoi</SubmitButton>
          </PostForm>
        </Notice>
      );
    case 'done':
      return (
        <p>
          Envoi terminé {of.endedAt && <Moment at={of.endedAt} withYear />}&nbsp;: {countWords(of)}.{' '}
          {leftOut(of)}
        </p>
      );
  }
};

/** What leaves, what it costs, before it does. */
export const SendPage = ({
  frame,
  year,
  count,
  microEuros,
}: {
  frame: Frame;
  year: string;
  count: number;
  microEuros: number;
}) => (
  <DeskPage frame={frame} title="Prévenir par SMS">
    <Confirm
      question={`Envoyer le lien de la lettre ${year} ?`}
      consequences={[
        count === 0
          ? 'Aucun SMS à envoyer : chacun a reçu son lien, ou ne reçoit pas de SMS.'
          : `${count} SMS ${count > 1 ? 'partent' : 'part'}, dans les heures permises : environ ${euros(microEuros)}.`,
        'L’envoi continue seul, par lots ; il peut être arrêté, et repris.',
        'Chaque bénévole ouvre sa propre lettre, dans « Mon espace ».',
        'Sans SMS : imprimez la lettre.',
      ]}
      action={SENDING}
      csrf={frame.csrf}
      yes={count === 0 ? 'Continuer' : `Envoyer ${count} SMS`}
      back={`${LETTERS}?annee=${year}`}
      fields={{ year }}
    />
  </DeskPage>
);
