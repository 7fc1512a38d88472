import { placeInSector } from '../../geo/sector.ts';
import type { TravelMode } from '../../geo/travel.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { isMobile, type Phone } from '../../phone/phone.ts';
import type { HalfDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { isOpenToVolunteers } from '../../town/programme.ts';
import type { Town } from '../../town/settings.ts';
import type { Joining, Volunteer } from '../volunteer.ts';
import { waitFor } from './clock.ts';

/** What the public form asks, and no more: no birth date, no proof, nothing about health. */
export type Application = {
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: Phone;
  readonly email?: string | undefined;
  /** Code of the sector they live in, when they told. */
  readonly sector?: string | undefined;
  readonly availability: readonly HalfDay[];
  readonly weekdaysFrom?: Volunteer['weekdaysFrom'];
  readonly languages: readonly string[];
  readonly travel: TravelMode;
  readonly rangeMetres: number;
  readonly programmes: readonly string[];
  readonly weeklyCap: number;
  readonly motivation: string;
  readonly source: string;
};

/**
 * The candidate that an application makes. A mobile is texted, a landline is called (F8). The home is the middle of
 * the sector told: enough to begin with, the address comes at the interview. Codes the town does not know are dropped. The clock of the answer starts.
 */
export const candidateFrom = (
  application: Application,
  town: Town,
  id: VolunteerId,
  now: Instant,
): Volunteer & { readonly joining: Joining } => {
  return {
    id,
    town: town.id,
    state: 'candidate',
    firstName: application.firstName,
    lastName: application.lastName,
    phone: application.phone,
    ...(application.email ? { email: application.email } : {}),
    channel: isMobile(application.phone) ? 'sms' : 'voice',
    address: { line: '', ...placeInSector(application.sector, town.sectors) },
    travel: application.travel,
    rangeMetres: application.rangeMetres,
    languages: [...new Set(application.languages)],
    availability: [...new Set(application.availability)],
    ...(application.weekdaysFrom ? { weekdaysFrom: application.weekdaysFrom } : {}),
    exceptions: [],
    weeklyCap: application.weeklyCap,
    restDays: town.caps.restDays,
    programmes: town.programmes
      .filter((one) => isOpenToVolunteers(one) && application.programmes.includes(one.code))
      .map(({ code }) => code),
    avoids: [],
    exclusions: [],
    remindTwoHoursBefore: false,
    requirements: [],
    motivation: application.motivation,
    source: application.source,
    appliedAt: now,
    joining: waitFor('answer', {}, town, now),
  };
};
