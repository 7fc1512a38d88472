import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../shared/audit/audit.ts';
import { PATH, STATE_NAMES, step, VOLUNTEER_COMMANDS } from '../../../shared/volunteers/path.ts';
import { type VolunteerState, volunteerStateSchema } from '../../../shared/volunteers/volunteer.ts';

const STATES = volunteerStateSchema.options;
const WHO: readonly Actor['kind'][] = ['staff', 'volunteer', 'system', 'public'];

/** Written out by hand: from, act, to, whose it is. Everything else is refused. */
const ALLOWED: readonly (readonly [VolunteerState, string, VolunteerState, readonly Actor['kind'][]])[] = [
  ['candidate', 'interview', 'interviewed', ['staff']],
  ['candidate', 'leave', 'leaving', ['volunteer', 'staff']],
  ['interviewed', 'interview', 'interviewed', ['staff']],
  ['interviewed', 'activate', 'active', ['staff']],
  ['interviewed', 'leave', 'leaving', ['volunteer', 'staff']],
  ['active', 'pause', 'paused', ['volunteer', 'staff']],
  ['active', 'leave', 'leaving', ['volunteer', 'staff']],
  ['paused', 'pause', 'paused', ['volunteer', 'staff']],
  ['paused', 'resume', 'active', ['volunteer', 'staff', 'system']],
  ['paused', 'leave', 'leaving', ['volunteer', 'staff']],
  ['leaving', 'finish-leaving', 'left', ['system']],
  ['left', 'come-back', 'candidate', ['staff']],
];

describe('the path of a volunteer, every state by every act by everybody', () => {
  for (const from of STATES)
    for (const command of VOLUNTEER_COMMANDS)
      for (const who of WHO) {
        const row = ALLOWED.find(([state, act]) => state === from && act === command);
        const expected = !row
          ? { ok: false, refusal: { reason: 'not-from-here' } }
          : row[3].includes(who)
            ? { ok: true, value: row[2] }
            : { ok: false, refusal: { reason: 'not-yours' } };
        it(`${from}, ${command} by ${who}: ${expected.ok ? row?.[2] : 'refused'}`, () => {
          expect(step(from, command, who)).toEqual(expected);
        });
      }

  it('leaves no state without a way out, and names each in French', () => {
    for (const state of STATES) {
      expect(Object.keys(PATH[state]).length).toBeGreaterThan(0);
      expect(STATE_NAMES[state]).toMatch(/^[a-zé ]+$/);
    }
  });

  it('lets nobody from outside move a volunteer along', () => {
    for (const from of STATES)
      for (const command of VOLUNTEER_COMMANDS) expect(step(from, command, 'public').ok).toBe(false);
  });
});
