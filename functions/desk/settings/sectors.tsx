import * as z from 'zod';
import { type Point, pointSchema } from '../../../shared/geo/point.ts';
import type { Sector } from '../../../shared/geo/sector.ts';
import { changeTown } from '../../../shared/town/change-town.ts';
import { type OutlineRefusal, readOutline } from '../../../shared/town/outline.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Confirm } from '../../web/components.tsx';
import { type FormState, freshForm, readForm, text, textIfAny, ticked, withProblem } from '../../web/form.ts';
import { Stopped, seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, storedTownOf } from '../env.ts';
import { DeskPage, frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { problemSentence, versionShown, versionTyped } from './section.tsx';
import { CENTRE_SENTENCE, NEW_SECTOR, SECTORS, SectorPage, SectorsPage } from './sector-pages.tsx';

const OUTLINE_PROBLEMS: Readonly<Record<OutlineRefusal['reason'], string>> = {
  'not-geojson':
    'Ce contour n’est pas un polygone GeoJSON. Exportez un seul polygone depuis votre outil de carte.',
  'too-many-corners': 'Ce contour a plus de 400 points. Simplifiez-le dans votre outil de carte.',
  'too-few-corners': 'Ce contour a moins de trois points.',
  swapped: 'Latitude et longitude sont inversées : GeoJSON écrit la longitude d’abord.',
  'not-in-france': 'Ce contour n’est pas en France. Vérifiez ses coordonnées.',
};

const sectorForm = z.object({
  name: text(60, 'Écrivez le nom du secteur, comme ses habitants le disent.'),
  centre: z
    .string()
    .max(60, CENTRE_SENTENCE)
    .optional()
    .transform((typed, check): Point | undefined => {
      if (typed === undefined) return undefined;
      const [lat, lon, ...rest] = typed.split(/[,;\s]+/).map(Number);
      const point = pointSchema.safeParse({ lat, lon });
      if (point.success && rest.length === 0) return point.data;
      check.addIssue({ code: 'custom', message: CENTRE_SENTENCE });
      return z.NEVER;
    }),
  outline: textIfAny(20_000),
  dropOutline: ticked(),
});

const slugOf = (name: string, taken: readonly string[]): string => {
  const base =
    name
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 36) || 'secteur';
  const code = base.length < 2 ? `secteur-${base}` : base;
  const free = (count: number): string =>
    taken.includes(`${code}-${count}`) || `${code}-${count}` === NEW_SECTOR
      ? free(count + 1)
      : `${code}-${count}`;
  return taken.includes(code) || code === NEW_SECTOR ? free(2) : code;
};

const sectorOf = (c: DeskContext, town: Town): Sector => {
  const found = town.sectors.find((sector) => sector.code === c.req.param('code'));
  if (!found) throw new Stopped(404, 'not-found');
  return found;
};

const page = (c: DeskContext, sector: Sector | undefined, form: FormState, status: 200 | 409 | 422 = 200) =>
  show(
    c,
    <SectorPage frame={frameOf(c)} sector={sector} version={versionShown(c, form, status)} form={form} />,
    status,
  );

/** Reads the form into a sector, or the form with what is wrong. */
const readSector = async (c: DeskContext, before: Sector | undefined, town: Town) => {
  const read = await readForm(c, sectorForm);
  if (!read.ok) return { form: read.refusal, typed: read.typed };
  const { name, centre, outline: pasted, dropOutline } = read.value;
  const drawn = pasted ? readOutline(pasted) : undefined;
  const form = freshTyped(read.typed);
  if (drawn && !drawn.ok)
    return { form: withProblem(form, 'outline', OUTLINE_PROBLEMS[drawn.refusal.reason]), typed: read.typed };
  const middle = centre ?? drawn?.value.centre ?? before?.centre;
  if (!middle) return { form: withProblem(form, 'centre', CENTRE_SENTENCE), typed: read.typed };
  const outline = drawn ? [...drawn.value.outline] : dropOutline ? undefined : before?.outline;
  const code =
    before?.code ??
    slugOf(
      name,
      town.sectors.map((one) => one.code),
    );
  const sector: Sector = { code, name, centre: middle, ...(outline ? { outline } : {}) };
  return { sector, typed: read.typed };
};
const freshTyped = (typed: FormState['typed']): FormState => ({ problems: [], typed });

const save = async (c: DeskContext, before: Sector | undefined): Promise<Response> => {
  const stored = storedTownOf(c);
  const { sector, form, typed } = await readSector(c, before, stored.value);
  if (!sector) return page(c, before, form ?? freshTyped(typed), 422);
  const saved = await changeTown(c.var.world.table, {
    stored,
    seenVersion: versionTyped({ typed }),
    edit: (town) => ({
      ...town,
      sectors: before
        ? town.sectors.map((one) => (one.code === before.code ? sector : one))
        : [...town.sectors, sector],
    }),
    actor: actorOf(c),
    now: c.var.now,
  });
  if (saved.ok) return seeOther(c, `${SECTORS}?enregistre=oui`);
  return page(c, before, withProblem(freshTyped(typed), '', problemSentence(saved.refusal.reason)), 409);
};

export const sectorRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: SECTORS,
    action: 'town.change',
    handler: (c) =>
      show(
        c,
        <SectorsPage
          frame={frameOf(c)}
          town={storedTownOf(c).value}
          saved={c.req.query('enregistre') !== undefined}
        />,
      ),
  },
  {
    method: 'GET',
    path: `${SECTORS}/${NEW_SECTOR}`,
    action: 'town.change',
    handler: (c) => page(c, undefined, freshForm()),
  },
  {
    method: 'POST',
    path: `${SECTORS}/${NEW_SECTOR}`,
    action: 'town.change',
    handler: (c) => save(c, undefined),
  },
  {
    method: 'GET',
    path: `${SECTORS}/:code`,
    action: 'town.change',
    handler: (c) => {
      const sector = sectorOf(c, storedTownOf(c).value);
      return page(
        c,
        sector,
        freshForm({ name: sector.name, centre: `${sector.centre.lat}, ${sector.centre.lon}` }),
      );
    },
  },
  {
    method: 'POST',
    path: `${SECTORS}/:code`,
    action: 'town.change',
    handler: (c) => save(c, sectorOf(c, storedTownOf(c).value)),
  },
  {
    method: 'GET',
    path: `${SECTORS}/:code/retirer`,
    action: 'town.change',
    handler: (c) => {
      const { value: town, version } = storedTownOf(c);
      const sector = sectorOf(c, town);
      const frame = frameOf(c);
      return show(
        c,
        <DeskPage frame={frame} title={`Retirer ${sector.name}`}>
          <div class="narrow">
            <Confirm
              question={`Retirer le secteur ${sector.name} ?`}
              consequences={[
                'Les personnes qui y habitent gardent leur adresse ; leur secteur sera à choisir de nouveau.',
                'Les missions déjà prévues ont lieu ; leur carte ne montre plus ce secteur.',
              ]}
              action={`${SECTORS}/${sector.code}/retirer`}
              csrf={frame.csrf}
              yes="Retirer ce secteur"
              back={`${SECTORS}/${sector.code}`}
              fields={{ version: String(version) }}
            />
          </div>
        </DeskPage>,
      );
    },
  },
  {
    method: 'POST',
    path: `${SECTORS}/:code/retirer`,
    action: 'town.change',
    handler: async (c) => {
      const stored = storedTownOf(c);
      const sector = sectorOf(c, stored.value);
      const read = await readForm(c, z.object({}));
      const saved = await changeTown(c.var.world.table, {
        stored,
        seenVersion: versionTyped(read),
        edit: (town) => ({ ...town, sectors: town.sectors.filter((one) => one.code !== sector.code) }),
        actor: actorOf(c),
        now: c.var.now,
      });
      if (saved.ok) return seeOther(c, `${SECTORS}?enregistre=oui`);
      const form = freshForm({ name: sector.name, centre: `${sector.centre.lat}, ${sector.centre.lon}` });
      return page(c, sector, withProblem(form, '', problemSentence(saved.refusal.reason)), 409);
    },
  },
];
