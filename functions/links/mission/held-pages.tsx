import { civilOf } from '../../../shared/time/civil.ts';
import { frenchTime } from '../../../shared/time/french.ts';
import { type Instant, minus } from '../../../shared/time/instant.ts';
import { Notice } from '../../web/components.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { Page } from '../../web/layout.tsx';
import { DetailsDoor, type Shown } from './details.tsx';
import { MissionFactsCard, Signature } from './offer-pages.tsx';
import { isCall } from './words.ts';

/** Somebody who is there, or was, no longer gives the visit back nor notes it down. */
const HandBackLink = ({ arrived, call }: { arrived: boolean; call: boolean }) => (
  <ul class="quiet-links">
    {!arrived && (
      <>
        <li>
          <a href="/m/agenda.ics">Ajouter à mon agenda</a>
        </li>
        <li>
          <a href="/m/rendre">{call ? 'Je ne peux plus appeler' : 'Je ne peux plus y aller'}</a>
        </li>
      </>
    )}
    <li>
      <a href="/m/inquietude">Quelque chose m’inquiète</a>
    </li>
    <li>
      <a href="/m/pause">Faire une pause</a>
    </li>
  </ul>
);

/** Yours, and still to come. */
export const UpcomingPage = ({ frame, view, details, books, now, said }: Shown) => {
  const { holder, steps, startsAt } = view.facts.mission.value;
  const confirmed = holder?.confirmedAt !== undefined;
  const call = isCall(view);
  // Asked for the day before: right after a yes, the question would cast doubt on the yes.
  const asks = steps.dayBeforeAt !== undefined || now >= minus(startsAt, { hours: 24 });
  return (
    <Page title="Votre mission" {...frame}>
      {said && <Notice tone="good">{said}</Notice>}
      <h1>Votre mission</h1>
      <MissionFactsCard view={view} isNamed={details !== 'other-device'} />
      <DetailsDoor frame={frame} view={view} details={details} books={books} now={now} />
      <div class="answers">
        {confirmed && <Notice tone="good">Vous avez confirmé. La personne vous attend.</Notice>}
        {!confirmed && asks && (
          <PostForm action="/m/confirmer" csrf={frame.csrf}>
            <SubmitButton wide>{call ? 'Je confirme mon appel' : 'Je confirme que j’y vais'}</SubmitButton>
          </PostForm>
        )}
        {!confirmed && !asks && (
          <p>
            La veille, un SMS vous demandera de confirmer. Un imprévu d’ici là&nbsp;? Dites-le ci-dessous.
          </p>
        )}
      </div>
      <Signature frame={frame} />
      <HandBackLink arrived={false} call={call} />
    </Page>
  );
};

/** The day itself: arrive, leave, tell. */
export const NowPage = ({ frame, view, details, books, now, said }: Shown) => {
  const { presence } = view.facts.mission.value;
  const call = isCall(view);
  const at = (instant: Instant) => frenchTime(civilOf(instant).time);
  return (
    <Page title="Votre mission, aujourd’hui" {...frame}>
      {said && <Notice tone="good">{said}</Notice>}
      <h1>C’est aujourd’hui</h1>
      <MissionFactsCard view={view} isNamed={details !== 'other-device'} />
      <DetailsDoor frame={frame} view={view} details={details} books={books} now={now} />
      <div class="answers">
        {!call && !presence?.inAt && (
          <PostForm action="/m/arrivee" csrf={frame.csrf}>
            <SubmitButton wide>J’y suis</SubmitButton>
          </PostForm>
        )}
        {presence?.inAt && !presence.outAt && (
          <>
            <Notice tone="info">{`Arrivée notée à ${at(presence.inAt)}. Pensez à nous dire quand vous sortez.`}</Notice>
            <PostForm action="/m/sortie" csrf={frame.csrf}>
              <SubmitButton wide>Je suis sorti·e</SubmitButton>
            </PostForm>
          </>
        )}
        <a class={call || presence?.outAt ? 'button' : 'button second'} href="/m/compte-rendu">
          Dire comment ça s’est passé
        </a>
      </div>
      <p>
        {call ? 'Personne ne répond' : 'Porte qui reste fermée'}, doute, malaise&nbsp;: appelez le{' '}
        <a href="tel:112">112</a> si c’est urgent, sinon la coordination.
      </p>
      <Signature frame={frame} />
      <HandBackLink arrived={presence?.inAt !== undefined} call={call} />
    </Page>
  );
};
