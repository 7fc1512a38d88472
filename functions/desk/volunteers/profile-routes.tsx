import type * as z from 'zod';
import { placeInSector } from '../../../shared/geo/sector.ts';
import { frenchPhone, isMobile } from '../../../shared/phone/phone.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { editVolunteer, excludeSenior } from '../../../shared/volunteers/profile/edit-volunteer.ts';
import { pairVolunteers, unpairVolunteer } from '../../../shared/volunteers/profile/pair-volunteers.ts';
import type { DeskProfile } from '../../../shared/volunteers/profile/profile.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { freshForm, readForm, withProblem } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { EditPage } from './form-pages.tsx';
import { editForm, excludeForm, pairForm } from './forms.ts';
import { volunteerOf } from './one.ts';
import { everybodyHere, readStory } from './read.ts';
import { ExcludePage, PairPage } from './together-pages.tsx';

const known = (one: Volunteer) =>
  freshForm({
    ...one,
    phone: frenchPhone(one.phone),
    line: one.address.line,
    sector: one.address.sector,
    exceptions: undefined,
    requirements: undefined,
    address: undefined,
    left: undefined,
    winding: undefined,
    eased: undefined,
    calendar: undefined,
    joining: undefined,
  });

/** An address that did not move keeps its exact place; one that moved stands in the middle of its sector until found. */
const changesOf = (read: z.output<typeof editForm>, before: Volunteer, town: Town): Partial<DeskProfile> => {
  const { line, sector: code, languages, ...rest } = read;
  const moved = line !== before.address.line || code !== before.address.sector;
  return {
    ...rest,
    email: read.email,
    weekdaysFrom: read.weekdaysFrom,
    channel: isMobile(read.phone) ? read.channel : 'voice',
    languages,
    ...(moved ? { address: { line, ...placeInSector(code, town.sectors) } } : {}),
  };
};

const PAIR_REFUSALS: Readonly<Record<string, string>> = {
  'same-person': 'Un binôme se forme à deux.',
  'already-in-a-pair': 'L’un des deux a déjà un binôme : mettez-y fin d’abord.',
  gone: 'L’un des deux s’en va.',
};

const possiblePartners = async (c: DeskContext, volunteer: Volunteer) => {
  return (await everybodyHere(c.get('world').table, volunteer.town))
    .filter((one) => one.id !== volunteer.id && !one.partnerId)
    .map((one) => ({ id: one.id, name: `${one.lastName} ${one.firstName}` }))
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'));
};

const visited = async (c: DeskContext, volunteer: Volunteer) => {
  const { names } = await readStory(c.get('world').table, volunteer);
  return [...names]
    .filter(([id]) => id.startsWith('sen_') && !volunteer.exclusions.some((excluded) => excluded === id))
    .map(([id, name]) => ({ id, name }));
};

/** The file, the binôme, and who is not to be brought together. */
export const profileRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/benevoles/:id/modifier',
    action: 'volunteer.edit',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.edit');
      return show(
        c,
        <EditPage frame={frameOf(c)} form={known(volunteer)} town={townOf(c)} volunteer={volunteer} />,
      );
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/modifier',
    action: 'volunteer.edit',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.edit');
      const town = townOf(c);
      const read = await readForm(c, editForm);
      if (!read.ok)
        return show(
          c,
          <EditPage frame={frameOf(c)} form={read.refusal} town={town} volunteer={volunteer} />,
          422,
        );
      const changes = changesOf(read.value, volunteer, town);
      await editVolunteer(c.get('world'), volunteer.id, changes, actorOf(c), c.get('now'));
      return seeOther(c, `/benevoles/${volunteer.id}?dit=enregistre`);
    },
  },
  {
    method: 'GET',
    path: '/benevoles/:id/binome',
    action: 'volunteer.edit',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.edit');
      const others = await possiblePartners(c, volunteer);
      return show(
        c,
        <PairPage frame={frameOf(c)} form={freshForm()} volunteer={volunteer} others={others} />,
      );
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/binome',
    action: 'volunteer.edit',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.edit');
      const read = await readForm(c, pairForm);
      const again = async (form: ReturnType<typeof freshForm>, status: 409 | 422) =>
        show(
          c,
          <PairPage
            frame={frameOf(c)}
            form={form}
            volunteer={volunteer}
            others={await possiblePartners(c, volunteer)}
          />,
          status,
        );
      if (!read.ok) return again(read.refusal, 422);
      const paired = await pairVolunteers(
        c.get('world'),
        volunteer.id,
        read.value.partner,
        actorOf(c),
        c.get('now'),
      );
      if (paired.ok) return seeOther(c, `/benevoles/${volunteer.id}?dit=binome`);
      const sentence = PAIR_REFUSALS[paired.refusal.reason] ?? 'Ce binôme n’est pas possible.';
      return again(withProblem({ problems: [], typed: read.typed }, 'partner', sentence), 409);
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/binome/fin',
    action: 'volunteer.edit',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.edit');
      await unpairVolunteer(c.get('world'), volunteer.id, actorOf(c), c.get('now'));
      return seeOther(c, `/benevoles/${volunteer.id}?dit=enregistre`);
    },
  },
  {
    method: 'GET',
    path: '/benevoles/:id/associer',
    action: 'volunteer.edit',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.edit');
      const people = await visited(c, volunteer);
      return show(
        c,
        <ExcludePage frame={frameOf(c)} form={freshForm()} volunteer={volunteer} people={people} />,
      );
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/associer',
    action: 'volunteer.edit',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.edit');
      const read = await readForm(c, excludeForm);
      if (!read.ok) {
        const people = await visited(c, volunteer);
        return show(
          c,
          <ExcludePage frame={frameOf(c)} form={read.refusal} volunteer={volunteer} people={people} />,
          422,
        );
      }
      const { senior, wish } = read.value;
      await excludeSenior(c.get('world'), volunteer.id, senior, wish, actorOf(c), c.get('now'));
      return seeOther(c, `/benevoles/${volunteer.id}?dit=enregistre`);
    },
  },
];
