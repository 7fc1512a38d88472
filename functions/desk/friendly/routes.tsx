import { can } from '../../../shared/access/table.ts';
import { listMembers } from '../../../shared/friendly/members.ts';
import { show } from '../../web/http.ts';
import { saidIn } from '../../web/said.tsx';
import { peopleOf } from '../day/people.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { teamOf } from '../seniors/team.ts';
import { friendlyCallRoutes } from './call-routes.tsx';
import { ListPage } from './list-page.tsx';
import { friendlyMembersRoutes } from './members.tsx';
import { friendlyPaperRoutes } from './paper.tsx';
import { chosenSchedule, readLists } from './read.ts';
import { friendlySettingsRoutes } from './settings.tsx';
import { FRIENDLY } from './words.ts';

const DONE: Readonly<Record<string, string>> = {
  regle: 'Enregistré. Une liste déjà faite garde ses heures ; les suivantes prennent celles-ci.',
  personne: 'Plus personne à appeler pour le moment.',
};

const showList = async (c: DeskContext): Promise<Response> => {
  const { world, now } = c.var;
  const chosen = await chosenSchedule(c);
  const code = chosen.programme?.code;
  const lists = code && chosen.schedule ? await readLists(c, code) : { board: undefined, past: [] };
  const calls = lists.board ? [...lists.board.owed, ...lists.board.settled] : [];
  const [people, team, members] = await Promise.all([
    peopleOf(
      world.table,
      calls.flatMap(({ personId, holder }) => [
        personId,
        holder.by === 'volunteer' ? holder.volunteerId : undefined,
      ]),
    ),
    teamOf(
      world.table,
      calls.flatMap(({ holder }) => (holder.by === 'staff' ? [holder.staffId] : [])),
    ),
    code ? listMembers(world, code) : [],
  ]);
  return show(
    c,
    <ListPage
      frame={frameOf(c)}
      town={townOf(c)}
      chosen={chosen}
      lists={lists}
      people={people}
      team={team}
      members={members.length}
      mayArrange={can(staffOf(c), 'friendly.arrange', { town: townOf(c).id })}
      now={now}
      done={saidIn(DONE, c.req.query('dit'))}
    />,
  );
};

/** Friendly calls of all year: the list of the day, each call, on paper, who is followed, on which days. */
export const friendlyRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: FRIENDLY, action: 'friendly.call', handler: showList },
  ...friendlyCallRoutes,
  ...friendlyPaperRoutes,
  ...friendlyMembersRoutes,
  ...friendlySettingsRoutes,
];
