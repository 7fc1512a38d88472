import { describe, expect, it } from 'vitest';
import { PAPER_STYLE } from '../../../../functions/desk/heat/paper/style.ts';
import { lineCode } from '../../../../shared/heat/board/call-sheet.ts';
import { callOutcomeKind } from '../../../../shared/heat/calls/outcome.ts';
import { callTaskKind } from '../../../../shared/heat/calls/task.ts';
import { activate } from '../../../../shared/heat/campaign/activate.ts';
import { readingKind } from '../../../../shared/register/readers/reading.ts';
import { entryKey, entryKind } from '../../../../shared/register/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { replace } from '../../../../shared/table/write.ts';
import { HOT_DAY, hot } from '../../../builders/heat.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { staffIdOf, type TestBrowser } from '../../../support/desk.ts';
import { entryNumber } from '../../../support/hot-day.ts';
import { owedYesterday } from '../../../support/yesterday.ts';
import { hotDesk } from './town.ts';

/** The duty officer is named, the coordinator is not; a list of so many people since 8:40. */
const openHotDesk = async (people = 3) => {
  const table = memoryTable();
  const day = await hotDesk(people, { table, sessionClock: { now: () => hot('08:40') } });
  const done = await activate(
    day.desk.world,
    { level: 'orange', startsOn: HOT_DAY, expectedEnd: HOT_DAY, duty: [staffIdOf('duty-officer')] },
    staffIdOf('duty-officer'),
    hot('08:40'),
  );
  if (!done.ok) throw new Error('no list');
  const calls = () => rowsOf(callTaskKind, table.dump()).map(({ value }) => value);
  const codes = calls().map(lineCode);
  const outcomes = () => rowsOf(callOutcomeKind, table.dump()).map(({ value }) => value);
  const roundId = calls()[0]?.roundId ?? '';
  return { ...day, table, maud: day.coordinator, denis: day.officer, calls, codes, outcomes, roundId };
};

const read = async (answer: Promise<Response> | Response): Promise<string> =>
  (await (await answer).text()).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
const opened = async (denis: TestBrowser, liste: string, more: Record<string, string> = {}) => {
  const answer = await denis.post('/canicule/papier/ouvrir', { liste, ...more });
  return read(denis.get(answer.headers.get('location') ?? ''));
};

describe('the paper lists', () => {
  it('say how old they are and hold no name before a sheet is opened, which is written down', async () => {
    const { at, table, denis, roundId } = await openHotDesk();
    at('09:10');
    const page = await read(denis.get('/canicule/papier'));
    expect(page).toContain('il y a 30 min');
    expect(page).toContain('À suivre jusqu’à 10 h 40, pas après.');
    expect(page).not.toContain('Perrin');
    const sheet = await opened(denis, roundId, { secteur: 'planoise' });
    expect(sheet).toContain('Perrin00000');
    expect(sheet).toContain('03 53 01 00 42');
    expect(rowsOf(readingKind, table.dump()).map(({ value }) => value.subject)).toContain(roundId);
  });

  it('say at the head of each page of paper whose calls it holds and until when, and number the pages', async () => {
    const { at, denis, roundId } = await openHotDesk();
    at('09:10');
    const sheet = await opened(denis, roundId, { secteur: 'planoise' });
    const again = /<thead><tr class="again">(.*?)<\/tr>/.exec(sheet)?.[1]?.replaceAll(/<[^>]+>/g, '') ?? '';
    expect(again).toContain('Besançon, Planoise. Vital-Été, mardi 7 juillet.');
    expect(again).toContain('Faite le mardi 7 juillet à 8 h 40, à suivre jusqu’à 10 h 40, pas après.');
    expect(again).toContain('Danger : 15, 18 ou 112, puis le bureau : 03 53 01 00 00.');
    expect(PAPER_STYLE).toMatch(
      /@page calls\{[^@]*@bottom-left[^@]*@bottom-right\{content:"page " counter\(page\)/,
    );
  });

  it('turn red on the screen and on the sheet once older than two hours, and are made again by hand', async () => {
    const { at, denis, roundId } = await openHotDesk();
    at('10:41');
    expect(await read(denis.get('/canicule/papier'))).toContain('class="age old"');
    expect(await opened(denis, roundId)).toContain('Trop vieille : plus de deux heures.');
    await denis.post('/canicule/papier/refaire', { liste: roundId });
    expect(await read(denis.get('/canicule/papier'))).not.toContain('class="age old"');
  });

  it('are nobody’s who is not named, and close again after half an hour', async () => {
    const { at, maud, denis, roundId } = await openHotDesk();
    expect((await maud.get('/canicule/papier')).headers.get('location')).toBe('/registre');
    expect((await maud.post('/canicule/papier/ouvrir', { liste: roundId })).status).toBe(404);
    await opened(denis, roundId);
    at('09:11');
    const late = await denis.get(`/canicule/papier/feuilles?liste=${roundId}`);
    expect(late.headers.get('location')).toContain('dit=ferme');
  });

  it('do not show somebody who left the register after the paper was made', async () => {
    const { table, denis, roundId } = await openHotDesk();
    const entry = await table.get(entryKind, entryKey(entryNumber(0)));
    if (!entry) throw new Error('no entry');
    await table.commit([
      replace(entryKind, entry, {
        ...entry.value,
        state: 'removed',
        removed: { at: hot('08:40'), reason: 'death' },
      }),
    ]);
    const sheet = await opened(denis, roundId);
    expect(sheet).not.toContain('Perrin00000');
    expect(sheet).toContain('1 personne a quitté le registre depuis');
  });
});

describe('results from paper', () => {
  const lines = (codes: readonly string[], rest: Record<string, string> = {}) => ({
    form: 'formulaire-de-papier-1',
    'code-1': codes[0]?.toLowerCase() ?? '',
    'result-1': 'v',
    'hour-1': '9h15',
    'note-1': 'rappeler demain',
    'code-2': codes[1] ?? '',
    'result-2': 'no-answer',
    'hour-2': '09:20',
    ...rest,
  });

  it('are taken in several at once, at the hour of the call, and once however often the page is sent', async () => {
    const { at, denis, codes, calls, outcomes, roundId } = await openHotDesk();
    at('11:00');
    const first = await denis.post('/canicule/papier/saisie', { liste: roundId, ...lines(codes) });
    expect(await read(denis.get(first.headers.get('location') ?? ''))).toContain('2 résultats notés.');
    const again = await denis.post('/canicule/papier/saisie', { liste: roundId, ...lines(codes) });
    expect(await read(denis.get(again.headers.get('location') ?? ''))).toContain('2 étaient déjà notés');
    expect(outcomes()).toHaveLength(2);
    expect(outcomes().find(({ code }) => code === 'well')).toMatchObject({
      calledAt: hot('09:15'),
      via: 'paper',
    });
    expect(
      calls()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['open', 'open', 'reached']);
  });

  it('keyed in, a « va bien » of today settles the door of yesterday too', async () => {
    const { at, denis, codes, calls, table, roundId } = await openHotDesk();
    const [call] = calls();
    if (!call) throw new Error('no call');
    const yesterday = await owedYesterday(table, call);
    at('11:00');
    await denis.post('/canicule/papier/saisie', { liste: roundId, ...lines(codes) });
    expect(await yesterday()).toMatchObject({
      state: 'reached',
      reached: { outcome: 'well', at: hot('09:15') },
    });
  });

  it('keep the good lines and give the others back as they were typed, with what to correct', async () => {
    const { at, denis, codes, outcomes, roundId } = await openHotDesk();
    at('11:00');
    const answer = await denis.post('/canicule/papier/saisie', {
      liste: roundId,
      ...lines(codes, {
        'code-2': 'ZZZZZZ',
        'code-3': codes[2] ?? '',
        'result-3': 'V',
        'hour-3': '15h',
      }),
    });
    expect(answer.status).toBe(422);
    const page = await read(answer);
    expect(page).toContain('Ligne 2 : Le code ZZZZZZ n’est pas dans cette liste.');
    expect(page).toContain('Ligne 3 : Cette heure n’est pas encore passée.');
    expect(page).toContain('value="ZZZZZZ"');
    expect(page).toContain('1 résultat noté.');
    expect(outcomes()).toHaveLength(1);
  });

  it('that contradict what is known overwrite nothing: a person chooses, both stay readable', async () => {
    const { at, denis, codes, calls, outcomes, roundId } = await openHotDesk(1);
    at('11:00');
    const said = (form: string, result: string, hour: string) =>
      denis.post('/canicule/papier/saisie', {
        liste: roundId,
        form,
        'code-1': codes[0] ?? '',
        'result-1': result,
        'hour-1': hour,
      });
    await said('formulaire-1', 'V', '9h');
    const against = await said('formulaire-2', 'B', '9h30');
    expect(await read(denis.get(against.headers.get('location') ?? ''))).toContain('1 résultat contredit');
    expect(calls()[0]?.reached?.outcome).toBe('well');
    const path = `/canicule/papier/conflits/${calls()[0]?.id}`;
    expect(await read(denis.get(path))).toContain('a besoin de quelque chose, à 9 h 30');
    const chosen = outcomes().find(({ code }) => code === 'needs-something')?.id ?? '';
    expect((await denis.post(path, { outcome: chosen })).status).toBe(303);
    expect(calls()[0]).toMatchObject({ conflicts: [], reached: { outcome: 'needs-something' } });
    expect(outcomes()).toHaveLength(2);
  });
});
