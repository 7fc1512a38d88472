import { can } from '../../../../shared/access/table.ts';
import { AUDIT_PREFIX, auditKind } from '../../../../shared/audit/audit.ts';
import { type RegisterEntry, registeredName } from '../../../../shared/register/entry.ts';
import { findAlikeEntries } from '../../../../shared/register/find-alike.ts';
import { findAlike } from '../../../../shared/seniors/identity/find-alike.ts';
import { likenessWords } from '../../../../shared/seniors/identity/likeness.ts';
import { traitsOfSenior } from '../../../../shared/seniors/identity/traits.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { type FormState, freshForm } from '../../../web/form.ts';
import { show } from '../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { teamOf } from '../../seniors/team.ts';
import { entryAsked, isOpened, showClosedDoor } from '../readers/reader.tsx';
import { EntryPage } from './page.tsx';

const EVENTS_SHOWN = 60;

/** Files are the coordination's: to other named agents, the entry stands alone. */
const tieOf = async (c: DeskContext, entry: RegisterEntry) => {
  if (!entry.person || !can(staffOf(c), 'senior.list', { town: entry.town })) return undefined;
  if (entry.seniorId) {
    const senior = (await c.var.world.table.get(seniorKind, seniorKey(entry.seniorId)))?.value;
    return { tied: senior ? { id: senior.id, name: seniorName(senior) } : undefined, proposed: [] };
  }
  const alike = await findAlike(c.var.world, traitsOfSenior(entry.person));
  return {
    tied: undefined,
    proposed: alike.slice(0, 3).map(({ senior }) => ({ id: senior.id, name: seniorName(senior) })),
  };
};

export const showEntry = async (
  c: DeskContext,
  entry: RegisterEntry,
  form: FormState = freshForm(),
  status: 200 | 422 = 200,
) => {
  const { table } = c.var.world;
  const page = await table.partition(entry.id, {
    prefix: AUDIT_PREFIX,
    newestFirst: true,
    limit: EVENTS_SHOWN,
  });
  const events = rowsOf(auditKind, page.items).map(({ value }) => value);
  const [team, tie, alike] = await Promise.all([
    teamOf(
      table,
      events.map(({ actor }) => actor.id),
    ),
    tieOf(c, entry),
    entry.state === 'requested' && entry.person
      ? findAlikeEntries(c.var.world, entry.person, [entry.id])
      : [],
  ]);
  return show(
    c,
    <EntryPage
      frame={frameOf(c)}
      town={townOf(c)}
      entry={entry}
      events={events}
      team={team}
      alike={alike.map(({ entry: other, like }) => ({
        id: other.id,
        name: registeredName(other),
        signs: likenessWords(like.signs),
        state: other.state,
      }))}
      tie={tie}
      form={form}
      now={c.var.now}
    />,
    status,
  );
};

export const view = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c);
  if (await isOpened(c, entry.id)) return showEntry(c, entry);
  return showClosedDoor(c, {
    title: 'Fiche du registre d’alerte',
    what: 'Vous allez lire la fiche d’une personne.',
    action: `/registre/${entry.id}/ouvrir`,
    back: '/registre',
  });
};
