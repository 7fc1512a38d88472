import { type Actor, change } from '../../audit/audit.ts';
import { consentKind } from '../../consents/consent.ts';
import { placeInSector } from '../../geo/sector.ts';
import { type ImportId, staffIdSchema } from '../../ids/ids.ts';
import { seniorLookupWrites } from '../../seniors/identity/lookup.ts';
import type { Address, Senior } from '../../seniors/senior.ts';
import type { Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create, put } from '../../table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { isOpenToVolunteers } from '../../town/programme.ts';
import type { Town } from '../../town/settings.ts';
import { movementKind, movementOf } from '../../volunteers/movements/movement.ts';
import { type PhoneLookup, phoneFinds } from '../../volunteers/phone-lookup.ts';
import { notReady, VALIDITY_DAYS } from '../../volunteers/requirements.ts';
import type { Requirement, Volunteer } from '../../volunteers/volunteer.ts';
import type { SeniorRow } from '../reading/senior-row.ts';
import type { VolunteerRow } from '../reading/volunteer-row.ts';
import { seniorIdOf, stagedSeniorKind, stagedVolunteerKind, volunteerIdOf } from '../store.ts';
import { entryArrives } from './new-entries.ts';

/** What a new person needs besides their row. */
export type Arrival = {
  readonly importId: ImportId;
  readonly row: number;
  readonly kind: 'register' | 'seniors' | 'volunteers';
  readonly town: Town;
  readonly appSecret: string;
  readonly by: Actor;
  readonly now: Instant;
};

/** The middle of the sector told is where somebody is, until their address is found. */
const placed = (address: Address, town: Town): Address => ({
  ...address,
  ...placeInSector(address.sector, town.sectors),
});

/**
 * A senior to be asked first: `waiting`, whatever the file says, with one consent row for each answer the file
 * holds (law 4). A row of the register makes an entry of the register instead (law 6).
 */
export const seniorArrives = (row: SeniorRow, arrival: Arrival): readonly Write[] => {
  if (row.register) return entryArrives(row, row.register, placed(row.person.address, arrival.town), arrival);
  const senior: Senior = {
    ...row.person,
    address: placed(row.person.address, arrival.town),
    id: seniorIdOf(arrival.importId, arrival.row),
    town: arrival.town.id,
    state: 'waiting',
    origin: 'import',
    createdAt: arrival.now,
  };
  const { by, now: at } = arrival;
  const happening = {
    action: 'senior-imported',
    actor: by,
    at,
    to: 'waiting',
    details: { import: arrival.importId },
  };
  const consents = row.consents.map(({ note, ...consent }) =>
    put(consentKind, { ...consent, seniorId: senior.id, at, by, ...(note ? { note } : {}) }, 'absent', {
      label: `consent-${consent.purpose}`,
    }),
  );
  return [
    ...change(stagedSeniorKind, undefined, { ...senior, importId: arrival.importId }, happening),
    ...consents,
    ...seniorLookupWrites(arrival.appSecret, undefined, senior),
  ];
};

/** Straight line, metres, where the file says nothing: what each way of moving reaches in half an hour. */
const USUAL_RANGE_METRES = { walk: 1_500, bike: 4_000, bus: 5_000, car: 10_000 } as const;

const requirementsOf = (row: VolunteerRow, arrival: Arrival): Requirement[] => {
  const by = staffIdSchema.safeParse(arrival.by.id);
  return row.requirements.map(({ kind, on }) => {
    const days = VALIDITY_DAYS[kind];
    return {
      kind,
      on,
      ...(by.success ? { by: by.data } : {}),
      ...(days === undefined ? {} : { validUntil: addDays(on, days) }),
      ...(kind === 'charter' ? { version: arrival.town.charterVersion } : {}),
    };
  });
};

/**
 * A volunteer as far along the path as the file proves: active when a programme's requirements are all dated in
 * it and in order today, interviewed when an interview is, a candidate otherwise. No wish is made up: every
 * programme open to volunteers is offered to their choice.
 */
const volunteerFrom = (row: VolunteerRow, arrival: Arrival): Volunteer => {
  const { town, now } = arrival;
  const morning = civilTime('09:00');
  const requirements = requirementsOf(row, arrival);
  const interview = requirements.find(({ kind }) => kind === 'interview')?.on;
  const programmes = town.programmes.filter(isOpenToVolunteers).map(({ code }) => code);
  const isReady = notReady({ requirements, programmes }, town, dayOf(now)) === undefined;
  const since = row.since ? instantOf(row.since, morning) : now;
  const { weeklyCap, address, ...person } = row.person;
  return {
    ...person,
    address: placed(address, town),
    id: volunteerIdOf(arrival.importId, arrival.row),
    town: town.id,
    state: isReady && interview ? 'active' : interview ? 'interviewed' : 'candidate',
    rangeMetres: USUAL_RANGE_METRES[person.travel],
    exceptions: [],
    weeklyCap: weeklyCap ?? town.caps.weeklyDefault,
    restDays: town.caps.restDays,
    programmes,
    avoids: [],
    exclusions: [],
    remindTwoHoursBefore: false,
    requirements,
    source: 'import',
    appliedAt: since,
    ...(interview ? { interviewedAt: instantOf(interview, morning) } : {}),
    ...(isReady && interview ? { activeSince: since } : {}),
  };
};

/** `found`: what was read of the volunteer's number. */
export const volunteerArrives = (
  row: VolunteerRow,
  arrival: Arrival,
  found: Stored<PhoneLookup> | undefined,
): readonly Write[] => {
  const volunteer = volunteerFrom(row, arrival);
  const details = { import: arrival.importId };
  const happening = {
    action: 'volunteer-imported',
    actor: arrival.by,
    at: arrival.now,
    to: volunteer.state,
    details,
  };
  const arrives = movementOf(undefined, volunteer, 1, arrival.now);
  const came = arrives && {
    ...arrives,
    importId: arrival.importId,
    ...(row.since ? { on: row.since } : { originUnknown: true as const }),
  };
  return [
    ...change(stagedVolunteerKind, undefined, { ...volunteer, importId: arrival.importId }, happening),
    ...(came ? [create(movementKind, came, 'volunteer-movement')] : []),
    ...phoneFinds(arrival.appSecret, volunteer.phone, volunteer.id, found),
  ];
};
