import { capital } from '../../../shared/french/french.ts';
import type { SmsCost } from '../../../shared/outbox/cost.ts';
import type { FailingMessage } from '../../../shared/outbox/failing-messages.ts';
import { frenchSince } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, EmptyState, Facts, Notice } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { PhoneLink } from '../../web/layout.tsx';
import { type People, volunteerNamed, volunteerPath } from '../day/people.ts';
import { Rows } from '../day/section.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import { euros } from '../words.ts';

type Props = {
  readonly frame: Frame;
  readonly messages: readonly FailingMessage[];
  readonly people: People;
  readonly town: Town;
  readonly cost: SmsCost;
  /** Thousandths of the month's budget. */
  readonly spent: number;
  readonly now: Instant;
  readonly done?: boolean;
  readonly problem?: string;
};

const percent = (thousandths: number): string => `${(thousandths / 10).toFixed(1).replace('.', ',')}\u00a0%`;

const Failing = ({
  one,
  people,
  csrf,
  now,
}: Pick<Props, 'people' | 'now'> & { one: FailingMessage; csrf: string }) => {
  const volunteer = people.volunteers.get(one.recipient);
  return (
    <li>
      <div>
        <p class="what">
          {capital(one.name)} {one.urgent && <Badge tone="alert">Urgent</Badge>}
        </p>
        <p class="facts-line">
          À{' '}
          {volunteer ? (
            <>
              <a href={volunteerPath(volunteer.id)}>{volunteerNamed(people, volunteer.id)}</a>,{' '}
              <PhoneLink phone={volunteer.phone} />
            </>
          ) : (
            'l’astreinte'
          )}
          , {frenchSince(one.since, now)} : {one.why}.
          {one.subject.startsWith('mis_') && (
            <>
              {' '}
              <a href={`/missions/${one.subject}`}>Voir la mission</a>
            </>
          )}
        </p>
      </div>
      <div class="quick no-print">
        {one.actions.map((action) => (
          <PostForm action={`/messages/${one.id}`} csrf={csrf}>
            <Hidden name="do" value={action} />
            <SubmitButton tone={action === 'release' ? 'first' : 'second'}>
              {action === 'release' ? 'Laisser partir' : 'J’ai appelé, c’est réglé'}
            </SubmitButton>
          </PostForm>
        ))}
      </div>
    </li>
  );
};

/** What did not leave and what to do instead; what the month's SMS cost. No text of any message is shown. */
export const MessagesPage = ({ frame, messages, people, town, cost, spent, now, done, problem }: Props) => (
  <DeskPage frame={frame} title="SMS">
    <h1>SMS</h1>
    {done && <Notice tone="good">C’est noté.</Notice>}
    {problem && <Notice tone="alert">{problem}</Notice>}
    <div class="columns">
      <section>
        <h2>Pas partis ({messages.length})</h2>
        {messages.length === 0 ? (
          <EmptyState title="Tous les SMS sont partis.">
            Un SMS refusé, trop tardif ou retenu arrive ici, avec la personne à appeler.
          </EmptyState>
        ) : (
          <Rows>
            {messages.map((one) => (
              <Failing one={one} people={people} csrf={frame.csrf} now={now} />
            ))}
          </Rows>
        )}
      </section>
      <section class="card">
        <h2>Ce mois-ci</h2>
        <Facts
          of={[
            ['SMS envoyés', String(cost.messages)],
            ['Parts facturées', String(cost.parts)],
            ['Coût', euros(cost.microEuros)],
            [
              'Budget',
              town.monthlySmsBudgetMicroEuros === 0
                ? 'sans limite'
                : `${euros(town.monthlySmsBudgetMicroEuros)}, dépensé à ${percent(spent)}`,
            ],
          ]}
        />
        {spent >= 950 && (
          <Notice tone="warn">
            Le budget est presque atteint : les propositions et les remerciements attendent, ce qui est dû
            part encore.
          </Notice>
        )}
      </section>
    </div>
  </DeskPage>
);
