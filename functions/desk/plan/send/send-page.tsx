import type { CivilDay } from '../../../../shared/time/civil.ts';
import { frenchTime } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { EmptyState, Moment, Notice } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { euros } from '../../words.ts';
import { Crumbs } from '../frame.tsx';
import { counted, weekPath, weekWords } from '../words.ts';

/** What sending would do, counted on the plan and on the files as they are now. */
export type Sending = {
  readonly key: string;
  readonly offers: number;
  readonly texts: number;
  readonly parts: number;
  readonly microEuros: number;
  readonly several: readonly { readonly name: string; readonly count: number }[];
  readonly called: readonly string[];
  /** Chosen, and no longer to be asked. */
  readonly away: readonly { readonly name: string; readonly about: string; readonly sentence: string }[];
  /** Places left without anybody; a mission for two has two. */
  readonly missing: number;
  /** When texts may leave. */
  readonly leavesAt: Instant;
};

const MOST_NAMED = 60;
const named = (names: readonly string[]): string =>
  `${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ` et ${names.length - MOST_NAMED} autres` : ''}`;

/** Before anything leaves: how many texts, at what cost, who gets several, who is to be called. */
export const SendPage = ({
  frame,
  town,
  monday,
  now,
  sending,
}: {
  frame: Frame;
  town: Town;
  monday: CivilDay;
  now: Instant;
  sending: Sending;
}) => (
  <DeskPage frame={frame} title="Envoyer les propositions">
    <Crumbs monday={monday} />
    <h1>Envoyer les propositions de la semaine {weekWords(monday)} ?</h1>
    {sending.offers === 0 ? (
      <EmptyState title="Il n’y a rien à envoyer.">
        <p>
          Le plan ne choisit personne pour cette semaine. <a href={weekPath(monday)}>Revenir à la semaine</a>
        </p>
      </EmptyState>
    ) : (
      <section class="card">
        <p class="lead">
          <strong>
            {counted(sending.texts, 'SMS', 'SMS')}
            {sending.parts > sending.texts && ` (comptés pour ${sending.parts})`}, {euros(sending.microEuros)}
          </strong>{' '}
          pour {counted(sending.offers, 'proposition')}.
        </p>
        <ul>
          <li>
            Chaque bénévole choisi est interrogé d’abord, seul tant qu’il reste du temps. S’il dit non, la
            recherche continue sans que vous ayez rien à faire, avec d’autres SMS.
          </li>
          {sending.several.length > 0 && (
            <li>
              {counted(
                sending.several.length,
                'personne a plusieurs propositions',
                'personnes ont plusieurs propositions',
              )}{' '}
              : {named(sending.several.map(({ name, count }) => `${name} (${count})`))}.
            </li>
          )}
          {sending.called.length > 0 && (
            <li>
              {counted(sending.called.length, 'personne sans SMS', 'personnes sans SMS')}, à appeler :{' '}
              {named(sending.called)}. Une tâche le rappelle.
            </li>
          )}
          <li>
            {sending.leavesAt <= now ? (
              <>
                Les SMS partent maintenant, et jamais hors des heures permises (
                {frenchTime(town.quietHours.from)} à {frenchTime(town.quietHours.to)}).
              </>
            ) : (
              <>
                Il est trop tard ou trop tôt pour un SMS : ils partiront <Moment at={sending.leavesAt} />.
              </>
            )}
          </li>
          {sending.missing > 0 && (
            <li>
              {counted(sending.missing, 'place reste', 'places restent')} sans personne : la recherche
              habituelle s’en occupe à sa date.
            </li>
          )}
        </ul>
        {sending.away.length > 0 && (
          <Notice tone="warn" title="Des choix ne peuvent pas partir">
            <ul>
              {sending.away.slice(0, MOST_NAMED).map(({ name, about, sentence }) => (
                <li>
                  {name}, {about}. {sentence}
                </li>
              ))}
              {sending.away.length > MOST_NAMED && <li>Et {sending.away.length - MOST_NAMED} autres.</li>}
            </ul>
            <p>
              Ces propositions ne partiront pas : la recherche habituelle s’en occupe à sa date. Vous pouvez
              d’abord <a href={weekPath(monday)}>proposer de nouveau la semaine</a> : le plan y cherche
              quelqu’un d’autre.
            </p>
          </Notice>
        )}
        <PostForm action="/semaine/envoyer" csrf={frame.csrf}>
          <Hidden name="semaine" value={monday} />
          <Hidden name="plan" value={sending.key} />
          <div class="actions">
            <SubmitButton>Envoyer</SubmitButton>
            <a class="button second" href={weekPath(monday)}>
              Ne rien envoyer
            </a>
          </div>
        </PostForm>
      </section>
    )}
  </DeskPage>
);
