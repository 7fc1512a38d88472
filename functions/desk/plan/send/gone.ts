import { removedBy } from '../../../../shared/matching/rules.ts';
import { tooManyOffers } from '../../../../shared/matching/week/rules.ts';
import { emptyLoad, type Load } from '../../../../shared/offers/load.ts';
import { loadKey, loadKind } from '../../../../shared/offers/store.ts';
import { promisedElsewhere } from '../../../../shared/plans/solve/promised.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import type { Table } from '../../../../shared/table/table.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import type { People } from '../../day/people.ts';
import type { WeekShown } from '../read.ts';
import type { Line } from '../week/lines.ts';
import { type Answer, answerKey } from '../week/outcome.ts';

/** So many choices of the same plan before this one, each an offer that leaves with it. */
export const withOffersToCome = (load: Load, more: number, at: Instant): Load => ({
  ...load,
  offersSentAt: [...load.offersSentAt, ...Array.from({ length: more }, () => at)],
});

/**
 * Of a plan not sent yet: the choices of whoever is written out on a page that can no longer be made, by the rules of the chain
 * on the files as they are now, their other choices of the week counted. One more record a volunteer is read.
 */
export const goneAmong = async (
  table: Pick<Table, 'getRows' | 'partition'>,
  town: Town,
  lines: readonly Line[],
  { monday, entries }: Pick<WeekShown, 'monday' | 'entries'>,
  { seniors, volunteers }: People,
  now: Instant,
): Promise<ReadonlyMap<string, Answer>> => {
  const written = new Map<string, Volunteer>(
    lines.flatMap(({ standing, volunteerId }) => {
      const volunteer = standing === 'chosen' ? volunteers.get(volunteerId ?? '') : undefined;
      return volunteer ? [[volunteer.id, volunteer] as const] : [];
    }),
  );
  if (written.size === 0) return new Map();
  const [rows, promised] = await Promise.all([
    table.getRows([...written.values()].map(({ id }) => loadKey(id))),
    promisedElsewhere(table, town, monday, now),
  ]);
  const loads = new Map(
    rowsOf(
      loadKind,
      rows.flatMap((row) => row ?? []),
    ).map(({ value }) => [value.volunteerId, value]),
  );
  const sent = new Map<string, number>(promised);
  const gone = new Map<string, Answer>();
  for (const { mission, row, standing } of entries)
    for (const { volunteerId } of (standing === 'chosen' && row?.choices) || []) {
      const volunteer = written.get(volunteerId);
      const programme = town.programmes.find(({ code }) => code === mission.programme);
      if (!volunteer || !programme) continue;
      const load = loads.get(volunteer.id) ?? emptyLoad(volunteer.id);
      const need = { mission, programme, town, senior: seniors.get(mission.seniorId) };
      const more = sent.get(volunteerId) ?? 0;
      const whyNot = (carried: Load) =>
        removedBy({ volunteer, load: carried, offer: undefined }, need, now)?.sentence;
      const own = whyNot(load);
      const isOneTooMany = !own && whyNot(withOffersToCome(load, more, now)) !== undefined;
      if (own)
        gone.set(answerKey(mission.id, volunteerId), {
          words: 'n’est plus disponible',
          tone: 'warn',
          sentence: own,
        });
      else if (isOneTooMany)
        gone.set(answerKey(mission.id, volunteerId), {
          words: 'ne partirait pas',
          tone: 'warn',
          sentence: tooManyOffers(town),
        });
      else sent.set(volunteerId, more + 1);
    }
  return gone;
};
