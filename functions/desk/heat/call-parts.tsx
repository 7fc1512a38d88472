import { type CallTask, isOwed } from '../../../shared/heat/calls/task.ts';
import type { Staff } from '../../../shared/staff/staff.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { Facts, Notice } from '../../web/components.tsx';
import { PostForm, Select, SubmitButton } from '../../web/fields.tsx';
import { PhoneLink } from '../../web/layout.tsx';
import type { Frame } from '../layout.tsx';
import { type Called, isOnTheSpot } from './call-steps.ts';
import { hourOf } from './paper/rounds.ts';
import { HEAT } from './read.ts';

type About = { readonly frame: Frame; readonly task: CallTask };

/** To another agent by name, of those who may open her. */
export const Assign = ({ frame, task, agents }: About & { agents: readonly Staff[] }) => (
  <details class="fold no-print">
    <summary>Confier à un collègue…</summary>
    <PostForm action={`${HEAT}/appels/${task.id}/confier`} csrf={frame.csrf}>
      <Select
        form={{ problems: [], typed: {} }}
        name="to"
        label="À qui ?"
        options={agents.map((one) => ({ value: one.id, label: one.name }))}
      />
      <SubmitButton tone="second">Confier</SubmitButton>
    </PostForm>
  </details>
);

/** Where she is, and who may be rung about her. */
export const Where = ({ person }: { person: Called }) => (
  <section class="card">
    <h2>Où et qui</h2>
    <Facts
      of={[
        [
          'Adresse',
          [
            person.address.line,
            person.address.complement,
            `${person.address.postcode ?? ''} ${person.address.city ?? ''}`.trim(),
          ]
            .filter(Boolean)
            .join(', '),
        ],
        ['Étage', person.floor === undefined ? undefined : String(person.floor)],
        [
          'À prévenir',
          person.contacts.length === 0
            ? 'aucune personne indiquée'
            : person.contacts.map(({ name, link, phone }) => (
                <span class="line">
                  {name}, {link}&nbsp;: <PhoneLink phone={phone} />
                </span>
              )),
        ],
        ['Aide à domicile', person.homeHelp || undefined],
      ]}
    />
  </section>
);

/**
 * Who is on it at this moment, so that nobody rings or goes twice; and at a door, the word of an agent who goes, after which
 * « la personne suivante » is somebody else.
 */
export const InHand = ({ frame, task, now }: About & { now: Instant }) => {
  const { calling } = task;
  const goes = isOnTheSpot(task.rung);
  if (!isOwed(task) || task.holder.by === 'volunteer') return null;
  if (calling && calling.until > now)
    return calling.by !== frame.staff?.id ? (
      <Notice tone="warn">
        {goes ? 'Un collègue s’en occupe' : 'Un collègue est au téléphone avec elle'}, depuis peu.
      </Notice>
    ) : goes ? (
      <Notice>
        C’est noté, vous vous en occupez&nbsp;: à {hourOf(calling.until)} elle sera de nouveau proposée.{' '}
        <a href={`${HEAT}/appeler?liste=${task.roundId}`}>Appeler la personne suivante</a>
      </Notice>
    ) : null;
  return goes ? (
    <PostForm action={`${HEAT}/appels/${task.id}/prendre`} csrf={frame.csrf} class="no-print">
      <SubmitButton tone="second">Je m’en occupe</SubmitButton>
    </PostForm>
  ) : null;
};
