import * as z from 'zod';
import { can } from '../../../shared/access/table.ts';
import { staffIdSchema } from '../../../shared/ids/ids.ts';
import {
  changeStaff,
  inviteStaff,
  listStaff,
  type StaffRefusal,
} from '../../../shared/staff/change-staff.ts';
import { ROLES, staffKey, staffKind } from '../../../shared/staff/staff.ts';
import { choice, freshForm, readForm, text, textIfAny, withProblem } from '../../web/form.ts';
import { Stopped, seeOther, show } from '../../web/http.ts';
import { phone } from '../../web/phone-field.ts';
import { type DeskContext, staffOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, demand, missing } from '../router.ts';
import { InvitePage, PersonPage, TeamPage } from './pages.tsx';

const invitationForm = z.object({
  name: text(100, 'Écrivez le prénom et le nom.'),
  organisation: textIfAny(100),
  phone: phone('Écrivez un numéro de téléphone.').optional(),
  role: choice(ROLES, 'Choisissez un rôle.'),
  issuer: z
    .url({
      protocol: /^https?$/,
      error: 'Copiez l’adresse du fournisseur, telle que la page de connexion la donne.',
    })
    .max(300),
  subject: text(200, 'Copiez l’identifiant, tel que la page de connexion le donne.'),
});
const changeForm = z.object({
  role: choice(ROLES, 'Choisissez un rôle.').optional(),
  active: choice(['yes', 'no'], 'Choisissez.').optional(),
  everywhere: choice(['yes'], 'Choisissez.').optional(),
});

const REFUSALS: Readonly<Record<StaffRefusal['reason'], string>> = {
  unknown: 'Ce compte n’existe plus.',
  oneself:
    'Vous ne pouvez pas changer votre propre compte : demandez à une autre personne de la coordination.',
  'changed-meanwhile': 'Quelqu’un d’autre a changé ce compte pendant ce temps. Relisez-le, puis recommencez.',
};

const personOf = async (c: DeskContext) => {
  const id = staffIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(staffKind, staffKey(id.data)) : undefined;
  if (!stored) return missing(c);
  demand(c, 'staff.change', { town: stored.value.town });
  return stored.value;
};

export const teamRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/equipe',
    action: 'staff.list',
    handler: async (c) => {
      const people = (await listStaff(c.var.world.table, staffOf(c).town)).map(({ value }) => value);
      return show(
        c,
        <TeamPage
          frame={frameOf(c)}
          people={people}
          mayInvite={can(staffOf(c), 'staff.invite')}
          saved={c.req.query('enregistre')}
        />,
      );
    },
  },
  {
    method: 'GET',
    path: '/equipe/nouveau',
    action: 'staff.invite',
    handler: (c) =>
      show(c, <InvitePage frame={frameOf(c)} form={freshForm({ issuer: c.var.world.config.oidc.issuer })} />),
  },
  {
    method: 'POST',
    path: '/equipe/nouveau',
    action: 'staff.invite',
    handler: async (c) => {
      const read = await readForm(c, invitationForm);
      if (!read.ok) return show(c, <InvitePage frame={frameOf(c)} form={read.refusal} />, 422);
      const { phone: number, ...person } = read.value;
      const invited = await inviteStaff(
        c.var.world,
        { ...person, ...(number ? { phone: number } : {}) },
        staffOf(c),
        c.var.now,
      );
      if (invited.ok) return seeOther(c, '/equipe?enregistre=oui');
      const form = withProblem(
        { problems: [], typed: read.typed },
        'subject',
        'Cette personne a déjà un compte. Cherchez-la dans la liste, et rouvrez-le s’il est fermé.',
      );
      return show(c, <InvitePage frame={frameOf(c)} form={form} />, 409);
    },
  },
  {
    method: 'GET',
    path: '/equipe/:id',
    action: 'staff.change',
    about: 'handler',
    handler: async (c) => {
      const person = await personOf(c);
      return show(
        c,
        <PersonPage
          frame={frameOf(c)}
          person={person}
          isMe={person.id === staffOf(c).id}
          form={freshForm({ role: person.role })}
        />,
      );
    },
  },
  {
    method: 'POST',
    path: '/equipe/:id',
    action: 'staff.change',
    about: 'handler',
    handler: async (c) => {
      const person = await personOf(c);
      const read = await readForm(c, changeForm);
      if (!read.ok) throw new Stopped(400, 'unreadable-form');
      const { role, active, everywhere } = read.value;
      const changed = await changeStaff(c.var.world.table, {
        id: person.id,
        by: staffOf(c).id,
        to: { ...(role ? { role } : {}), ...(active ? { active: active === 'yes' } : {}) },
        signOut: everywhere === 'yes',
        now: c.var.now,
      });
      if (changed.ok) return seeOther(c, `/equipe?enregistre=${everywhere ? 'deconnecte' : 'oui'}`);
      const form = withProblem(freshForm({ role: person.role }), '', REFUSALS[changed.refusal.reason]);
      const isMe = person.id === staffOf(c).id;
      return show(c, <PersonPage frame={frameOf(c)} person={person} isMe={isMe} form={form} />, 409);
    },
  },
];
