import { change } from '../audit/audit.ts';
import type { Point } from '../geo/point.ts';
import type { Ids } from '../ids/ids.ts';
import type { Phone } from '../phone/phone.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { type Staff, staffKind, staffLoginKind } from '../staff/staff.ts';
import type { Table } from '../table/table.ts';
import { create, remove } from '../table/write.ts';
import { civilTime, dayOf, yearOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { FIRST_PROGRAMMES } from './programme.ts';
import { DEFAULT_EMERGENCY_NUMBERS, type Town, townKind } from './settings.ts';
import { checkSetupCode, setupCodeKind } from './setup-code.ts';

export type Founding = {
  readonly townId: string;
  readonly code: string;
  readonly commune: { readonly code: string; readonly name: string; readonly centre: Point };
  readonly houseName: string;
  readonly phone: Phone;
  readonly senderId: string;
  /** Who becomes the first coordinator: the person signed in. */
  readonly founder: { readonly issuer: string; readonly subject: string; readonly name: string };
};
export type FoundingRefusal = { readonly reason: 'wrong-code' | 'already-founded' };

/**
 * A new town: its settings with the values of domain.md §5, §6 and §10 to start from, one sector, the whole commune,
 * and its first coordinator. The code is used up in the same transaction: two people founding at once, one wins.
 */
export const foundTown = async (
  world: { readonly table: Table; readonly ids: Ids },
  founding: Founding,
  now: Instant,
): Promise<Result<Staff, FoundingRefusal>> => {
  const code = await checkSetupCode(world.table, founding.townId, founding.code);
  if (!code) return refused({ reason: 'wrong-code' });
  const { commune, founder } = founding;
  const town: Town = {
    id: founding.townId,
    name: commune.name.slice(0, 60),
    communeCode: commune.code,
    houseName: founding.houseName,
    address: '',
    phone: founding.phone,
    coordinatorFirstName: founder.name.split(' ')[0]?.slice(0, 20) || 'L’équipe',
    senderId: founding.senderId,
    colour: '#1f5a54',
    holidayZone: /^(57|67|68)/.test(commune.code) ? 'alsace-moselle' : 'metropole',
    quietHours: { from: civilTime('08:30'), to: civilTime('20:30') },
    sectors: [{ code: 'commune', name: commune.name.slice(0, 60), centre: commune.centre }],
    programmes: [...FIRST_PROGRAMMES],
    caps: { weeklyDefault: 2, offersPerWeek: 5, restDays: 1 },
    deadlines: {
      p1Hours: 24,
      p2Hours: 192,
      p3Hours: 720,
      tellPersonDays: 8,
      concernHours: 24,
      exitMinutes: 45,
      uncoveredHours: 24,
      applicantDays: 5,
    },
    charterVersion: yearOf(dayOf(now)),
    planWeeks: 3,
    smsPartMicroEuros: 65_000,
    monthlySmsBudgetMicroEuros: 100_000_000,
    emergencyNumbers: DEFAULT_EMERGENCY_NUMBERS,
    emergencyNumbersCheckedOn: '',
  };
  const staff: Staff = {
    id: world.ids.next('stf'),
    town: town.id,
    issuer: founder.issuer,
    subject: founder.subject,
    name: founder.name || 'Coordination',
    organisation: founding.houseName,
    role: 'coordinator',
    active: true,
    createdAt: now,
  };
  const actor = { kind: 'staff', id: staff.id } as const;
  const done = await world.table.commit([
    ...change(townKind, undefined, town, { action: 'town.found', actor, at: now }, 'town'),
    ...change(staffKind, undefined, staff, {
      action: 'staff.invite',
      actor,
      at: now,
      details: { role: staff.role },
    }),
    create(staffLoginKind, { issuer: founder.issuer, subject: founder.subject, staffId: staff.id }, 'login'),
    remove(setupCodeKind, code, 'code'),
  ]);
  return done.ok ? ok(staff) : refused({ reason: 'already-founded' });
};
