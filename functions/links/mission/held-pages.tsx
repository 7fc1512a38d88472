import { pendingSteps, stepRules } from '../../../shared/missions/steps.ts';
import { addDays, civilOf, dayOf } from '../../../shared/time/civil.ts';
import { frenchDay, frenchTime } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { awaitsConfirmation } from '../../../shared/visits/situation.ts';
import { Notice } from '../../web/components.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { Page } from '../../web/layout.tsx';
import { DetailsDoor, type Shown } from './details.tsx';
import { MissionFactsCard } from './facts-card.tsx';
import type { View } from './read.ts';
import { ToldConcerns } from './told-concerns.tsx';
import { PAUSE, Signature, Ways, WORRY } from './ways.tsx';
import { isCall } from './words.ts';

const noWords = (view: View): string =>
  isCall(view) ? 'Je ne peux plus appeler' : 'Je ne peux plus y aller';

/**
 * Somebody who is there, or was, or whose slot is over, no longer gives the visit back nor notes it down; whoever is `asked`
 * has the no beside the yes.
 */
const HeldWays = ({ arrived, asked, view }: { arrived: boolean; asked: boolean; view: View }) => (
  <Ways
    of={[
      !arrived && ['/m/agenda.ics', 'Ajouter à mon agenda'],
      !arrived && !asked && ['/m/rendre', noWords(view)],
      WORRY,
      PAUSE,
    ]}
  />
);

/** The two answers that the text asks for, « oui ou non », « je confirme ou je ne peux plus »: side by side. */
const ConfirmForm = ({ frame, view, moved }: Pick<Shown, 'frame' | 'view'> & { moved: boolean }) => (
  <>
    <PostForm action="/m/confirmer" csrf={frame.csrf}>
      {moved && <Notice>L’horaire a changé : est-ce bon pour vous&nbsp;?</Notice>}
      <SubmitButton wide>
        {moved ? 'Oui' : isCall(view) ? 'Je confirme mon appel' : 'Je confirme que j’y vais'}
      </SubmitButton>
    </PostForm>
    <a class="button second" href="/m/rendre">
      {noWords(view)}
    </a>
  </>
);

/** Announced only where the agenda still owes it: a yes given after its hour is not asked again. */
const reminderWords = ({ facts }: View): string => {
  const mission = facts.mission.value;
  const owed = pendingSteps(mission, stepRules(facts.town), false);
  const reminder = owed.find(({ name }) => name === 'remind-day-before');
  if (!reminder) return '';
  const day = dayOf(reminder.at);
  const when = day === addDays(mission.day, -1) ? 'La veille' : `Le ${frenchDay(day)}`;
  return `${when}, un SMS vous demandera de confirmer. `;
};

/** Yours, and still to come. */
export const UpcomingPage = ({ frame, view, details, books, now, said }: Shown) => {
  const mission = view.facts.mission.value;
  const confirmed = mission.holder?.confirmedAt !== undefined;
  const call = isCall(view);
  const moved = mission.holder?.movedAt !== undefined;
  const asks = awaitsConfirmation(mission, now);
  return (
    <Page title="Votre mission" {...frame}>
      {said && <Notice tone="good">{said}</Notice>}
      <h1>Votre mission</h1>
      <MissionFactsCard view={view} isNamed={details === 'open' || details === 'closed'} />
      <DetailsDoor frame={frame} view={view} details={details} books={books} now={now} />
      <div class="answers">
        {confirmed && (
          <Notice tone="good">
            {call
              ? 'Vous avez confirmé. La personne attend votre appel.'
              : 'Vous avez confirmé. La personne vous attend.'}
          </Notice>
        )}
        {asks && <ConfirmForm frame={frame} view={view} moved={moved} />}
        {!confirmed && !asks && (
          <p>
            {reminderWords(view)}
            Un imprévu d’ici là&nbsp;? Dites-le ci-dessous.
          </p>
        )}
      </div>
      <ToldConcerns view={view} />
      <Signature frame={frame} />
      <HeldWays arrived={false} asked={asks} view={view} />
    </Page>
  );
};

/** The day itself: arrive, leave, tell. Once the slot is over there is only to tell, and for a while still to note that one came late. */
export const NowPage = ({ frame, view, details, books, now, said }: Shown) => {
  const { presence, holder, startsAt } = view.facts.mission.value;
  const call = isCall(view);
  // Put off by an hour or two, the text that says so asks « oui ou non ».
  const asks = Boolean(holder?.movedAt && !holder.confirmedAt && !presence?.inAt && now < startsAt);
  const over = view.situation === 'to-report';
  const inside = presence?.outAt ? undefined : presence?.inAt;
  const at = (instant: Instant) => frenchTime(civilOf(instant).time);
  return (
    <Page title={over ? 'Comment ça s’est passé ?' : 'Votre mission, aujourd’hui'} {...frame}>
      {said && <Notice tone="good">{said}</Notice>}
      <h1>{over ? 'Comment ça s’est passé ?' : 'C’est aujourd’hui'}</h1>
      <MissionFactsCard view={view} isNamed={details === 'open' || details === 'closed'} />
      <DetailsDoor frame={frame} view={view} details={details} books={books} now={now} />
      <div class="answers">
        {asks && <ConfirmForm frame={frame} view={view} moved />}
        {!call && !presence?.inAt && (!over || details !== 'shut') && (
          <PostForm action="/m/arrivee" csrf={frame.csrf}>
            <SubmitButton wide tone={over || asks ? 'second' : 'first'}>
              J’y suis
            </SubmitButton>
          </PostForm>
        )}
        {inside && (
          <>
            <Notice tone="info">{`Arrivée notée à ${at(inside)}. Pensez à nous dire quand vous sortez.`}</Notice>
            <PostForm action="/m/sortie" csrf={frame.csrf}>
              <SubmitButton wide>Je suis sorti·e</SubmitButton>
            </PostForm>
          </>
        )}
        <a
          class={call || presence?.outAt || (over && !inside) ? 'button' : 'button second'}
          href="/m/compte-rendu"
        >
          Dire comment ça s’est passé
        </a>
      </div>
      {details !== 'shut' && (
        <p>
          {call ? 'Personne ne répond' : 'Porte qui reste fermée'}, doute, malaise&nbsp;: appelez le{' '}
          <a href="tel:112">112</a> si c’est urgent, sinon la coordination.
        </p>
      )}
      <ToldConcerns view={view} />
      <Signature frame={frame} />
      <HeldWays arrived={over || presence?.inAt !== undefined} asked={asks} view={view} />
    </Page>
  );
};
