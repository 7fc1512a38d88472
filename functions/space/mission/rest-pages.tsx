import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import type { LinksFrame } from '../../links/frame.ts';
import { EndPause, pauseWords } from '../../links/mission/hindered-pages.tsx';
import { Signature } from '../../links/mission/ways.tsx';
import { Choice, ErrorSummary, Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page } from '../../web/layout.tsx';

/** How many days, today included: the same lengths as in « Mon espace ». */
export const PAUSES = ['7', '14', '28', 'open'] as const;

/** Two taps: how long, then done. What it stops is said before. */
export const PausePage = ({
  frame,
  form,
  volunteer,
}: {
  frame: LinksFrame;
  form: FormState;
  volunteer: Pick<Volunteer, 'state' | 'pausedUntil'>;
}) => {
  const isPaused = volunteer.state === 'paused';
  return (
    <Page
      title={isPaused ? 'Changer ma pause' : 'Faire une pause'}
      hasProblems={form.problems.length > 0}
      {...frame}
    >
      <ErrorSummary form={form} />
      <h1>{isPaused ? 'Changer ma pause' : 'Faire une pause'}</h1>
      {isPaused && (
        <>
          <p>
            <strong>{pauseWords(volunteer)}</strong>
          </p>
          <div class="answers">
            <EndPause csrf={frame.csrf} />
          </div>
          <h2>Ou choisir une autre durée</h2>
        </>
      )}
      <p>
        Nous ne vous proposerons plus rien pendant ce temps, et les missions que vous aviez sur cette période
        seront confiées à d’autres. Une pause n’est pas un départ.
      </p>
      <PostForm action="/m/pause" csrf={frame.csrf}>
        <Choice
          form={form}
          name="length"
          label={isPaused ? 'Combien de temps, à partir d’aujourd’hui ?' : 'Combien de temps ?'}
          options={[
            { value: '7', label: 'Une semaine' },
            { value: '14', label: 'Deux semaines' },
            { value: '28', label: 'Un mois' },
            { value: 'open', label: 'Je ne sais pas encore' },
          ]}
        />
        <SubmitButton wide {...(isPaused ? { tone: 'second' as const } : {})}>
          {isPaused ? 'Changer ma pause' : 'Commencer ma pause'}
        </SubmitButton>
      </PostForm>
      <p>
        Vous arrêtez pour de bon&nbsp;? <a href="/m/stop">Ne plus recevoir de SMS, ou partir</a>.
      </p>
      <p>
        <a href="/m">Revenir à la mission</a>
      </p>
    </Page>
  );
};

export const StopPage = ({ frame }: { frame: LinksFrame }) => (
  <Page title="Ne plus recevoir de SMS" {...frame}>
    <h1>Ne plus recevoir de SMS ?</h1>
    <p>Vous restez bénévole si vous le voulez : nous vous appellerons au lieu d’écrire.</p>
    <div class="answers">
      <PostForm action="/m/stop" csrf={frame.csrf}>
        <SubmitButton wide tone="danger">
          Oui, plus aucun SMS
        </SubmitButton>
      </PostForm>
      <a class="button second" href="/m">
        Non, continuer
      </a>
    </div>
    <h2>Quitter le réseau ?</h2>
    <p>
      Plus aucun message. Les missions que vous aviez acceptées sont confiées à d’autres, et nous prévenons de
      vive voix les personnes que vous visitez.
    </p>
    <PostForm action="/m/stop" csrf={frame.csrf}>
      <Hidden name="leave" value="yes" />
      <SubmitButton wide tone="second">
        Je quitte le réseau
      </SubmitButton>
    </PostForm>
    <p>
      Seulement besoin de souffler&nbsp;? <a href="/m/pause">Faites plutôt une pause</a>.
    </p>
    <Signature frame={frame} />
  </Page>
);

export const DonePage = ({
  frame,
  title,
  sentence,
}: {
  frame: LinksFrame;
  title: string;
  sentence: string;
}) => (
  <Page title={title} {...frame}>
    <h1>{title}</h1>
    <p>{sentence}</p>
    <Signature frame={frame} />
  </Page>
);
