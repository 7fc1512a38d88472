import { ABOUT, END, START, WIDTH, type Work } from './work.ts';

/**
 * Why a mission that must have somebody has nobody: itself, everybody who could serve it, all the missions they hold,
 * everybody who could serve those … None of these volunteers has a free slot and none of these missions could do without,
 * so there is one mission more than slots.
 */
export const shortage = (work: Work, mission: number): { missions: number[]; volunteers: number[] } => {
  const { rows, about, slots, slotStart, load } = work;
  const missions = [mission];
  const volunteers: number[] = [];
  const isKnown = new Uint8Array(work.problem.volunteerCount);
  for (let next = 0; next < missions.length; next += 1) {
    const i = missions[next] ?? 0;
    const end = about[i * ABOUT + END] ?? 0;
    for (let a = about[i * ABOUT + START] ?? 0; a < end; a += WIDTH) {
      const j = rows[a] ?? 0;
      if (isKnown[j] === 1) continue;
      isKnown[j] = 1;
      volunteers.push(j);
      const from = slotStart[j] ?? 0;
      for (let k = from; k < from + (load[j] ?? 0); k += 1) missions.push(slots[k] ?? 0);
    }
  }
  return { missions, volunteers };
};
