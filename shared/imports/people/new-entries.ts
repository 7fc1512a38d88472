import { change } from '../../audit/audit.ts';
import { acknowledgeBy, NOTICE_VERSION, reconfirmDay } from '../../register/clocks.ts';
import type { RegisterEntry, RegisteredPerson } from '../../register/entry.ts';
import { besideEntry } from '../../register/store.ts';
import { healthWordsIn } from '../../seniors/health-words.ts';
import type { Address } from '../../seniors/senior.ts';
import type { Write } from '../../table/table.ts';
import { addDays, type CivilDay, civilTime, dayOf, instantOf } from '../../time/civil.ts';
import type { RegisterDraft } from '../reading/register-row.ts';
import type { SeniorRow } from '../reading/senior-row.ts';
import { entryIdOf, stagedEntryKind } from '../store.ts';
import type { Arrival } from './new-people.ts';

/** Those to ask again after an import are spread over four weeks: a town asks a few a day. */
const SPREAD_DAYS = 28;

/** « 3e étage », « étage 3 », « 3ème » in what completes an address. */
const floorIn = (complement: string | undefined): number | undefined => {
  const read = /(\d{1,2})\s*(?:e|er|ème|eme)?\s*étage|étage\s*(\d{1,2})/i.exec(complement ?? '');
  const floor = Number(read?.[1] ?? read?.[2] ?? Number.NaN);
  return floor >= 0 && floor <= 60 ? floor : undefined;
};

const personOf = (row: SeniorRow, draft: RegisterDraft, address: Address): RegisteredPerson => {
  const { person } = row;
  const floor = floorIn(address.complement);
  const notes = person.practicalNotes.slice(0, 200);
  return {
    ...(person.civility ? { civility: person.civility } : {}),
    firstName: person.firstName,
    lastName: person.lastName,
    ...(person.birthName ? { birthName: person.birthName } : {}),
    ...(person.birthDay ? { birthDay: person.birthDay } : {}),
    ...(draft.capacity ? { capacity: draft.capacity } : {}),
    address,
    phones: person.phones,
    homeHelp: draft.homeHelp,
    contacts: person.emergencyContacts,
    ...(draft.livesAlone === undefined ? {} : { livesAlone: draft.livesAlone }),
    ...(floor === undefined ? {} : { floor }),
    languages: person.languages,
    callNotes: healthWordsIn(notes).length > 0 ? '' : notes,
  };
};

const later = (a: CivilDay, b: CivilDay): CivilDay => (a > b ? a : b);

/**
 * A row of the register a town kept until now: an entry, and nothing but an entry (law 6): nobody is to be asked for a visit
 * because of it. Asked for by herself or her representative, it holds; by somebody else, or unsaid, she is
 * told within eight days of the import (G6), and her silence will confirm.
 */
export const entryArrives = (
  row: SeniorRow,
  draft: RegisterDraft,
  address: Address,
  arrival: Arrival,
): readonly Write[] => {
  const { now, town, by } = arrival;
  const today = dayOf(now);
  const asked = draft.on ? instantOf(draft.on, civilTime('09:00')) : now;
  const isThirdParty = draft.by === 'third-party';
  const entry: RegisterEntry = {
    id: entryIdOf(arrival.importId, arrival.row),
    town: town.id,
    purpose: 'ALERT_PLAN',
    state: isThirdParty ? 'pending-acknowledgment' : 'confirmed',
    person: personOf(row, draft, address),
    request: {
      by: draft.by,
      channel: 'import',
      at: asked,
      ...(draft.asker === '' ? {} : { asker: { name: draft.asker, quality: draft.asker } }),
      notice: NOTICE_VERSION,
    },
    ...(isThirdParty
      ? { acknowledgment: { dueAt: acknowledgeBy(now) } }
      : {
          confirmed: { at: asked, how: 'declaration' as const },
          reconfirmOn: later(reconfirmDay(dayOf(asked)), addDays(today, 1 + (arrival.row % SPREAD_DAYS))),
        }),
    away: [],
    createdAt: now,
  };
  const happening = {
    action: 'register-imported',
    actor: by,
    at: now,
    to: entry.state,
    details: { import: arrival.importId },
  };
  return [
    ...change(stagedEntryKind, undefined, { ...entry, importId: arrival.importId }, happening),
    ...besideEntry(arrival.appSecret, undefined, entry),
  ];
};
