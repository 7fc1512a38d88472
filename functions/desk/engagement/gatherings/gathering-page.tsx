import { coming, waiting } from '../../../../shared/engagement/gatherings/decide-gathering.ts';
import type { Invitation } from '../../../../shared/engagement/gatherings/invite-gathering.ts';
import { remindsAt } from '../../../../shared/engagement/gatherings/look.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import type { Gathering } from '../../../../shared/volunteers/gatherings/gathering.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { Badge, Facts, Moment, Notice } from '../../../web/components.tsx';
import { PostForm, SubmitButton } from '../../../web/fields.tsx';
import { saidIn } from '../../../web/said.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { Answers, ByPhone, type People } from './answers.tsx';
import { Attendance, WalkIn } from './attendance.tsx';
import { GATHERINGS, gatheringPath, planFacts, seatsWords, stateWords } from './words.ts';

const SAID: Readonly<Record<string, readonly ['good' | 'warn', string]>> = {
  prepare: ['good', 'C’est préparé. Personne n’est encore prévenu : il reste à inviter.'],
  modifie: [
    'good',
    'C’est modifié. Un changement de jour, d’heure ou de lieu est dit à chaque personne inscrite.',
  ],
  invite: ['good', 'Les invitations partent, dans les heures permises.'],
  'deja-invite': ['good', 'Toutes les personnes concernées étaient déjà invitées.'],
  arrete: ['good', 'L’envoi est arrêté. Qui a déjà son SMS peut répondre.'],
  note: ['good', 'C’est noté.'],
  choisir: ['warn', 'Rien n’est noté : choisissez d’abord une personne.'],
  'pas-invite': [
    'warn',
    'Rien n’est noté : ce rendez-vous n’est pas pour cette personne, ou elle est en pause, ou partie.',
  ],
  plein: ['warn', 'Rien n’est noté : ce rendez-vous a reçu autant de réponses qu’il peut en garder.'],
  relire: [
    'warn',
    'D’autres présences ont été notées pendant ce temps. Les voici, avec celles que vous aviez cochées : relisez, puis notez de nouveau.',
  ],
  presences: ['good', 'Les présences sont notées. Les dossiers sont mis à jour.'],
  venu: ['good', 'C’est noté : cette personne est venue.'],
  inconnu: ['warn', 'Cette personne n’est pas dans les bénévoles de la ville, ou la feuille est pleine.'],
  annule: ['good', 'C’est annulé. Chaque personne inscrite ou en attente est prévenue.'],
  passe: ['warn', 'Cela n’est plus possible : le rendez-vous a commencé, est passé ou est annulé.'],
};

/** While invitations go out: how far it is, and how to stop it. */
const Sending = ({ frame, one, invitation }: { frame: Frame; one: Gathering; invitation: Invitation }) => {
  const { invited, toText } = invitation;
  const whole = invited + toText.length;
  return (
    <section class="card no-print">
      <h2>Les invitations partent</h2>
      <p>
        Invitations confiées à l’envoi :{' '}
        <strong>
          {invited} sur {whole}
        </strong>
        . La suite part d’elle-même, minute après minute, que cette page soit ouverte ou non.
      </p>
      <progress value={invited} max={whole} aria-label="Invitations confiées à l’envoi" />
      <p class="quiet">
        À l’arrêt, personne d’autre n’est invité ; qui a déjà son SMS peut répondre. On peut reprendre
        ensuite.
      </p>
      <PostForm action={`${gatheringPath(one)}/arreter`} csrf={frame.csrf}>
        <div class="actions">
          <a href={gatheringPath(one)}>Actualiser</a>
          <SubmitButton tone="second">Arrêter l’envoi</SubmitButton>
        </div>
      </PostForm>
    </section>
  );
};

/** One gathering: what and when, who comes, who waits, and the next thing to do. */
export const GatheringPage = ({
  frame,
  town,
  one,
  people,
  invitation,
  now,
  said,
  typed,
  query,
  found,
}: {
  frame: Frame;
  town: Town;
  one: Gathering;
  people: People;
  invitation: Invitation;
  now: Instant;
  said: string | undefined;
  /** Presences ticked on a form that a colleague's act has made old. */
  typed: ReadonlySet<string> | undefined;
  /** Somebody who came without a seat, looked for. */
  query: string;
  found: readonly Volunteer[];
}) => {
  const isAhead = one.startsAt > now && (one.state === 'draft' || one.state === 'open');
  const isOpen = isAhead && one.state === 'open';
  const word = saidIn(SAID, said);
  const { words, tone } = stateWords(one, now);
  const remaining = invitation.toText.length;
  return (
    <DeskPage frame={frame} title={one.title}>
      <p class="crumbs no-print">
        <a href={GATHERINGS}>Rendez-vous</a>
      </p>
      {word && <Notice tone={word[0]}>{word[1]}</Notice>}
      <div class="head">
        <h1>{one.title}</h1>
        <Badge tone={tone}>{words}</Badge>
      </div>
      <Facts
        of={[
          ...planFacts(one, town),
          ['Places', seatsWords(one)],
          [
            'Invitations',
            invitation.invited > 0 ? `${invitation.invited} par SMS, pour ce jour et cette heure` : undefined,
          ],
          ['Rappel', isOpen ? <Moment at={remindsAt(one)} /> : undefined],
        ]}
      />
      <div class="actions no-print">
        {isAhead && !one.invitingSince && (one.state === 'draft' || remaining > 0) && (
          <a class="button" href={`${gatheringPath(one)}/inviter`}>
            {one.state === 'draft'
              ? 'Inviter'
              : `Inviter encore ${remaining} personne${remaining > 1 ? 's' : ''}`}
          </a>
        )}
        {one.state !== 'cancelled' && one.state !== 'draft' && (
          <a class="button second" href={`${gatheringPath(one)}/feuille`}>
            Feuille d’émargement
          </a>
        )}
        {isAhead && (
          <>
            <a class="button second" href={`${gatheringPath(one)}/modifier`}>
              Modifier
            </a>
            <a class="button second" href={`${gatheringPath(one)}/annuler`}>
              Annuler le rendez-vous
            </a>
          </>
        )}
      </div>
      {isOpen && one.invitingSince && <Sending frame={frame} one={one} invitation={invitation} />}
      {one.startsAt <= now && one.state !== 'cancelled' && (
        <>
          <Attendance frame={frame} one={one} people={people} typed={typed} />
          <WalkIn frame={frame} one={one} query={query} found={found} />
        </>
      )}
      {(isOpen || one.state === 'cancelled') && (
        <>
          <Answers
            frame={frame}
            caption={one.state === 'cancelled' ? 'Étaient inscrits' : 'Viennent'}
            one={one}
            rows={coming(one)}
            people={people}
            empty="Personne n’est encore inscrit."
            mayChange={isOpen}
          />
          {waiting(one).length > 0 && (
            <Answers
              frame={frame}
              caption="Liste d’attente, dans l’ordre"
              one={one}
              rows={waiting(one)}
              people={people}
              empty=""
              mayChange={isOpen}
            />
          )}
        </>
      )}
      {isOpen && <ByPhone frame={frame} one={one} invitation={invitation} />}
    </DeskPage>
  );
};
