import { directionLinks } from '../../../shared/geo/travel.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchTime } from '../../../shared/time/french.ts';
import { type Instant, minus } from '../../../shared/time/instant.ts';
import { mayRevealDoorCode } from '../../../shared/visits/situation.ts';
import { Facts, Notice } from '../../web/components.tsx';
import { ErrorSummary, Field, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page } from '../../web/layout.tsx';
import type { LinksFrame } from '../frame.ts';
import { BagCard, type Books } from './books.tsx';
import { MissionFactsCard, Signature } from './offer-pages.tsx';
import type { View } from './read.ts';
import { dayWords, hoursWords, isCall, programmeOf } from './words.ts';

export type Details = 'open' | 'closed' | 'other-device';
type Shown = {
  readonly frame: LinksFrame;
  readonly view: View;
  readonly details: Details;
  /** Of a mission that carries books, once its details are open. */
  readonly books: Books | undefined;
  readonly now: Instant;
  /** What was just done, said once. */
  readonly said: string | undefined;
};

const DetailsCard = ({ senior, view, now }: { senior: Senior; view: View; now: Instant }) => {
  const mission = view.facts.mission.value;
  const programme = programmeOf(view.facts.town, mission);
  const home = programme?.place !== 'phone';
  const directions = senior.address.point
    ? directionLinks(senior.address.point, view.facts.volunteer.value.travel)
    : undefined;
  return (
    <section class="card" aria-labelledby="chez">
      <h2 id="chez">
        {home ? 'Chez' : 'À appeler'} : {seniorName(senior)}
      </h2>
      {home && (
        <address class="address">
          {senior.address.line}
          {senior.address.complement && (
            <>
              <br />
              {senior.address.complement}
            </>
          )}
          <br />
          {senior.address.postcode} {senior.address.city}
        </address>
      )}
      <Facts
        of={[
          [
            'Téléphone',
            senior.phones.length > 0 ? (
              <span>
                {senior.phones.map(({ phone }) => (
                  <span class="line">
                    <a href={`tel:${phone}`}>{frenchPhone(phone)}</a>
                  </span>
                ))}
              </span>
            ) : undefined,
          ],
          [
            'Code d’entrée',
            home && senior.address.doorCode
              ? mayRevealDoorCode(mission, now)
                ? senior.address.doorCode
                : 'affiché ici la veille'
              : undefined,
          ],
          ['Conseils', senior.practicalNotes || undefined],
        ]}
      />
      {home && directions && (
        <ul class="quiet-links">
          <li>
            <a href={directions.app}>Itinéraire sur mon téléphone</a>
          </li>
          <li>
            <a href={directions.web} rel="noreferrer">
              Voir le trajet sur une carte
            </a>
          </li>
        </ul>
      )}
    </section>
  );
};

const DetailsDoor = ({ frame, view, details, books, now }: Omit<Shown, 'said'>) => {
  const senior = view.facts.senior;
  if (details === 'open' && senior)
    return (
      <>
        <DetailsCard senior={senior} view={view} now={now} />
        <BagCard books={books} />
      </>
    );
  if (details === 'closed')
    return (
      <PostForm action="/m/voir" csrf={frame.csrf}>
        <SubmitButton wide tone="second">
          {isCall(view) ? 'Voir le nom et le numéro' : 'Voir le nom et l’adresse'}
        </SubmitButton>
      </PostForm>
    );
  return (
    <section class="card">
      <h2>{isCall(view) ? 'Le nom et le numéro' : 'Le nom et l’adresse'}</h2>
      <p>
        Pour protéger la personne, ils s’affichent sur le téléphone qui a accepté. Sur celui-ci, il faut un
        code&nbsp;: nous l’envoyons par SMS à votre numéro.
      </p>
      <PostForm action="/m/code" csrf={frame.csrf}>
        <SubmitButton wide tone="second">
          M’envoyer un code par SMS
        </SubmitButton>
      </PostForm>
    </section>
  );
};

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

export const HandBackPage = ({ frame, view, late }: { frame: LinksFrame; view: View; late: boolean }) => (
  <Page title="Rendre la mission" {...frame}>
    <h1>{isCall(view) ? 'Vous ne pouvez plus appeler' : 'Vous ne pouvez plus y aller'}&nbsp;?</h1>
    <p>
      Mission du {dayWords(view.facts.mission.value).toLowerCase()}, {hoursWords(view.facts.mission.value)}.
      Cela arrive&nbsp;: mieux vaut le dire que ne pas venir.
    </p>
    {late && (
      <Notice tone="warn">
        C’est dans moins de 24 heures&nbsp;: la coordination est prévenue tout de suite et cherche quelqu’un.
      </Notice>
    )}
    {view.partner?.company === 'found' && (
      <p>
        L’autre personne est prévenue par SMS
        {view.facts.mission.value.introduces
          ? ', et y va comme d’habitude.'
          : ', et nous cherchons qui ira avec elle.'}
      </p>
    )}
    <div class="answers">
      <PostForm action="/m/rendre" csrf={frame.csrf}>
        <SubmitButton wide tone="danger">
          Oui, je rends cette mission
        </SubmitButton>
      </PostForm>
      <a class="button second" href="/m">
        Non, je la garde
      </a>
    </div>
    <Signature frame={frame} />
  </Page>
);

export const HandedBackPage = ({ frame, view }: { frame: LinksFrame; view: View }) => (
  <Page title="Mission rendue" {...frame}>
    <h1>La mission est rendue</h1>
    <Notice tone="good">Merci de l’avoir dit à temps. Nous cherchons quelqu’un d’autre.</Notice>
    <p>
      Si vous êtes de nouveau libre {dayWords(view.facts.mission.value).toLowerCase()}, vous pouvez encore la
      reprendre tant que personne ne l’a fait.
    </p>
    <div class="answers">
      <PostForm action="/m/accepter" csrf={frame.csrf}>
        <SubmitButton wide tone="second">
          {isCall(view) ? 'Finalement, je peux appeler' : 'Finalement, je peux y aller'}
        </SubmitButton>
      </PostForm>
    </div>
    <Signature frame={frame} />
  </Page>
);

export const CodePage = ({ frame, form }: { frame: LinksFrame; form: FormState }) => (
  <Page title="Code reçu par SMS" hasProblems={form.problems.length > 0} {...frame}>
    <ErrorSummary form={form} />
    <h1>Le code reçu par SMS</h1>
    <p>Nous venons d’envoyer six chiffres à votre numéro. Ils sont valables dix minutes.</p>
    <PostForm action="/m/code/verifier" csrf={frame.csrf}>
      <Field
        form={form}
        name="code"
        label="Les six chiffres"
        inputmode="numeric"
        autocomplete="one-time-code"
        max={12}
        short
      />
      <SubmitButton wide>Voir le nom et l’adresse</SubmitButton>
    </PostForm>
    <PostForm action="/m/code" csrf={frame.csrf}>
      <SubmitButton tone="plain">Je n’ai rien reçu&nbsp;: envoyer un nouveau code</SubmitButton>
    </PostForm>
    <p>
      <a href="/m">Revenir à la mission</a>
    </p>
  </Page>
);
