import type { Board } from '../../../shared/heat/board/read-board.ts';
import { type CallTask, isOwed } from '../../../shared/heat/calls/task.ts';
import { RUNG_NAMES } from '../../../shared/heat/words.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchTime } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { Badge, DataTable, EmptyState } from '../../web/components.tsx';
import { type People, volunteerNamed } from '../day/people.ts';
import type { Team } from '../seniors/team.ts';
import { apartFrom, callResult, FRIENDLY, plural } from './words.ts';

const hour = (at: Instant): string => frenchTime(civilOf(at).time);

const holderWords = (call: CallTask, people: People, team: Team): string => {
  if (!isOwed(call)) return '';
  const { holder } = call;
  if (holder.by === 'volunteer') return volunteerNamed(people, holder.volunteerId);
  if (holder.by === 'staff') return team.get(holder.staffId)?.name ?? 'un agent';
  return call.batchId ? 'un bénévole est interrogé' : 'l’équipe';
};

/** The law of the list, as a sum that anybody can add up. */
export const Sum = ({ board }: { board: Board }) => {
  const { counts, balance } = board;
  return (
    <section class={`card law ${balance.holds ? '' : 'broken'}`} aria-label="Compte de la liste">
      <dl class="tally">
        {(
          [
            ['sur la liste', balance.owed],
            ['jointes', counts.reached],
            ['sans nouvelles', counts.escalated],
            ['à appeler', counts.open],
          ] as const
        ).map(([title, count]) => (
          <div>
            <dt>{title}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">
        {balance.holds
          ? 'Le compte est juste.'
          : 'Le compte n’est pas juste : prévenez l’équipe technique, et suivez la liste papier.'}{' '}
        {plural(counts.attempts, 'appel passé', 'appels passés')}.
        {counts.stopped > 0 &&
          ` ${plural(counts.stopped, 'personne retirée', 'personnes retirées')} (absence, pause, accord repris).`}
      </p>
    </section>
  );
};

const orderOf = (call: CallTask): string =>
  `${isOwed(call) ? 0 : 1}#${call.state === 'escalated' ? 0 : 1}#${call.deadline ?? ''}#${call.priority}#${call.personId}`;

export const Rows = ({ board, people, team }: { board: Board; people: People; team: Team }) => {
  const rows = [...board.owed, ...board.settled].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const apart = apartFrom(rows.map(({ personId }) => people.seniors.get(personId)));
  return (
    <DataTable
      caption="Les personnes de la liste"
      hideCaption
      rows={rows}
      empty={
        <EmptyState title="Personne n’est à appeler ce jour-là.">
          Chacun est appelé aux jours convenus avec lui.
        </EmptyState>
      }
      columns={[
        {
          title: 'Personne',
          heads: true,
          cell: (call) => {
            const senior = people.seniors.get(call.personId);
            return (
              <>
                <a href={`${FRIENDLY}/appel/${call.id}`}>
                  {senior ? seniorName(senior) : `Personne ${call.personId.slice(-6)}`}
                </a>
                {senior && apart(senior) && <span class="quiet"> {apart(senior)}</span>}
              </>
            );
          },
        },
        {
          title: 'Où elle en est',
          cell: (call) => {
            const { words, tone } = callResult(call);
            return (
              <>
                <Badge tone={tone}>{words}</Badge>
                {call.facts.notReachedYesterday && isOwed(call) && ' pas jointe sur la liste d’avant'}
              </>
            );
          },
        },
        {
          title: 'Étape',
          cell: (call) =>
            isOwed(call)
              ? `${RUNG_NAMES[call.rung]}${call.notBefore > board.now ? `, à partir de ${hour(call.notBefore)}` : ''}`
              : plural(call.attempts, 'essai'),
        },
        { title: 'Avec qui', cell: (call) => holderWords(call, people, team) },
        {
          title: 'Avant',
          cell: (call) => (isOwed(call) && call.deadline ? hour(call.deadline) : ''),
        },
      ]}
    />
  );
};
