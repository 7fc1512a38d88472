import { addDays, civilDay } from '../../shared/time/civil.ts';
import { demonstrationHistory } from './forecast-demonstration.ts';
import { type Shot, scoreOf, shotsFrom } from './forecast-score.ts';
import { inventTown, knownOn } from './forecast-town.ts';

const numberAfter = (args: readonly string[], name: string, usual: number): number => {
  const at = args.indexOf(name);
  return at >= 0 ? Number(args[at + 1]) : usual;
};

const DEMONSTRATION_DAY = civilDay('2026-11-23');

const demonstrations = (towns: number): readonly Shot[] =>
  Array.from({ length: towns }, (_, n) =>
    demonstrationHistory(n === 0 ? 'besancon' : `besancon-${n}`, addDays(DEMONSTRATION_DAY, -7 * n)),
  ).flatMap((history) => Array.from({ length: 7 }, (_, i) => shotsFrom(history, i + 4, 8)).flat());

const invented = (first: number, towns: number): readonly Shot[] =>
  Array.from({ length: towns }, (_, n) => inventTown(first + n)).flatMap((town) => {
    const history = { ...town, knownOn: (today: typeof town.start) => knownOn(town, today) };
    // Every ninth Monday of the last two years: all seasons come, and no two towns begin alike.
    return Array.from({ length: 9 }, (_, i) => shotsFrom(history, 55 + 9 * i, 26)).flat();
  });

const table = (
  name: string,
  shots: readonly Shot[],
  groups: readonly (readonly [number, number])[],
): void => {
  const rows = [
    ...groups.map(([from, to]) =>
      scoreOf(
        from === to ? String(from) : `${from} to ${to}`,
        shots.filter(({ horizon }) => from <= horizon && horizon <= to),
      ),
    ),
    scoreOf('all', shots),
  ];
  console.log(`\n${name}`);
  console.table(rows);
  for (const row of rows) console.log(JSON.stringify({ bench: 'forecast', town: name, ...row }));
};

export const run = async (args: readonly string[]): Promise<void> => {
  const towns = numberAfter(args, '--towns', 20);
  const first = numberAfter(args, '--first', 1);
  table('demonstration', demonstrations(towns), [
    [1, 1],
    [2, 2],
    [3, 4],
    [5, 7],
  ]);
  table('invented', invented(first, towns), [
    [1, 1],
    [2, 4],
    [5, 8],
    [9, 13],
    [14, 20],
    [21, 26],
  ]);
};
