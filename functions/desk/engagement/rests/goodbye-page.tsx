import type { Talk } from '../../../../shared/engagement/rests/talk.ts';
import { FOLLOWED_NAMES } from '../../../../shared/engagement/rests/words.ts';
import { frenchPhone, type Phone } from '../../../../shared/phone/phone.ts';
import { type Senior, seniorName } from '../../../../shared/seniors/senior.ts';
import { saysReopened } from '../../../../shared/services/goodbye.ts';
import type { Task } from '../../../../shared/tasks/task.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Clock, Facts } from '../../../web/components.tsx';
import { ErrorSummary } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { type People, seniorNamed, seniorPath } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { TalkForm } from './departures-page.tsx';
import { GOODBYES } from './paths.ts';

/** What helps to say an end by voice; nothing of it is ever sent. */
const Script = ({ of }: { of: Senior | undefined }) => (
  <>
    <h2>Le dire de vive voix</h2>
    <ol>
      <li>Appeler soi-même. Pas de message vocal qui l’annonce : « rappelez-moi » suffit.</li>
      <li>Demander si le moment convient, puis le dire simplement, en une phrase.</li>
      <li>Laisser du silence. Ce n’est pas le moment de proposer une autre mission.</li>
      <li>Dire que visites, propositions et rappels sont arrêtés : il n’y a rien à faire, rien à rendre.</li>
      <li>Remercier. Proposer un temps d’échange, maintenant, plus tard ou pas du tout.</li>
    </ol>
    {of && (
      <p>
        À {seniorName(of)} : dire ce qui s’arrête et quand, et si quelqu’un d’autre est cherché. Si ce n’est
        pas elle qui l’a voulu, dire que rien ne vient d’elle.
      </p>
    )}
  </>
);

/** Her file was closed, then opened again: nothing ends here, and nothing came back by itself. */
const CorrectionScript = () => (
  <>
    <h2>Le dire de vive voix</h2>
    <ol>
      <li>Appeler soi-même. Pas de message vocal qui l’explique : « rappelez-moi » suffit.</li>
      <li>Dire que le dossier est rouvert ; si une triste nouvelle avait été annoncée, s’en excuser.</li>
      <li>Dire que les visites annulées ne reviennent pas seules : ce qui reprend, et quand on le saura.</li>
      <li>Demander s’il ou elle souhaite reprendre, et le noter.</li>
    </ol>
  </>
);

const CallButton = ({ name, phone, second }: { name: string; phone: Phone; second?: true }) => (
  <a class={second ? 'button second' : 'button'} href={`tel:${phone}`}>
    <span>
      Appeler {name}, <span class="call">{frenchPhone(phone)}</span>
    </span>
  </a>
);

/** One end of a tie for one volunteer: the call to make, then the time to talk and what followed. */
export const GoodbyePage = ({
  frame,
  task,
  volunteer,
  people,
  talk,
  form,
  now,
  mayNote,
}: {
  frame: Frame;
  task: Task;
  volunteer: Volunteer;
  people: People;
  talk: Talk | undefined;
  form: FormState;
  now: Instant;
  mayNote: boolean;
}) => {
  const isCall = task.kind === 'pairing-ended';
  const senior = people.seniors.get(task.seniorId ?? '');
  // Whoever is still there is told too, by the same voice.
  const visited = isCall && senior && senior.state !== 'closed' ? senior : undefined;
  const isCorrection = saysReopened(task);
  const title = isCorrection ? 'Dire ce qu’il en est' : isCall ? 'Annoncer une fin' : 'Temps d’échange';
  return (
    <DeskPage
      frame={frame}
      title={`${title}, ${volunteerName(volunteer)}`}
      hasProblems={form.problems.length > 0}
    >
      <p class="crumbs no-print">
        <a href="/taches">Tâches</a>
      </p>
      <div class="narrow">
        <ErrorSummary form={form} />
        <h1>
          {title}&nbsp;: {volunteerName(volunteer)}
        </h1>
        <p>{task.sentence}</p>
        <Facts
          of={[
            [
              'Chez',
              task.seniorId && <a href={seniorPath(task.seniorId)}>{seniorNamed(people, task.seniorId)}</a>,
            ],
            ['Délai', task.state === 'open' ? <Clock due={task.dueAt} now={now} /> : undefined],
            ['Fait', task.outcome],
            ['Échange', talk && `${talk.outcome === 'held' ? 'tenu' : 'décliné'} le ${frenchDate(talk.on)}`],
            [
              'Ce qui a suivi',
              talk?.about === 'debrief'
                ? talk.followed.map((code) => FOLLOWED_NAMES[code]).join(', ') || undefined
                : undefined,
            ],
            ['En deux lignes', talk?.words || undefined],
          ]}
        />
        <div class="actions no-print">
          <CallButton name={volunteerName(volunteer)} phone={volunteer.phone} />
          {visited?.phones[0] && (
            <CallButton name={seniorName(visited)} phone={visited.phones[0].phone} second />
          )}
          {isCall && task.state === 'open' && (
            <a class="button second" href={`/taches/${task.id}`}>
              C’est fait
            </a>
          )}
          <a class="button second" href={`/benevoles/${volunteer.id}`}>
            Sa fiche
          </a>
        </div>
        {isCorrection ? (
          <CorrectionScript />
        ) : isCall ? (
          <Script of={visited} />
        ) : (
          mayNote && (
            <>
              <h2>{talk ? 'Noter de nouveau' : 'Ce qui a suivi'}</h2>
              <TalkForm form={form} about="debrief" action={`${GOODBYES}/${task.id}`} csrf={frame.csrf} />
            </>
          )
        )}
      </div>
    </DeskPage>
  );
};
