import type { AuditEvent } from '../../../shared/audit/audit.ts';
import type { Concern, ConcernState } from '../../../shared/concerns/concern.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import { frenchMoment, frenchSince } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { Badge, Clock, EmptyState, Facts, Moment, Timeline, type Tone } from '../../web/components.tsx';
import { ErrorSummary, Hidden, PostForm, SubmitButton, TextArea } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { PhoneLink } from '../../web/layout.tsx';
import { type People, seniorNamed, seniorPath, volunteerNamed } from '../day/people.ts';
import { Row, Rows } from '../day/section.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import type { Team } from '../seniors/team.ts';

type Common = {
  readonly frame: Frame;
  readonly people: People;
  readonly team: Team;
  readonly now: Instant;
};

const STATES: Readonly<Record<ConcernState, { readonly words: string; readonly tone: Tone }>> = {
  raised: { words: 'attend une réponse', tone: 'alert' },
  acknowledged: { words: 'lue, à suivre', tone: 'warn' },
  'acted-on': { words: 'suivie, à clore', tone: 'info' },
  closed: { words: 'close', tone: 'good' },
};
const waits = (concern: Concern): boolean => concern.state === 'raised' || concern.state === 'acknowledged';

/** Concerns that wait, the nearest deadline first; a referent sees those of the people they answer for. */
export const ConcernsPage = ({
  frame,
  concerns,
  people,
  team,
  now,
}: Common & { concerns: readonly Concern[] }) => (
  <DeskPage frame={frame} title="Inquiétudes">
    <h1>Inquiétudes ({concerns.length})</h1>
    {concerns.length === 0 ? (
      <EmptyState title="Aucune inquiétude n’attend.">
        Quand un visiteur s’inquiète pour quelqu’un, ses mots arrivent ici, avec un délai de réponse.
      </EmptyState>
    ) : (
      <Rows>
        {concerns.map((concern) => (
          <Row
            title={
              <>
                {seniorNamed(people, concern.seniorId)}{' '}
                {concern.urgent && <Badge tone="alert">Urgente</Badge>}{' '}
                <Badge tone={STATES[concern.state].tone}>{STATES[concern.state].words}</Badge>
              </>
            }
            facts={
              <>
                Dite {frenchSince(concern.raisedAt, now)}
                {waits(concern) && (
                  <>
                    , réponse <Clock due={concern.dueAt} now={now} />
                  </>
                )}
                {team.has(concern.referentId ?? '') &&
                  `. Référent : ${team.get(concern.referentId ?? '')?.name}`}
              </>
            }
            href={`/inquietudes/${concern.id}`}
            act={waits(concern) ? 'Répondre' : 'Clore'}
            first={waits(concern)}
          />
        ))}
      </Rows>
    )}
  </DeskPage>
);

const SENTENCES: Readonly<Record<string, string>> = {
  'concern-raised': 'a dit son inquiétude',
  'concern-acknowledged': 'a lu et s’en occupe',
  'concern-acted-on': 'a noté ce qui a été fait',
  'concern-closed': 'a clos',
  'concern-overdue': 'a rappelé à l’équipe que le délai est passé',
};

const nameOf = (id: string, kind: AuditEvent['actor']['kind'], people: People, team: Team): string =>
  team.get(id)?.name ??
  (kind === 'volunteer'
    ? volunteerNamed(people, id)
    : kind === 'staff'
      ? 'Un membre de l’équipe'
      : 'La plateforme');

const Answer = ({ concern, csrf, form }: { concern: Concern; csrf: string; form: FormState }) => (
  <section class="card no-print">
    <h2>{waits(concern) ? 'Répondre' : 'Et maintenant'}</h2>
    {concern.state === 'raised' && (
      <PostForm action={`/inquietudes/${concern.id}`} csrf={csrf}>
        <Hidden name="do" value="acknowledge" />
        <p>Pas encore le temps d’agir ? Dites au moins que vous l’avez lue.</p>
        <SubmitButton tone="second">Je l’ai lue, je m’en occupe</SubmitButton>
      </PostForm>
    )}
    <PostForm action={`/inquietudes/${concern.id}`} csrf={csrf}>
      <Hidden name="do" value="act" />
      <TextArea
        form={form}
        name="words"
        label="Ce que j’ai fait"
        hint="Un appel, une visite, quelqu’un prévenu : en quelques mots."
        max={500}
        rows={3}
      />
      <SubmitButton>{waits(concern) ? 'C’est fait' : 'Ajouter'}</SubmitButton>
    </PostForm>
    {concern.state === 'acted-on' && (
      <PostForm action={`/inquietudes/${concern.id}`} csrf={csrf}>
        <Hidden name="do" value="close" />
        <p>
          Plus rien à faire ? Une inquiétude close ne se rouvre pas : une nouvelle peut toujours être dite.
        </p>
        <SubmitButton tone="second">Clore</SubmitButton>
      </PostForm>
    )}
  </section>
);

/** One concern: what was said, by whom, after which visit; what was done; the next act. */
export const ConcernPage = ({
  frame,
  concern,
  mission,
  events,
  people,
  team,
  now,
  form,
}: Common & {
  concern: Concern;
  mission: Mission | undefined;
  events: readonly AuditEvent[];
  form: FormState;
}) => {
  const senior = people.seniors.get(concern.seniorId);
  const raiser = people.volunteers.get(concern.raisedBy.id);
  const phone = senior?.phones[0]?.phone;
  const title = `Inquiétude pour ${seniorNamed(people, concern.seniorId)}`;
  return (
    <DeskPage frame={frame} title={title} hasProblems={form.problems.length > 0}>
      <p class="crumbs no-print">
        <a href="/inquietudes">Inquiétudes</a>
      </p>
      <ErrorSummary form={form} />
      <div class="head">
        <h1>{title}</h1>
        <p>
          {concern.urgent && <Badge tone="alert">Urgente</Badge>}{' '}
          <Badge tone={STATES[concern.state].tone}>{STATES[concern.state].words}</Badge>{' '}
          {waits(concern) && <Clock due={concern.dueAt} now={now} />}
        </p>
      </div>
      <div class="columns">
        <div>
          <section class="card">
            <h2>Ce qui a été dit</h2>
            <p class="lead">« {concern.words || 'Sans mots : appelez qui l’a dite.'} »</p>
            {concern.action && (
              <>
                <h3>Ce qui a été fait</h3>
                <p>{concern.action}</p>
              </>
            )}
          </section>
          {concern.state !== 'closed' && <Answer concern={concern} csrf={frame.csrf} form={form} />}
        </div>
        <div>
          <section class="card">
            <Facts
              of={[
                ['Pour', <a href={seniorPath(concern.seniorId)}>{seniorNamed(people, concern.seniorId)}</a>],
                ['Son téléphone', phone && <PhoneLink phone={phone} />],
                ['Dite par', nameOf(concern.raisedBy.id, concern.raisedBy.kind, people, team)],
                ['À appeler', raiser && <PhoneLink phone={raiser.phone} />],
                ['Le', <Moment at={concern.raisedAt} />],
                [
                  'Après',
                  mission && (
                    <a href={`/missions/${mission.id}`}>la visite du {frenchMoment(mission.startsAt)}</a>
                  ),
                ],
                ['Référent', team.get(concern.referentId ?? '')?.name],
                ['Close', concern.closedAt && <Moment at={concern.closedAt} />],
              ]}
            />
          </section>
          <h2>Ce qui s’est passé</h2>
          <Timeline
            items={[...events].reverse().map((event) => ({
              at: event.at,
              title: `${nameOf(event.actor.id, event.actor.kind, people, team)} ${SENTENCES[event.action] ?? 'a modifié cette inquiétude'}.`,
            }))}
            now={now}
          />
        </div>
      </div>
    </DeskPage>
  );
};
