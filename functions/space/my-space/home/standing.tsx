import { frenchDate } from '../../../../shared/time/french.ts';
import { Notice } from '../../../web/components.tsx';
import { PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { Space } from '../space.ts';

/** Where they stand, and the next thing to do about it: a candidate waits, whoever rests may come back, anybody else may rest. */
export const Standing = ({ space }: { space: Space }) => {
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
