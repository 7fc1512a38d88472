import { expect, it } from 'vitest';
import { advanceFlag, lookAtFlag } from '../../../shared/flags/change-flag.ts';
import { findKnown } from '../../../shared/flags/find-known.ts';
import { flagPerson } from '../../../shared/flags/flag-person.ts';
import { flagKey, flagKind, openFlagList } from '../../../shared/flags/store.ts';
import { findAlike } from '../../../shared/seniors/identity/find-alike.ts';
import { traitsOfSenior } from '../../../shared/seniors/identity/traits.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { closeSenior } from '../../../shared/situations/close-senior.ts';
import { lookAtSenior } from '../../../shared/situations/look-at-senior.ts';
import { takeUp } from '../../../shared/situations/open-situation.ts';
import { staffKind } from '../../../shared/staff/staff.ts';
import { put } from '../../../shared/table/write.ts';
import { instant, plus } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { aTown } from '../../builders/chain.ts';
import { aFlagRequest } from '../../builders/flags.ts';
import { useEngine } from '../../support/engine.ts';
import { aStaff, CLAIRE, countingIds, SOFIA } from '../../support/situations.ts';
import { tableOn } from '../../support/tables.ts';

const { freshTable } = useEngine();
const NOW = instant('2026-11-24T11:00:00.000Z');

it('walks from a flag to a closed file on the real engine, conditions evaluated', async () => {
  const table = tableOn(await freshTable());
  const config = { townId: 'besancon', appSecret: 's'.repeat(43), linksOrigin: 'https://p.example' };
  const world = { table, ids: countingIds(), config };
  await table.commit([put(townKind, aTown(), 'absent'), put(staffKind, aStaff(), 'absent')]);
  const claire = { id: CLAIRE, role: 'coordinator' } as const;
  const actor = { kind: 'staff', id: CLAIRE } as const;

  const press = () =>
    flagPerson(world, { formId: 'f', request: aFlagRequest({ urgency: 'P1' }) }, { id: SOFIA }, NOW);
  const pressed = await Promise.all([press(), press(), press(), press()]);
  const numbers = new Set(pressed.map((answer) => answer.ok && answer.value.number));
  expect(numbers.size).toBe(1);
  const [received] = pressed;
  if (!received?.ok) throw new Error('refused');
  const { flagId } = received.value;

  expect((await findKnown(world, aFlagRequest().person, 'Besançon')).flags).toHaveLength(1);
  await lookAtFlag(world, flagId, plus(NOW, { hours: 25 }));
  await advanceFlag(world, flagId, { do: 'contact' }, claire, plus(NOW, { hours: 26 }));

  const taken = await takeUp(
    world,
    flagId,
    {
      who: {
        fresh: {
          firstName: 'Odette',
          lastName: 'Perrin',
          address: { line: '8 rue Battant', precision: 'unknown', sector: 'planoise' },
          phones: [],
          origin: 'flag',
        },
      },
      referentId: CLAIRE,
      answers: [{ purpose: 'FRIENDLY_VISIT', state: 'given', how: 'spoken' }],
    },
    claire,
    plus(NOW, { hours: 27 }),
  );
  if (!taken.ok) throw new Error(taken.refusal.reason);
  const senior = await table.get(seniorKind, seniorKey(taken.value));
  if (!senior) throw new Error('absent');
  const traits = traitsOfSenior(senior.value);
  expect((await findAlike(world, traits)).map((known) => known.senior.id)).toEqual([taken.value]);
  expect((await table.index('list', { partition: openFlagList('besancon') })).items).toEqual([]);

  await closeSenior(world, taken.value, 'moved', actor, plus(NOW, { days: 2 }));
  await lookAtSenior(world, taken.value, plus(NOW, { days: 3 }));
  const closed = await table.get(seniorKind, seniorKey(taken.value));
  expect(closed?.value).toMatchObject({ state: 'closed' });
  expect(closed?.value.settling).toBeUndefined();
  expect(await findAlike(world, traits)).toEqual([]);
  const flag = await table.get(flagKind, flagKey(flagId));
  expect(flag?.value.state).toBe('taken-up');
});
