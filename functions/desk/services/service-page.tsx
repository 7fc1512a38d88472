import { can } from '../../../shared/access/table.ts';
import type { AuditEvent } from '../../../shared/audit/audit.ts';
import { visitsOf } from '../../../shared/missions/twins.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import type { Service } from '../../../shared/services/service.ts';
import { frenchDate, frenchDay, frenchTime } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, Facts, Notice, Timeline } from '../../web/components.tsx';
import { ErrorSummary, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { seniorPath, volunteerNamed } from '../day/people.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { readerPath } from '../library/words.ts';
import { goingTo, leadingSeat, visitWords } from '../missions/visits.ts';
import { programmeName } from '../missions/words.ts';
import { Pairings, ToPair } from './pairings-section.tsx';
import { servicePath } from './paths.ts';
import type { ServiceStory } from './read.ts';
import { rhythmWords, SKIPPED_WORDS, serviceState } from './words.ts';

const Actions = ({ service, csrf }: { service: Service; csrf: string }) => (
  <div class="quick no-print">
    {service.state === 'proposed' && (
      <PostForm action={servicePath(service, '/commencer')} csrf={csrf}>
        <SubmitButton>Elle est d’accord : commencer</SubmitButton>
      </PostForm>
    )}
    {service.state === 'paused' && (
      <PostForm action={servicePath(service, '/reprendre')} csrf={csrf}>
        <SubmitButton>Reprendre les visites</SubmitButton>
      </PostForm>
    )}
    {(service.state === 'open' || service.state === 'paused') && (
      <a class="button second" href={servicePath(service, '/pause')}>
        {service.state === 'paused' ? 'Changer la fin de la pause' : 'Mettre en pause'}
      </a>
    )}
    {service.state !== 'closed' && (
      <a class="button second danger" href={servicePath(service, '/clore')}>
        Mettre fin
      </a>
    )}
  </div>
);

const Coming = ({ story }: { story: ServiceStory }) => {
  const { service, slots, missions, people } = story;
  const days = [...new Set([...slots.map(({ day }) => day), ...missions.map(({ day }) => day)])].sort();
  return (
    <section>
      <h2>Les semaines à venir</h2>
      {days.length === 0 ? (
        <p class="quiet">
          {service.byList ? (
            <>
              Elle est appelée depuis la <a href="/appels">liste du jour</a>, avec les autres.
            </>
          ) : (
            'Rien n’est prévu.'
          )}
        </p>
      ) : (
        <ul class="answers-list">
          {days.map((day) => {
            const skipped = slots.find((slot) => slot.day === day)?.skipped;
            const ones = visitsOf(missions.filter((mission) => mission.day === day));
            return (
              <li>
                {ones.map((visit) => (
                  <p>
                    <a href={`/missions/${leadingSeat(visit).id}`}>
                      {frenchDay(day)} à {frenchTime(visit.mission.time)}
                    </a>{' '}
                    <Badge tone={visitWords(visit).tone}>{visitWords(visit).words}</Badge>{' '}
                    {goingTo(visit)
                      .map((id) => volunteerNamed(people, id))
                      .join(' et ')}
                  </p>
                ))}
                {ones.length === 0 && (
                  <span class="quiet">
                    {frenchDay(day)} :{' '}
                    {skipped ? `pas de visite, ${SKIPPED_WORDS[skipped]}` : 'en préparation'}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
};

const SENTENCES: Readonly<Record<string, string>> = {
  'service-opened': 'a commencé l’accompagnement',
  'service-paused': 'a mis les visites en pause',
  'service-resumed': 'a repris les visites',
  'service-closed': 'a mis fin à l’accompagnement',
  'service-by-list': 'l’a mise sur la liste d’appels du jour',
  'service-planned': 'a préparé les visites à venir',
  'pairing-proposed': 'a associé un bénévole',
  'introduction-planned': 'a prévu de présenter une seconde personne à une visite',
  'pairing-introduced': 'a noté une première rencontre',
  'pairing-active': 'a noté des visites régulières',
  'pairing-paused': 'a mis un binôme en pause',
  'pairing-ended': 'a mis fin à un binôme',
};
const History = ({
  events,
  story,
  now,
}: {
  events: readonly AuditEvent[];
  story: ServiceStory;
  now: Instant;
}) => (
  <Timeline
    items={[...events].reverse().map((event) => ({
      at: event.at,
      title: `${story.team.get(event.actor.id)?.name ?? (event.actor.kind === 'staff' ? 'Un membre de l’équipe' : 'La plateforme')} ${SENTENCES[event.action] ?? 'a modifié l’accompagnement'}.`,
    }))}
    now={now}
  />
);

/** What is arranged for somebody: the rhythm, with whom, what comes, what was changed. */
export const ServicePage = ({
  frame,
  story,
  town,
  form,
  done,
  now,
}: {
  now: Instant;
  frame: Frame;
  story: ServiceStory;
  town: Town;
  form: FormState;
  done: string | undefined;
}) => {
  const { service, senior } = story;
  const mayArrange = can(frame.staff, 'service.arrange', { town: service.town });
  const state = serviceState(service);
  const title = `${programmeName(town, service.programme)} : ${seniorName(senior)}`;
  return (
    <DeskPage frame={frame} title={title} hasProblems={form.problems.length > 0}>
      <p class="crumbs no-print">
        <a href={seniorPath(senior.id)}>{seniorName(senior)}</a>
      </p>
      <ErrorSummary form={form} />
      {done && <Notice tone="good">{done}</Notice>}
      <div class="head">
        <h1>{title}</h1>
        <p>
          <Badge tone={state.tone}>{state.words}</Badge>
        </p>
      </div>
      {mayArrange && <Actions service={service} csrf={frame.csrf} />}
      {town.programmes.find(({ code }) => code === service.programme)?.act === 'books' &&
        can(frame.staff, 'library.view', { town: service.town }) && (
          <p class="no-print">
            <a href={readerPath(senior.id)}>Sa fiche de lecture, ses livres et ses envies</a>
          </p>
        )}
      <div class="columns">
        <div>
          <Pairings story={story} csrf={frame.csrf} mayArrange={mayArrange} />
          {mayArrange && <ToPair story={story} csrf={frame.csrf} />}
          <Coming story={story} />
        </div>
        <div>
          <section class="card">
            <h2>Ce qui est convenu</h2>
            <Facts
              of={[
                ['Rythme', rhythmWords(service)],
                ['Depuis', frenchDate(service.startsOn)],
                ['Jusqu’au', service.endsOn && frenchDate(service.endsOn)],
                ['Souhaits', service.wishes],
                ['Référent', story.team.get(senior.referentId ?? '')?.name],
              ]}
            />
          </section>
          <h2>Ce qui s’est passé</h2>
          <History events={story.events} story={story} now={now} />
        </div>
      </div>
    </DeskPage>
  );
};
