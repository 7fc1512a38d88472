import type { StaffId } from '../../../../shared/ids/ids.ts';
import { phoneSchema } from '../../../../shared/phone/phone.ts';
import { staffKind, staffLoginKind } from '../../../../shared/staff/staff.ts';
import { DEFAULT_QUIET_HOURS } from '../../../../shared/time/calendar.ts';
import { CHRISTMAS_PARCEL, FIRST_PROGRAMMES, HOME_LIBRARY } from '../../../../shared/town/programme.ts';
import { DEFAULT_EMERGENCY_NUMBERS, type Town, townKind } from '../../../../shared/town/settings.ts';
import { DEMO_PEOPLE } from '../../identity/people.ts';
import type { Dice, SeededIds } from '../dice.ts';
import type { History } from '../history.ts';
import { daysAgo, type Making } from '../making.ts';
import { FRIENDLY_WALK } from '../missions/walks.ts';
import { BESANCON_CODE, besanconHouse, besanconSectors, commune } from './besancon.ts';

/** Besançon as its settings page would show it; the numbers that decide are the project's defaults. */
export const besanconTown = (townId: string, coordinator: string): Town => ({
  id: townId,
  name: commune(BESANCON_CODE).nom,
  communeCode: BESANCON_CODE,
  houseName: besanconHouse.name,
  address: besanconHouse.address,
  phone: phoneSchema.parse(besanconHouse.phone),
  coordinatorFirstName: coordinator,
  dutyPhone: phoneSchema.parse(besanconHouse.dutyPhone),
  senderId: besanconHouse.senderId,
  colour: '#1f4e5f',
  holidayZone: DEFAULT_QUIET_HOURS.zone,
  quietHours: { from: DEFAULT_QUIET_HOURS.from, to: DEFAULT_QUIET_HOURS.to },
  sectors: [...besanconSectors],
  programmes: [...FIRST_PROGRAMMES, FRIENDLY_WALK, HOME_LIBRARY, CHRISTMAS_PARCEL],
  caps: { weeklyDefault: 2, offersPerWeek: 5, restDays: 1 },
  deadlines: {
    p1Hours: 24,
    p2Hours: 8 * 24,
    p3Hours: 30 * 24,
    tellPersonDays: 8,
    concernHours: 48,
    exitMinutes: 45,
    uncoveredHours: 36,
    applicantDays: 5,
  },
  charterVersion: '2026-1',
  planWeeks: 3,
  smsPartMicroEuros: 70_000,
  monthlySmsBudgetMicroEuros: 150_000_000,
  emergencyNumbers: [...DEFAULT_EMERGENCY_NUMBERS],
  emergencyNumbersCheckedOn: '2026-09-01',
});

/** Members of the vigilance network who flag; they have an account and do not use it in the demonstration. */
const NETWORK = [
  { name: 'Laure Faivre', organisation: 'Service d’aide à domicile ÉLIAD' },
  { name: 'Karim Mansouri', organisation: 'Pharmacie de la Liberté' },
  { name: 'Josiane Prost', organisation: 'Gardienne, bailleur social, Palente' },
] as const;

/** The staff: one person a role, who can sign in, and three flaggers. */
export const hireStaff = (
  making: {
    readonly ids: SeededIds;
    readonly history: History;
    readonly dice: Dice;
    readonly town: Town;
  } & Pick<Making, 'today'>,
  issuer: string,
): Making['staff'] => {
  const createdAt = daysAgo(making, 400, '09:00');
  const hire = (person: {
    subject: string;
    name: string;
    organisation: string;
    role: (typeof DEMO_PEOPLE)[number]['role'];
  }): StaffId => {
    const id = making.ids.at('stf', createdAt);
    making.history.change(
      staffKind,
      { ...person, id, town: making.town.id, issuer, active: true, createdAt },
      {
        action: 'staff-added',
        actor: { kind: 'system', id: '' },
        at: createdAt,
        details: { role: person.role },
      },
    );
    making.history.note(staffLoginKind, { issuer, subject: person.subject, staffId: id });
    return id;
  };
  const byRole = DEMO_PEOPLE.map(({ sub, name, organisation, role }) => ({
    role,
    id: hire({ subject: sub, name, organisation, role }),
  }));
  const network = NETWORK.map((person, at) =>
    hire({ ...person, subject: `demo-network-${at + 1}`, role: 'social-worker' }),
  );
  const coordinator = byRole.find(({ role }) => role === 'coordinator');
  const socialWorker = byRole.find(({ role }) => role === 'social-worker');
  const dutyOfficer = byRole.find(({ role }) => role === 'duty-officer');
  if (!coordinator || !socialWorker || !dutyOfficer)
    throw new Error('a town needs a coordinator, a duty officer and a social worker');
  return {
    coordinator: coordinator.id,
    dutyOfficer: dutyOfficer.id,
    socialWorkers: [socialWorker.id, ...network],
  };
};

export const settleTown = ({ history, town, staff, today }: Making): void => {
  history.change(townKind, town, {
    action: 'town-settings-changed',
    actor: { kind: 'staff', id: staff.coordinator },
    at: daysAgo({ today }, 399, '10:00'),
  });
};
