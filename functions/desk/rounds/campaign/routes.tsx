import * as z from 'zod';
import { readCampaign } from '../../../../shared/rounds/campaign/campaign.ts';
import { planCampaign } from '../../../../shared/rounds/campaign/plan-campaign.ts';
import { HALF_NAMES } from '../../../../shared/rounds/round.ts';
import { addDays, dayOf, yearOf } from '../../../../shared/time/civil.ts';
import {
  choice,
  day,
  type FormState,
  freshForm,
  integer,
  readForm,
  text,
  withProblem,
} from '../../../web/form.ts';
import { type PageStatus, Stopped, seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { doors } from '../words.ts';
import { CampaignPage } from './campaign-page.tsx';

/** Parcels given in January belong to the season that began in autumn. */
const seasonOf = (c: DeskContext): number => Number(yearOf(addDays(dayOf(c.var.now), -60)));

const page = async (
  c: DeskContext,
  programmeCode: string,
  year: number,
  form?: FormState,
  said?: string,
  status: PageStatus = 200,
): Promise<Response> => {
  const town = townOf(c);
  const programme = town.programmes.find(({ code }) => code === programmeCode);
  const subject = { town: town.id, programme: programmeCode, year };
  const open = await readCampaign(c.var.world, subject, town, c.var.now);
  if (!open || !programme) throw new Stopped(404, 'not-found');
  return show(
    c,
    <CampaignPage
      frame={frameOf(c)}
      town={town}
      programme={programme}
      open={open}
      form={form ?? freshForm({ moitie: 'pm', combien: '60' })}
      said={said}
      today={dayOf(c.var.now)}
    />,
    status,
  );
};

const yearAsked = (c: DeskContext): number => {
  const typed = Number(c.req.query('annee'));
  return Number.isInteger(typed) && typed >= 2020 && typed <= 2100 ? typed : seasonOf(c);
};

const saidOf = (c: DeskContext): string | undefined => {
  const number = (name: string) => Math.max(0, Math.min(999, Number(c.req.query(name)) || 0));
  if (c.req.query('prevu') === undefined) return undefined;
  const [planned, skipped, left] = [number('prevu'), number('absents'), number('reste')];
  return [
    `${doors(planned).replace('une porte', 'Une porte')} ${planned === 1 ? 'est prévue' : 'sont prévues'}.`,
    skipped > 0
      ? `${skipped === 1 ? 'Une personne est absente' : `${skipped} personnes sont absentes`} ce jour-là.`
      : '',
    left > 0 ? `${doors(left)} ${left === 1 ? 'attend' : 'attendent'} une autre demi-journée.` : '',
  ]
    .filter(Boolean)
    .join(' ');
};

const fields = z.object({
  programme: text(40, 'Choisissez le programme.'),
  annee: integer(2020, 2100, 'Choisissez l’année.'),
  jour: day('Choisissez un jour.'),
  moitie: choice(HALF_NAMES, 'Choisissez le matin ou l’après-midi.'),
  combien: integer(1, 120, 'Écrivez un nombre de portes, de 1 à 120.'),
  secteurs: z.array(z.string().max(40)).max(60).default([]),
});

const REFUSALS = {
  nobody: ['secteurs', 'Plus personne n’attend dans ces secteurs.'],
  'in-the-past': ['jour', 'Ce moment est passé : choisissez-en un autre.'],
  'too-many-half-days': ['jour', 'La campagne a déjà soixante demi-journées.'],
} as const;

const plan = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, fields);
  if (!read.ok) {
    const typed = (name: string) => read.refusal.typed[name]?.[0] ?? '';
    return page(c, typed('programme'), Number(typed('annee')) || seasonOf(c), read.refusal, undefined, 422);
  }
  const { programme, annee, jour, moitie, combien, secteurs } = read.value;
  const town = townOf(c);
  const subject = { town: town.id, programme, year: annee };
  const wish = { day: jour, half: moitie, sectors: secteurs, most: combien };
  const done = await planCampaign(c.var.world, subject, town, wish, actorOf(c), c.var.now);
  if (!done.ok) {
    if (done.refusal === 'unknown') throw new Stopped(404, 'not-found');
    const [field, sentence] = REFUSALS[done.refusal];
    return page(
      c,
      programme,
      annee,
      withProblem(freshForm({ ...read.value }), field, sentence),
      undefined,
      422,
    );
  }
  const { planned, skipped, left } = done.value;
  const query = new URLSearchParams({
    programme,
    annee: String(annee),
    prevu: String(planned),
    absents: String(skipped),
    reste: String(left),
  });
  return seeOther(c, `/tournees/campagne?${query}`);
};

export const campaignRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/tournees/campagne',
    action: 'round.campaign',
    handler: (c) =>
      page(c, (c.req.query('programme') ?? '').slice(0, 40), yearAsked(c), undefined, saidOf(c)),
  },
  { method: 'POST', path: '/tournees/campagne', action: 'round.campaign', handler: plan },
];
