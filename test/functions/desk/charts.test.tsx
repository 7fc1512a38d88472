import { describe, expect, it } from 'vitest';
import { Bars } from '../../../functions/desk/charts/bars.tsx';
import { ChartFigure } from '../../../functions/desk/charts/figure.tsx';
import { Lines } from '../../../functions/desk/charts/lines.tsx';
import { ticksOver } from '../../../functions/desk/charts/scale.ts';

const hundred = [0, 50, 100].map((at) => ({ at, words: `${at} %` }));
const paths = (html: string): readonly string[] =>
  [...html.matchAll(/ d="([^"]+)"/g)].map(([, d]) => d ?? '');

describe('a drawing of the desk', () => {
  it('has round numbers at its side, zero among them', () => {
    expect(ticksOver([3, 17])).toEqual([0, 5, 10, 15, 20]);
    expect(ticksOver([-4, 9])).toEqual([-5, 0, 5, 10]);
    expect(ticksOver([0, 1])).toEqual([0, 1]);
    expect(ticksOver([])).toEqual([0, 1]);
    expect(ticksOver([240])).toEqual([0, 50, 100, 150, 200, 250]);
  });

  it('holds a value until the next, or leads to it', () => {
    const props = {
      label: 'Part encore là.',
      across: { from: 0, to: 10, ticks: [{ at: 0, words: '0' }] },
      up: { ticks: hundred },
      series: [
        {
          name: 'tous',
          points: [
            { at: 0, value: 100 },
            { at: 10, value: 50 },
          ],
        },
      ],
    };
    expect(paths(String(<Lines {...props} form="steps" />))).toEqual(['M56 14L466 14L466 122']);
    expect(paths(String(<Lines {...props} form="straight" />))).toEqual(['M56 14L466 122']);
  });

  it('breaks where nothing is known, and draws no zero in its place', () => {
    const points = [10, null, 30, 40].map((value, at) => ({ at, value }));
    const html = String(
      <Lines
        label="Part"
        form="straight"
        across={{ from: 0, to: 3, ticks: [] }}
        up={{ ticks: hundred }}
        series={[{ name: 'tous', points }]}
      />,
    );
    expect(paths(html)).toHaveLength(1);
    expect(html.match(/<circle/g)).toHaveLength(1);
  });

  it('draws its interval behind, and names its series in words', () => {
    const html = String(
      <Lines
        label="Part"
        form="straight"
        across={{ from: 0, to: 1, ticks: [] }}
        up={{ ticks: hundred }}
        series={[
          {
            name: 'avec binôme',
            points: [
              { at: 0, value: 100 },
              { at: 1, value: 80, low: 60, high: 90 },
            ],
          },
          {
            name: 'sans binôme',
            points: [
              { at: 0, value: 100 },
              { at: 1, value: 50 },
            ],
          },
        ]}
      />,
    );
    expect(html.match(/class="band/g)).toHaveLength(1);
    expect(html).toContain('avec binôme');
    expect(html).toContain('role="img" aria-label="Part"');
  });

  it('hangs departures under zero, and gives an unknown month no bar', () => {
    const html = String(
      <Bars
        label="Arrivées et départs"
        labels={['janv.', 'févr.', 'mars']}
        series={[
          { name: 'arrivées', values: [3, null, 0] },
          { name: 'départs', values: [-2, null, -1] },
        ]}
      />,
    );
    const bars = [...html.matchAll(/class="amount s(\d)" x="([\d.]+)"/g)].map(([, s, x]) => [s, x]);
    expect(bars.slice(0, 3)).toEqual([
      ['0', '75.13'],
      ['1', '75.13'],
      ['1', '348.47'],
    ]);
    expect(html).toContain('>2<');
    expect(html).not.toContain('>-2<');
  });

  it('is never without its definition, its count and its table', () => {
    const html = String(
      <ChartFigure
        title="Maintien"
        definition="Part des bénévoles encore là."
        count="42 bénévoles, dont 7 partis"
        table={{
          caption: 'Maintien par mois',
          columns: [{ title: 'Mois', cell: (row: number) => row, heads: true }],
          rows: [1, 2],
          empty: 'Rien',
        }}
      />,
    );
    for (const words of [
      'Maintien',
      'Part des bénévoles encore là.',
      '42 bénévoles, dont 7 partis',
      '<caption',
    ])
      expect(html).toContain(words);
  });
});
