import { change, SYSTEM } from '../../../../shared/audit/audit.ts';
import { concernKind } from '../../../../shared/concerns/concern.ts';
import { consentKind } from '../../../../shared/consents/consent.ts';
import { stepRules, withNextLook } from '../../../../shared/missions/steps.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { put } from '../../../../shared/table/write.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { aConsent, aMission, aSenior, aTown, TUESDAY_NOON } from '../../../builders/chain.ts';
import { aConcern, aService, aTask } from '../../../builders/situations.ts';
import { aReadyVolunteer } from '../../../support/chain.ts';
import {
  staffIdOf,
  type TestBrowser,
  type TestDesk,
  type TestDeskOptions,
  testDesk,
} from '../../../support/desk.ts';

export const read = async (browser: TestBrowser, path: string): Promise<string> =>
  (await browser.get(path)).text();

export const VISIT_PATH = '/missions/mis_CCCCCCCCCCCCCCCCCCCCCCCCCC';

/** Tuesday noon: Jeanne agreed, her visit of tomorrow has nobody, one concern, one task; three volunteers. */
export const busyDesk = async (options: TestDeskOptions = {}): Promise<TestDesk> => {
  const desk = await testDesk({ ...options, sessionClock: { now: () => TUESDAY_NOON } });
  const referentId = staffIdOf('social-worker');
  const visit = withNextLook(
    aMission({ state: 'planned', serviceId: aService().id }),
    stepRules(aTown()),
    false,
  );
  await desk.table.commit([
    put(seniorKind, aSenior({ civility: 'madame', referentId }), 'absent'),
    put(consentKind, aConsent(), 'absent'),
    put(serviceKind, aService({ pairings: [] }), 'absent'),
    put(concernKind, aConcern({ referentId, missionId: visit.id }), 'absent'),
    put(taskKind, aTask(), 'absent'),
    ...[1, 2, 3].map((n) =>
      put(
        volunteerKind,
        aReadyVolunteer(n, {
          lastName: `Nom${n}`,
          ...(n === 3 ? { availability: ['mon-am'] } : {}),
        }),
        'absent',
      ),
    ),
  ]);
  await desk.table.commit(
    change(missionKind, undefined, visit, { action: 'mission-planned', actor: SYSTEM, at: TUESDAY_NOON }),
  );
  return desk;
};

/** A town that has begun, and where nothing waits. */
export const quietDesk = async (): Promise<TestDesk> => {
  const desk = await testDesk();
  await desk.table.commit([
    put(seniorKind, aSenior({ state: 'active' }), 'absent'),
    put(serviceKind, aService({ pairings: [] }), 'absent'),
    put(volunteerKind, aReadyVolunteer(1, {}), 'absent'),
  ]);
  return desk;
};
