import type { Child, FC } from 'hono/jsx';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchDay, frenchRelativeDay } from '../../../shared/time/french.ts';
import { type Frame, type Owned, Page, Portrait, phonePath, shortMoment } from './frame.tsx';
import type { PhoneState, Sms } from './phones.ts';
import { deliveryWords, partsWords, STATE_WORDS, timeOf } from './words.ts';

/** The first page: the phone on the table, with what came in last. */
export const LockScreen: FC<{ frame: Frame; recent: readonly (Sms & Owned)[] }> = ({ frame, recent }) => {
  const { day } = civilOf(frame.now);
  return (
    <Page frame={frame} title="Le téléphone de la ville, démonstration">
      <section class="phone lock" aria-label="Derniers messages">
        <h1>
          <span class="big">{timeOf(frame.now)}</span>
          <span class="day">{frenchDay(day)}</span>
        </h1>
        {recent.length === 0 ? (
          <p class="bubble empty">
            Aucun SMS pour l’instant. Ils apparaissent ici dès que la ville en envoie : publiez une visite au
            bureau, ou avancez le temps jusqu’au prochain rappel.
          </p>
        ) : (
          <ul class="notices">
            {recent.map((sms) => (
              <li>
                <a href={phonePath(sms.to)}>
                  <span class="who">{sms.owner ?? frenchPhone(sms.to)}</span>
                  <span class="when">{shortMoment(sms.at, frame.now)}</span>
                  <samp class="excerpt">{sms.body}</samp>
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
    </Page>
  );
};

/** One phone: its messages as bubbles, oldest first, and what its owner may do to it. */
export const Conversation: FC<{
  frame: Frame;
  phone: Owned & { readonly state: PhoneState };
  messages: readonly Sms[];
}> = ({ frame, phone, messages }) => {
  const shown = frenchPhone(phone.number);
  const warning = STATE_WORDS[phone.state];
  const today = civilOf(frame.now).day;
  return (
    <Page frame={frame} title={`SMS reçus au ${shown}`} open={phone.number}>
      <section class="phone" aria-labelledby="qui">
        <header class="holder">
          <a class="back" href="/">
            <span aria-hidden="true">‹</span> Tous les téléphones
          </a>
          <Portrait number={phone.number} owner={phone.owner} />
          <h1 id="qui">
            {phone.owner ?? shown}
            {phone.owner ? <span class="number">{shown}</span> : null}
          </h1>
        </header>
        <ol class="bubbles">
          {messages.map((sms, at) => {
            const { day } = civilOf(sms.at);
            const before = messages[at - 1];
            const newDay = !before || civilOf(before.at).day !== day;
            const newSender = newDay || before.senderId !== sms.senderId;
            return (
              <li id={sms.id}>
                {newDay ? <p class="day">{frenchRelativeDay(day, today)}</p> : null}
                {newSender ? <p class="sender">{sms.senderId}</p> : null}
                <p class={sms.status === 'failed' ? 'bubble lost' : 'bubble'}>
                  <samp>{withLinks(sms.body)}</samp>
                </p>
                <p class="facts">
                  <time datetime={sms.at}>{timeOf(sms.at)}</time> · {deliveryWords(sms)} · {partsWords(sms)}
                </p>
              </li>
            );
          })}
        </ol>
        <footer class="tools">
          {warning ? <p class="warning">{warning}</p> : null}
          <p class="quiet">On ne peut pas répondre à cet expéditeur : on touche le lien, ou on appelle.</p>
          <StateForms phone={phone} />
        </footer>
      </section>
    </Page>
  );
};

const StateForms: FC<{ phone: Owned & { readonly state: PhoneState } }> = ({ phone }) => (
  <form method="post" action={`${phonePath(phone.number)}/state`} class="states">
    {phone.state === 'reachable' ? (
      <>
        <button type="submit" name="state" value="silent">
          Ce téléphone ne répond plus
        </button>
        <button type="submit" name="state" value="opted-out">
          Son propriétaire refuse les SMS
        </button>
      </>
    ) : (
      <button type="submit" name="state" value="reachable">
        {phone.state === 'silent'
          ? 'Ce téléphone répond de nouveau'
          : 'Son propriétaire accepte de nouveau les SMS'}
      </button>
    )}
  </form>
);

/** A phone makes each address of a text touchable; nothing else of it is ever markup, and no space of it changes. */
const withLinks = (text: string): Child[] =>
  text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((piece, index) =>
    index % 2 === 1 ? (
      <a href={piece} target="_blank" rel="noreferrer">
        {piece.replace(/^https?:\/\//, '')}
        <span class="hidden"> (nouvel onglet)</span>
      </a>
    ) : (
      piece
    ),
  );

export const NotFound: FC<{ frame: Frame }> = ({ frame }) => (
  <Page frame={frame} title="Ce téléphone n’existe pas">
    <section class="phone lock">
      <h1>
        <span class="day">Ce téléphone n’existe pas</span>
      </h1>
      <p class="bubble empty">
        Aucun SMS n’est parti vers ce numéro. <a href="/">Voir tous les téléphones</a>
      </p>
    </section>
  </Page>
);
