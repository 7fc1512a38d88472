import { removedBy } from '../../../shared/matching/rules.ts';
import { emptyLoad } from '../../../shared/offers/load.ts';
import { loadKey, loadKind } from '../../../shared/offers/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import type { People } from '../day/people.ts';
import type { Line } from './lines.ts';
import { type Answer, answerKey } from './outcome.ts';

/**
 * Of a plan not sent yet: the choices written out on a page that can no longer be made, by the rules of the chain on the files
 * as they are now. One more record a volunteer is read.
 */
export const goneAmong = async (
  table: Pick<Table, 'getRows'>,
  town: Town,
  lines: readonly Line[],
  { seniors, volunteers }: People,
  now: Instant,
): Promise<ReadonlyMap<string, Answer>> => {
  const chosen = lines.flatMap(({ mission, standing, volunteerId }) => {
    const volunteer = standing === 'chosen' ? volunteers.get(volunteerId ?? '') : undefined;
    return volunteer ? [{ mission, volunteer }] : [];
  });
  const ids = [...new Set(chosen.map(({ volunteer }) => volunteer.id))];
  const rows = (await table.getRows(ids.map(loadKey))).flatMap((row) => row ?? []);
  const loads = new Map(rowsOf(loadKind, rows).map(({ value }) => [value.volunteerId, value]));
  return new Map(
    chosen.flatMap(({ mission, volunteer }) => {
      const programme = town.programmes.find(({ code }) => code === mission.programme);
      if (!programme) return [];
      const load = loads.get(volunteer.id) ?? emptyLoad(volunteer.id);
      const need = { mission, programme, town, senior: seniors.get(mission.seniorId) };
      const removed = removedBy({ volunteer, load, offer: undefined }, need, now);
      const answer: Answer | undefined = removed && {
        words: 'n’est plus disponible',
        tone: 'warn',
        sentence: removed.sentence,
      };
      return answer ? [[answerKey(mission.id, volunteer.id), answer] as const] : [];
    }),
  );
};
