import type { Point } from '../../../shared/geo/point.ts';

const WIDTH = 720;
const MARGIN = 28;

export type MapRound = {
  readonly label: string;
  readonly start: Point;
  /** In the order of the visits, numbered from one. */
  readonly stops: readonly Point[];
  readonly returns: boolean;
};

/** Dashes as well as colours: rounds stay apart in print and for whoever does not tell colours. */
const DASHES = ['none', '9 5', '3 4', '12 4 3 4', '6 3', '2 6'];

const projection = (points: readonly Point[]) => {
  const lats = points.map(({ lat }) => lat);
  const lons = points.map(({ lon }) => lon);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const wide = Math.max((east - west) * shrink, 0.003);
  const high = Math.max(north - south, 0.003);
  const scale = Math.min((WIDTH - 2 * MARGIN) / wide, 420 / high);
  const left = (WIDTH - wide * scale) / 2;
  return {
    height: Math.round(high * scale + 2 * MARGIN),
    place: ({ lat, lon }: Point) => ({
      x: Math.round((left + (lon - west) * shrink * scale) * 10) / 10,
      y: Math.round((MARGIN + (north - lat) * scale) * 10) / 10,
    }),
  };
};

/** The rounds drawn on the server, numbered as in the lists that say the same in words. */
export const RoundMap = ({
  rounds,
  others,
  label,
}: {
  rounds: readonly MapRound[];
  /** Doors in no round. */
  others: readonly Point[];
  label: string;
}) => {
  const all = [...rounds.flatMap(({ start, stops }) => [start, ...stops]), ...others];
  if (all.length === 0) return null;
  const { height, place } = projection(all);
  return (
    <svg class="map rounds" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
      {rounds.map(({ start, stops, returns }, r) => (
        <polyline
          class={`way way-${r % 6}`}
          stroke-dasharray={DASHES[r % DASHES.length]}
          points={[start, ...stops, ...(returns ? [start] : [])]
            .map(place)
            .map(({ x, y }) => `${x},${y}`)
            .join(' ')}
        />
      ))}
      {others.map(place).map(({ x, y }) => (
        <circle class="alone" cx={String(x)} cy={String(y)} r="7" />
      ))}
      {rounds.flatMap(({ stops }, r) =>
        stops.map((stop, i) => {
          const { x, y } = place(stop);
          return (
            <g class={`door way-${r % 6}`}>
              <circle cx={String(x)} cy={String(y)} r="12" />
              <text x={String(x)} y={String(y + 5)}>
                {i + 1}
              </text>
            </g>
          );
        }),
      )}
      {rounds.map(({ start }) => {
        const { x, y } = place(start);
        return <rect class="depot" x={String(x - 8)} y={String(y - 8)} width="16" height="16" />;
      })}
    </svg>
  );
};
