import { describe, expect, it } from 'vitest';
import { importCommand } from '../../../../functions/local/commands/import.ts';
import { survivalCommand, survivalOf } from '../../../../functions/local/commands/survival.ts';
import { vigilanceCommand } from '../../../../functions/local/commands/vigilance.ts';
import { Sentence } from '../../../../functions/local/sentence.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const groupsOf = (text: string) => survivalOf(bytes(text)).groups;
const refusal = (text: string): readonly string[] => {
  try {
    survivalOf(bytes(text));
  } catch (error) {
    if (error instanceof Sentence) return error.message.split('\n');
    throw error;
  }
  throw new Error('this file was read');
};

describe('a table of observations', () => {
  const plain = groupsOf('entry,exit,event\n0,9,1\n2,13,0\n0,13,1\n');

  it('gives the curve of everybody, at the days of departures', () => {
    expect(plain).toEqual([
      {
        name: 'ensemble',
        n: 3,
        events: 2,
        median: 13,
        points: [
          {
            t: 9,
            atRisk: 3,
            events: 1,
            survival: expect.closeTo(2 / 3, 12),
            lower: expect.closeTo(0.054, 3),
            upper: expect.closeTo(0.9452, 4),
          },
          {
            t: 13,
            atRisk: 2,
            events: 1,
            survival: expect.closeTo(1 / 3, 12),
            lower: expect.closeTo(0.009, 3),
            upper: expect.closeTo(0.7741, 3),
          },
        ],
      },
    ]);
  });

  it.each([
    ['columns in another order, and one more', 'Note,EVENT,exit,Entry\nx,1,9,0\n,0,13,2\n,1,13,0\n'],
    ['rows in another order', 'entry,exit,event\n0,13,1\n2,13,0\n0,9,1\n'],
    [
      'a byte order mark, Windows line ends, blank lines',
      '\uFEFFentry,exit,event\r\n\r\n0,9,1\r\n2,13,0\r\n\r\n0,13,1\r\n',
    ],
    [
      'semicolons, decimal commas, words for the event',
      'entry;exit;event\n0;9,0;true\n2,00;13;FALSE\n0;13;True\n',
    ],
    ['tabs, quotes, spaces', '"entry"\texit\t event\n0\t "9"\t1\n2\t13\t0\n0\t13\t1'],
  ])('reads the same from %s', (_, text) => {
    expect(groupsOf(text)).toEqual(plain);
  });

  it('reads days with decimals, and keeps ties written in two ways', () => {
    expect(groupsOf('entry,exit,event\n0,9.5,1\n0,9.50,1\n0,10,0\n')[0]?.points).toMatchObject([
      { t: 9.5, atRisk: 3, events: 2 },
    ]);
  });

  it('puts groups in the order of their names, and says why there is no test', () => {
    const text = `entry,exit,event,group\n${['10', '9', '2'].map((name) => `0,5,1,${name}`).join('\n')}\n`;
    const answer = survivalOf(bytes(text));
    expect(answer.groups.map(({ name }) => name)).toEqual(['2', '9', '10']);
    expect(answer).toMatchObject({ logRank: null, logRankReason: 'fewer-than-ten-events' });
    expect(survivalOf(bytes('entry,exit,event\n0,5,1\n'))).toMatchObject({
      logRank: null,
      logRankReason: 'one-group',
    });
    const ten = Array.from({ length: 12 }, (_, i) => `0,${i + 1},1,${i % 2 ? 'avec' : 'sans'}`).join('\n');
    expect(survivalOf(bytes(`entry,exit,event,group\n${ten}`))).toMatchObject({
      logRank: { degreesOfFreedom: 1 },
      logRankReason: null,
    });
  });

  it('refuses a whole file, each fault by its line in a sentence', () => {
    expect(refusal('entry,exit,event,group\n0,9,1,a\n5,5,1,a\n\n7,3,0,a\n0,9,2,a\n,x,1,\n-1,4,,b\n')).toEqual(
      [
        'Ligne 3 : exit (5) doit venir après entry (5).',
        'Ligne 5 : exit (3) doit venir après entry (7).',
        'Ligne 6 : event doit être 0, 1, true ou false ; il y a « 2 ».',
        'Ligne 7 : entry doit être un nombre de jours, zéro ou plus ; il y a rien.',
        'Ligne 7 : exit doit être un nombre de jours, zéro ou plus ; il y a « x ».',
        'Ligne 7 : le groupe manque.',
        'Ligne 8 : entry doit être un nombre de jours, zéro ou plus ; il y a « -1 ».',
        'Ligne 8 : event doit être 0, 1, true ou false ; il y a rien.',
      ],
    );
  });

  it.each([
    ['', 'Le fichier est vide.'],
    ['\n\n', 'Le fichier est vide.'],
    ['entry,exit,event\n', 'Le fichier n’a que sa ligne de titres.'],
    [
      'entry,exit\n0,1\n',
      'La colonne event manque. La première ligne doit nommer entry, exit, event, et au besoin group.',
    ],
    ['entry,exit,event,exit\n0,1,1,2\n', 'La colonne exit est là deux fois.'],
    ['entry,exit,event\n"0,1,1\n', 'Des guillemets ouverts ne sont jamais fermés, ou sont mal placés.'],
  ])('refuses %j', (text, sentence) => {
    expect(refusal(text)).toEqual([sentence]);
  });

  it('says twenty faults and counts the others', () => {
    const said = refusal(`entry,exit,event\n${'1,1,1\n'.repeat(50)}`);
    expect(said).toHaveLength(21);
    expect(said.at(-1)).toBe('… et 30 autres fautes.');
  });

  it('asks for one file', async () => {
    await expect(survivalCommand.run([], around())).rejects.toThrow('Donnez un seul fichier');
  });
});

const around = (out: (text: string) => void = () => {}) =>
  ({
    place: { folder: '/', addresses: { desk: '', links: '', telephone: '' } },
    openTown: () => Promise.reject(new Error('no town is needed')),
    out,
  }) as never;

describe('a path given to a command', () => {
  it.each([
    ['nowhere.csv', 'Le fichier nowhere.csv n’existe pas.'],
    ['.', '. est un dossier : donnez le nom d’un fichier.'],
    [
      '-',
      'Cette commande ne lit pas l’entrée standard (« - ») : enregistrez le fichier, puis donnez son nom.',
    ],
    [
      '/dev/null',
      '/dev/null n’est pas un fichier, mais un tuyau ou un périphérique : donnez le nom d’un fichier.',
    ],
  ])('that no file can be read from is told for what it is: %s', async (path, sentence) => {
    await expect(survivalCommand.run([path], around())).rejects.toThrow(sentence);
    await expect(importCommand.run(['--kind', 'seniors', path], around())).rejects.toThrow(sentence);
    let said = '';
    await vigilanceCommand.run(
      ['--department', '25', path],
      around((text) => {
        said = text;
      }),
    );
    expect(JSON.parse(said)).toMatchObject({ level: 'unknown', reason: sentence });
  });
});
