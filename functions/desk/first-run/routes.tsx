import * as z from 'zod';
import { capital } from '../../../shared/french/french.ts';
import { pointSchema } from '../../../shared/geo/point.ts';
import { type Commune, type CommuneFinder, foldName } from '../../../shared/town/communes.ts';
import { foundTown } from '../../../shared/town/found-town.ts';
import { freshForm, readForm, text, withProblem } from '../../web/form.ts';
import { Stopped, seeOther, show } from '../../web/http.ts';
import { phone } from '../../web/phone-field.ts';
import type { DeskContext } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import type { SessionParts } from '../session/routes.tsx';
import { startSession } from '../session/routes.tsx';
import { senderField } from '../settings/sender.ts';
import { ChooseCommunePage, FoundPage, WelcomePage } from './pages.tsx';
import { FIRST_RUN } from './path.ts';

const CENTRE = 'Écrivez la latitude puis la longitude de la mairie, comme « 47.2378, 6.0241 ».';
const foundingForm = z.object({
  code: text(20, 'Recopiez le code affiché dans le terminal où la ville a démarré.'),
  communeCode: z
    .string({ error: 'Choisissez la commune.' })
    .regex(/^(\d{5}|2[AB]\d{3})$/, 'Choisissez la commune.'),
  communeName: text(60, 'Écrivez le nom de la commune.'),
  centre: z
    .string({ error: CENTRE })
    .max(60, CENTRE)
    .transform((typed, check) => {
      const [lat, lon, ...rest] = typed.split(/[,;\s]+/).map(Number);
      const point = pointSchema.safeParse({ lat, lon });
      if (point.success && rest.length === 0) return point.data;
      check.addIssue({ code: 'custom', message: CENTRE });
      return z.NEVER;
    }),
  houseName: text(60, 'Écrivez le nom de votre service, comme « Maison des Seniors ».'),
  phone: phone('Écrivez le numéro que les bénévoles appelleront.'),
  senderId: senderField(),
});

const senderFor = (commune: Commune): string =>
  `CCAS${foldName(commune.name).split(' ').map(capital).join('')}`.slice(0, 11);

const REFUSALS = {
  'wrong-code':
    'Ce code n’est pas le bon. Recopiez celui du terminal ; après dix essais, arrêtez la ville et démarrez-la de nouveau.',
  'already-founded':
    'La ville vient d’être créée par quelqu’un d’autre. Demandez-lui de vous ouvrir un compte.',
} as const;

type FirstRunParts = SessionParts & { readonly communes: CommuneFinder };

/** Open only while the town does not exist; afterwards these pages are not there. */
export const firstRunRoutes = (parts: FirstRunParts): readonly DeskRoute[] => {
  const onlyOnce = (c: DeskContext): void => {
    if (c.get('town')) throw new Stopped(404, 'not-found');
  };
  return [
    {
      method: 'GET',
      path: FIRST_RUN,
      action: 'town.found',
      handler: async (c) => {
        onlyOnce(c);
        const frame = frameOf(c);
        const newcomer = parts.cookies.newcomer.read(c, c.var.now);
        if (!newcomer) return show(c, <WelcomePage frame={frame} />);
        const typed = (c.req.query('commune') ?? '').slice(0, 60);
        const found = typed ? await parts.communes.find(typed) : [];
        const chosen = found.find((commune) => commune.code === c.req.query('code'));
        if (!chosen) return show(c, <ChooseCommunePage frame={frame} typed={typed} found={found} />);
        const form = freshForm({
          communeCode: chosen.code,
          communeName: chosen.name,
          centre: chosen.centre && `${chosen.centre.lat}, ${chosen.centre.lon}`,
          houseName: 'Maison des Seniors',
          senderId: senderFor(chosen),
        });
        return show(c, <FoundPage frame={frame} form={form} founder={newcomer.name} />);
      },
    },
    {
      method: 'POST',
      path: FIRST_RUN,
      action: 'town.found',
      handler: async (c) => {
        onlyOnce(c);
        const { world, now } = c.var;
        const newcomer = parts.cookies.newcomer.read(c, now);
        if (!newcomer) throw new Stopped(403, 'no-session');
        const read = await readForm(c, foundingForm);
        const page = (form: Parameters<typeof FoundPage>[0]['form'], status: 409 | 422) =>
          show(c, <FoundPage frame={frameOf(c)} form={form} founder={newcomer.name} />, status);
        if (!read.ok) return page(read.refusal, 422);
        const { code, communeCode, communeName, centre, ...rest } = read.value;
        const founded = await foundTown(
          world,
          {
            ...rest,
            code,
            townId: world.config.townId,
            commune: { code: communeCode, name: communeName, centre },
            founder: newcomer,
          },
          now,
        );
        if (!founded.ok) {
          const field = founded.refusal.reason === 'wrong-code' ? 'code' : '';
          return page(
            withProblem({ problems: [], typed: read.typed }, field, REFUSALS[founded.refusal.reason]),
            founded.refusal.reason === 'wrong-code' ? 422 : 409,
          );
        }
        await startSession(parts, c, founded.value.id, undefined);
        parts.cookies.newcomer.clear(c);
        world.log({ event: 'town-founded', id: c.var.requestId, staff: founded.value.id });
        return seeOther(c, '/reglages');
      },
    },
  ];
};
