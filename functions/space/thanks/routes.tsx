import type { Hono } from 'hono';
import {
  answerThanks,
  type ThanksCommand,
} from '../../../shared/engagement/recognition/thanks/answer-thanks.ts';
import { thanksFor } from '../../../shared/engagement/recognition/thanks/read-thanks.ts';
import { thanksIdSchema } from '../../../shared/ids/ids.ts';
import { DOORS } from '../../../shared/messages/kinds.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import type { ThankYou } from '../../../shared/volunteers/thanks/thank-you.ts';
import { Confirm, EmptyState } from '../../web/components.tsx';
import { DictatedWords } from '../../web/dictated-words.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { Page } from '../../web/layout.tsx';
import { Said } from '../../web/said.tsx';
import { Back } from '../my-space/missions-page.tsx';
import { firstHop, inSpace, type Space } from '../my-space/space.ts';
import { RECEIVED } from './words.ts';

const SAID: Readonly<Record<string, string>> = {
  garde: 'C’est gardé : ces mots restent ici tant que vous êtes parmi nous.',
  supprime: 'Ces mots sont supprimés, ici et au bureau.',
  repris: 'Ces mots ne sont plus là.',
};

const Word = ({ one, space }: { one: ThankYou; space: Space }) => {
  const path = `${RECEIVED}/${one.id}`;
  if (one.state === 'carried')
    return (
      <li>
        <p>
          <strong>Un mot pour vous</strong>, noté le {frenchDate(dayOf(one.takenAt))}
        </p>
        <PostForm action={`${path}/lire`} csrf={space.frame.csrf}>
          <SubmitButton wide>Lire ce mot</SubmitButton>
        </PostForm>
      </li>
    );
  return (
    <li id={one.id}>
      <DictatedWords of={one} />
      <div class="twin">
        {one.state !== 'kept' && (
          <PostForm action={`${path}/garder`} csrf={space.frame.csrf}>
            <SubmitButton>Garder ce mot</SubmitButton>
          </PostForm>
        )}
        <a class="button second" href={`${path}/supprimer`}>
          Supprimer<span class="hidden"> ce mot du {frenchDate(dayOf(one.takenAt))}</span>
        </a>
      </div>
    </li>
  );
};

const ReceivedPage = ({
  space,
  all,
  said,
}: {
  space: Space;
  all: readonly ThankYou[];
  said: string | undefined;
}) => (
  <Page title="Mots reçus" {...space.frame}>
    <Back />
    <h1>Mots reçus</h1>
    <Said words={SAID} said={said} />
    {all.length === 0 ? (
      <EmptyState title="Aucun mot pour le moment.">
        Quand une personne que vous accompagnez nous confie un mot pour vous, il arrive ici, tel qu’elle l’a
        dit.
      </EmptyState>
    ) : (
      <>
        <p>Ce que des personnes accompagnées nous ont dicté pour vous, dans leurs mots.</p>
        <ul class="visits">
          {all.map((one) => (
            <Word one={one} space={space} />
          ))}
        </ul>
        <p class="quiet">Un mot que vous ne gardez pas s’efface de lui-même au bout de treize mois.</p>
      </>
    )}
  </Page>
);

const act =
  (command: ThanksCommand, said: string) =>
  (c: WebContext, space: Space): Promise<Response> | Response => {
    const id = thanksIdSchema.safeParse(c.req.param('id'));
    if (!id.success) return seeOther(c, RECEIVED);
    const which = { id: id.data, volunteerId: space.me.id };
    return answerThanks(c.get('world'), which, command, space.actor, c.get('now')).then((done) =>
      seeOther(c, done.ok ? `${RECEIVED}${said}` : `${RECEIVED}?fait=repris`),
    );
  };

const mine = (c: WebContext, { me }: Space) => thanksFor(c.get('world').table, me.id);

/** Words that accompanied people dictated: opened, kept or deleted by the volunteer alone. */
export const receivedRoutes = (app: Hono<WebEnv>): void => {
  app.get(`${DOORS['words-link']}:token`, firstHop(RECEIVED));
  app.get(
    RECEIVED,
    inSpace(async (c, space) =>
      show(c, <ReceivedPage space={space} all={await mine(c, space)} said={c.req.query('fait')} />),
    ),
  );
  app.post(`${RECEIVED}/:id/lire`, inSpace(act('read', '')));
  app.post(`${RECEIVED}/:id/garder`, inSpace(act('keep', '?fait=garde')));
  app.get(
    `${RECEIVED}/:id/supprimer`,
    inSpace(async (c, space) => {
      const one = (await mine(c, space)).find(
        ({ id, state }) => id === c.req.param('id') && state !== 'carried',
      );
      if (!one) return seeOther(c, RECEIVED);
      return show(
        c,
        <Page title="Supprimer ce mot" {...space.frame}>
          <DictatedWords of={one} />
          <Confirm
            question="Supprimer ce mot ?"
            consequences={['Il disparaît tout de suite, ici et au bureau. La personne n’en sait rien.']}
            action={`${RECEIVED}/${one.id}/supprimer`}
            csrf={space.frame.csrf}
            yes="Supprimer"
            back={RECEIVED}
            irreversible
          />
        </Page>,
      );
    }),
  );
  app.post(`${RECEIVED}/:id/supprimer`, inSpace(act('delete', '?fait=supprime')));
};
