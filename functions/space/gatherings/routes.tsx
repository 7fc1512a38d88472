import type { Hono } from 'hono';
import * as z from 'zod';
import { answerGathering } from '../../../shared/engagement/gatherings/change-gathering.ts';
import { coming, seenWhere, waiting } from '../../../shared/engagement/gatherings/decide-gathering.ts';
import { remindsAt } from '../../../shared/engagement/gatherings/look.ts';
import { gatheringsFor, type MyGathering } from '../../../shared/engagement/gatherings/read-gatherings.ts';
import { gatheringIdSchema } from '../../../shared/ids/ids.ts';
import { DOORS } from '../../../shared/messages/kinds.ts';
import { frenchFullDay, frenchTime } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Gathering, Registration } from '../../../shared/volunteers/gatherings/gathering.ts';
import type { GatheringType } from '../../../shared/volunteers/gatherings/gathering-type.ts';
import { EmptyState, Notice } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { choice, readForm } from '../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { Page } from '../../web/layout.tsx';
import { saidIn } from '../../web/said.tsx';
import { Back } from '../my-space/missions-page.tsx';
import { firstHop, inSpace, type Space } from '../my-space/space.ts';
import { GATHERINGS } from './words.ts';

const TYPE_NAMES: Readonly<Record<GatheringType, string>> = {
  training: 'Formation',
  outing: 'Sortie',
  meeting: 'Rencontre',
};

const SAID: Readonly<Record<string, readonly ['good' | 'warn', string]>> = {
  oui: ['good', 'C’est noté : vous venez. Un rappel arrive peu avant.'],
  bientot: ['good', 'C’est noté : vous venez. C’est tout bientôt : pas d’autre rappel.'],
  attente: [
    'good',
    'C’est complet : vous êtes sur la liste d’attente. Un SMS vous dit si une place se libère.',
  ],
  non: ['good', 'C’est noté : vous ne venez pas. Merci de l’avoir dit.'],
  change: ['warn', 'Le jour, l’heure ou le lieu viennent de changer. Relisez, puis dites si vous venez.'],
  trop: ['warn', 'Les inscriptions sont closes pour ce rendez-vous. Appelez-nous si vous vouliez venir.'],
};

const placesWords = (one: Gathering): string => {
  const left = one.seats - coming(one).length;
  if (left > 0 && waiting(one).length === 0)
    return left === 1 ? 'Il reste une place.' : `Il reste ${left} places.`;
  const queue = waiting(one).length;
  return `C’est complet${queue === 0 ? '' : queue === 1 ? ', une personne attend déjà' : `, ${queue} personnes attendent déjà`}.`;
};

const mineWords = (one: Gathering, mine: Registration | undefined): string => {
  if (one.state === 'cancelled') return 'Annulé. Avec toutes nos excuses.';
  switch (mine?.state) {
    case 'registered':
      return 'Vous venez.';
    case 'waiting': {
      const before = waiting(one).findIndex(({ volunteerId }) => volunteerId === mine.volunteerId);
      return before <= 0
        ? 'Vous êtes la première personne sur la liste d’attente.'
        : `Vous êtes sur la liste d’attente, après ${before === 1 ? 'une autre personne' : `${before} autres personnes`}.`;
    }
    case 'walk-in':
      return 'Votre présence est notée.';
    case 'cancelled':
      return `Vous avez dit que vous ne venez pas. ${placesWords(one)}`;
    default:
      return placesWords(one);
  }
};

const Answer = ({
  space,
  one,
  mine,
  now,
}: {
  space: Space;
  one: Gathering;
  mine: Registration | undefined;
  now: Instant;
}) => {
  if (one.state !== 'open' || one.startsAt <= now) return null;
  const isIn = mine?.state === 'registered' || mine?.state === 'waiting';
  const isFull = one.seats <= coming(one).length || waiting(one).length > 0;
  return (
    <PostForm action={`${GATHERINGS}/${one.id}`} csrf={space.frame.csrf}>
      <Hidden name="seen" value={seenWhere(one)} />
      <div class="twin">
        {!isIn && (
          <SubmitButton name="answer" value="yes">
            {isFull ? 'Me mettre sur la liste d’attente' : 'Je viens'}
            <span class="hidden"> : {one.title}</span>
          </SubmitButton>
        )}
        {mine?.state !== 'cancelled' && (
          <SubmitButton name="answer" value="no" tone="second">
            {isIn ? 'Je ne peux plus venir' : 'Je ne viens pas'}
            <span class="hidden"> : {one.title}</span>
          </SubmitButton>
        )}
      </div>
    </PostForm>
  );
};

const GatheringsPage = ({
  space,
  all,
  now,
  said,
}: {
  space: Space;
  all: readonly MyGathering[];
  now: Instant;
  said: string | undefined;
}) => {
  const word = saidIn(SAID, said);
  return (
    <Page title="Rendez-vous" {...space.frame}>
      <Back />
      <h1>Formations, sorties, rencontres</h1>
      {word && <Notice tone={word[0]}>{word[1]}</Notice>}
      {all.length === 0 ? (
        <EmptyState title="Rien de prévu pour le moment.">
          {space.me.state === 'paused'
            ? 'Pendant votre pause, nous ne vous proposons rien.'
            : 'Un SMS vous invite quand quelque chose se prépare. Venir n’est jamais obligatoire.'}
        </EmptyState>
      ) : (
        <ul class="visits">
          {all.map(({ gathering: one, mine }) => (
            <li>
              <h2>{one.title}</h2>
              <p>
                {TYPE_NAMES[one.type]}, {frenchFullDay(one.day)}, {frenchTime(one.from)} à{' '}
                {frenchTime(one.to)}
              </p>
              <p>{one.place}</p>
              {one.details && <p>{one.details}</p>}
              <p>
                <strong>{mineWords(one, mine)}</strong>
              </p>
              <Answer space={space} one={one} mine={mine} now={now} />
            </li>
          ))}
        </ul>
      )}
      <p>Ne plus recevoir d’invitation&nbsp;: prenez une pause, ou dites-le-nous au téléphone.</p>
    </Page>
  );
};

const answerForm = z.object({
  answer: choice(['yes', 'no'], 'Choisissez une réponse.'),
  seen: z.string().max(40).optional(),
});
const postAnswer = async (c: WebContext, space: Space): Promise<Response> => {
  const id = gatheringIdSchema.safeParse(c.req.param('id'));
  const read = await readForm(c, answerForm);
  if (!id.success || !read.ok) return seeOther(c, GATHERINGS);
  const { answer: said, seen } = read.value;
  const answer = { volunteerId: space.me.id, comes: said === 'yes', seen };
  const done = await answerGathering(c.get('world'), id.data, answer, space.actor, c.get('now'));
  if (!done.ok)
    return seeOther(
      c,
      `${GATHERINGS}?fait=${done.refusal.reason === 'changed-meanwhile' ? 'change' : 'trop'}`,
    );
  const mine = done.value.registrations.find(({ volunteerId }) => volunteerId === space.me.id)?.state;
  const yes = remindsAt(done.value) > c.get('now') ? 'oui' : 'bientot';
  const fact = mine === 'registered' ? yes : mine === 'waiting' ? 'attente' : 'non';
  return seeOther(c, `${GATHERINGS}?fait=${fact}`);
};

/** What is proposed to a volunteer, one tap for each answer. */
export const gatheringRoutes = (app: Hono<WebEnv>): void => {
  app.get(`${DOORS['gathering-link']}:token`, firstHop(GATHERINGS));
  app.get(
    GATHERINGS,
    inSpace(async (c, space) =>
      show(
        c,
        <GatheringsPage
          space={space}
          all={await gatheringsFor(c.get('world').table, space.me, c.get('now'))}
          now={c.get('now')}
          said={c.req.query('fait')}
        />,
      ),
    ),
  );
  app.post(`${GATHERINGS}/:id`, inSpace(postAnswer));
};
