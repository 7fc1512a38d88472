import type { Point } from '../../../shared/geo/point.ts';
import type { Sector } from '../../../shared/geo/sector.ts';

const WIDTH = 720;
const MARGIN = 24;

/** Longitudes shrink with latitude: one scale for both, around the middle of what is shown. */
const projection = (points: readonly Point[]) => {
  const lats = points.map((point) => point.lat);
  const lons = points.map((point) => point.lon);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const wide = Math.max((east - west) * shrink, 0.004);
  const high = Math.max(north - south, 0.004);
  const scale = Math.min((WIDTH - 2 * MARGIN) / wide, (WIDTH - 2 * MARGIN) / high);
  const height = Math.round(high * scale + 2 * MARGIN);
  const left = (WIDTH - wide * scale) / 2;
  return {
    height,
    place: (point: Point) => ({
      x: Math.round((left + (point.lon - west) * shrink * scale) * 10) / 10,
      y: Math.round((MARGIN + (north - point.lat) * scale) * 10) / 10,
    }),
  };
};

/** The sectors drawn on the server, numbered as in the list that says the same in words. */
export const SectorMap = ({ sectors, label }: { sectors: readonly Sector[]; label: string }) => {
  const { height, place } = projection(
    sectors.flatMap((sector) => [sector.centre, ...(sector.outline ?? [])]),
  );
  return (
    <svg class="map" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
      {sectors.map(
        (sector) =>
          sector.outline && (
            <polygon
              class="area"
              points={sector.outline
                .map(place)
                .map(({ x, y }) => `${x},${y}`)
                .join(' ')}
            />
          ),
      )}
      {sectors.map((sector, index) => {
        const { x, y } = place(sector.centre);
        return (
          <g>
            {!sector.outline && <circle class="centre" cx={String(x)} cy={String(y)} r="5" />}
            <text x={String(x)} y={String(sector.outline ? y + 4 : y - 9)}>
              {index + 1}
            </text>
          </g>
        );
      })}
    </svg>
  );
};

/** How much of the most there is, in five steps, 0 to 4: what has some is never shown as having none. */
export const depthOf = (points: number, most: number): number =>
  points <= 0 || most <= 0 ? 0 : Math.max(1, Math.ceil((4 * points) / most));

/** The same map, each sector as dark as its depth (0 to 4); numbers lead to the table that says the same in words. */
export const WeightedMap = ({
  sectors,
  depths,
  numbers,
  label,
}: {
  sectors: readonly Sector[];
  depths: ReadonlyMap<string, number>;
  numbers: ReadonlyMap<string, number>;
  label: string;
}) => {
  const { height, place } = projection(
    sectors.flatMap((sector) => [sector.centre, ...(sector.outline ?? [])]),
  );
  return (
    <svg class="map weighted" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
      {sectors.map((sector) => {
        const depth = depths.get(sector.code) ?? 0;
        const { x, y } = place(sector.centre);
        return sector.outline ? (
          <polygon
            class={`area depth-${depth}`}
            points={sector.outline
              .map(place)
              .map((at) => `${at.x},${at.y}`)
              .join(' ')}
          />
        ) : (
          <circle class={`area depth-${depth}`} cx={String(x)} cy={String(y)} r={String(9 + 5 * depth)} />
        );
      })}
      {sectors.map((sector) => {
        const { x, y } = place(sector.centre);
        return (
          <text x={String(x)} y={String(y + 4)}>
            {numbers.get(sector.code) ?? ''}
          </text>
        );
      })}
    </svg>
  );
};
