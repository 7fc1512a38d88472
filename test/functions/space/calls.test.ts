import { describe, expect, it } from 'vitest';
import { callOutcomeKind } from '../../../shared/heat/calls/outcome.ts';
import { lookAtRound } from '../../../shared/heat/calls/rounds/look-at-round.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { hot } from '../../builders/heat.ts';
import { openCallsMorning } from '../../support/calls.ts';
import { owedYesterday } from '../../support/yesterday.ts';

const accepted = async (people = 5) => {
  const morning = await openCallsMorning({ people });
  const phone = morning.browser();
  await phone.go(`/a/${morning.token}`);
  await phone.submit('/a/accepter');
  return { morning, phone };
};
/** The hidden fields of the card at the top. */
const nextCall = (page: string) => ({
  task: /name="task" value="([^"]+)"/.exec(page)?.[1] ?? '',
  id: /name="id" value="([^"]+)"/.exec(page)?.[1] ?? '',
});

describe('a batch of calls, behind its link', () => {
  it('tells how many, where and until when, and no name before the yes; looking changes nothing', async () => {
    const morning = await openCallsMorning();
    const before = JSON.stringify(morning.table.dump());
    const phone = morning.browser();
    await phone.go(`/a/${morning.token}`);
    expect(phone.page).toContain('5 appels');
    expect(phone.page).toContain('Planoise');
    expect(phone.page).not.toContain('Perrin');
    expect(phone.page).not.toContain(morning.rounds()[0]?.codeWord ?? '-');
    expect(JSON.stringify(morning.table.dump())).toBe(before);
  });

  it('opens names, numbers and the word of the day after it, on that device alone', async () => {
    const { morning, phone } = await accepted();
    expect(phone.page).toContain('Encore 5 appels');
    expect(phone.page.match(/Perrin0000\d/g)?.length).toBeGreaterThanOrEqual(5);
    expect(phone.page).toContain('href="tel:+33');
    expect(phone.page).toContain(morning.rounds()[0]?.codeWord ?? '-');
    const other = morning.browser();
    await other.go(`/a/${morning.token}`);
    expect(other.page).not.toContain('Perrin');
    expect(other.page).toContain('M’envoyer un code par SMS');
  });

  it('opens on another device with the code sent to the volunteer’s own number', async () => {
    const { morning } = await accepted();
    const other = morning.browser();
    await other.go(`/a/${morning.token}`);
    await other.submit('/a/code');
    await other.submit('/a/code/verifier', { code: '000000' });
    expect(other.page).toContain('Ce n’est pas le bon code');
    expect(other.page).not.toContain('Perrin');
    expect(morning.texts().map(({ message }) => message.kind)).toContain('device-code');
  });

  it('takes one outcome however often its form is sent', async () => {
    const { morning, phone } = await accepted();
    const form = nextCall(phone.page);
    await phone.submit('/a/appel', { ...form, code: 'well' });
    expect(phone.text).toContain('Un autre bouton était le bon ? Appelez-nous');
    expect(phone.page).toContain('Encore 4 appels');
    expect(phone.page).toContain('C’est noté : va bien.');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
    for (const code of ['well', 'well', 'no-answer'])
      await phone.post('/a/appel', { ...form, code, _csrf: csrf, at: '2026-07-07T07:00:00Z' });
    expect(morning.all(callOutcomeKind)).toHaveLength(1);
    expect(morning.calls().filter(({ state }) => state === 'reached')).toHaveLength(1);
  });

  it('settles the door that yesterday’s list still owes her, by a volunteer who spoke to her today', async () => {
    const { morning, phone } = await accepted();
    const form = nextCall(phone.page);
    const call = morning.calls().find(({ id }) => id === form.task);
    if (!call) throw new Error('no call');
    const yesterday = await owedYesterday(morning.table, call);
    await phone.submit('/a/appel', { ...form, code: 'well' });
    expect(await yesterday()).toMatchObject({ state: 'reached', reached: { outcome: 'well' } });
  });

  it('goes by how long ago a call was made: a telephone’s own date may be years away', async () => {
    const { morning, phone } = await accepted();
    morning.at('09:30');
    const said = async (code: string, clock: Record<string, string>) => {
      await phone.go('/a');
      await phone.submit('/a/appel', { ...nextCall(phone.page), code, ...clock });
    };
    await said('well', { at: '2019-01-01T00:00:00Z', sent: '2019-01-01T00:20:00Z' });
    await said('refused', { at: '2019-01-01T00:00:00Z' });
    await said('needs-something', { at: '2031-01-01T00:00:00Z' });
    await said('wrong-number', { at: '0001-01-01T00:00:00Z', sent: '9999-01-01T00:00:00Z' });
    const called = Object.fromEntries(
      morning.all(callOutcomeKind).map(({ code, calledAt }) => [code, calledAt]),
    );
    expect(called).toEqual({
      well: hot('09:10'),
      // Nobody calls before the list is theirs, nor after now.
      refused: hot('08:30'),
      'needs-something': hot('09:30'),
      'wrong-number': hot('08:30'),
    });
  });

  it('a no pressed in an old tab, after the yes of another, asks whether to give the list back', async () => {
    const { phone } = await accepted();
    const csrf = /name="_csrf" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
    await phone.post('/a/refuser', { _csrf: csrf });
    expect(phone.path).toBe('/a/rendre');
  });

  it('says « appeler » of a list accepted before its hours, « rappeler » of whoever was called once', async () => {
    const { morning, phone } = await accepted();
    morning.at('07:10');
    await phone.go('/a');
    expect(phone.page).toContain('À appeler à partir de');
    expect(phone.page).not.toContain('rappeler à partir');
  });

  it('keeps whoever does not answer for a second try, then hands her over to an agent', async () => {
    const { morning, phone } = await accepted();
    const form = nextCall(phone.page);
    await phone.submit('/a/appel', { ...form, code: 'no-answer' });
    expect(phone.page).toContain('à rappeler à partir de');
    const call = () => morning.calls().find(({ id }) => id === form.task);
    expect(call()).toMatchObject({ state: 'open', attempts: 1, holder: { by: 'volunteer' } });
    morning.at('10:20');
    await phone.go('/a');
    const again = [
      ...phone.page.matchAll(/name="task" value="([^"]+)"\/?><input[^>]*name="id" value="([^"]+)"/g),
    ];
    const id = again.find(([, task]) => task === form.task)?.[2] ?? '';
    await phone.submit('/a/appel', { task: form.task, id, code: 'no-answer' });
    expect(call()).toMatchObject({ state: 'open', attempts: 2, holder: { by: 'desk' } });
    expect(call()?.deadline).toBeDefined();
  });

  it('alerts the duty officers at once of somebody in distress, and shows the rescue numbers first', async () => {
    const { morning, phone } = await accepted();
    expect(phone.page.indexOf('tel:15')).toBeLessThan(phone.page.indexOf('value="distress"'));
    await phone.submit('/a/appel', { ...nextCall(phone.page), code: 'distress' });
    expect(phone.page).toContain('Les secours d’abord');
    expect(phone.page).toContain('href="tel:112"');
    expect(morning.all(taskKind)).toMatchObject([{ kind: 'call-distress', urgent: true }]);
  });

  it('keeps what was typed after the list went back, and shows no name any more', async () => {
    const { morning, phone } = await accepted();
    const form = nextCall(phone.page);
    const csrf = /name="_csrf" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
    await phone.go('/a/rendre');
    expect(phone.page).toContain('les 5 personnes qui restent');
    await phone.submit('/a/rendre');
    // What this telephone could not send is sent from here too.
    expect(phone.page).toMatch(/<script[^>]+src="\/appels\/\w+\.js"/);
    expect(phone.page).toContain('La liste est revenue au bureau');
    expect(phone.page).not.toContain('Perrin');
    await phone.post('/a/appel', { ...form, code: 'well', _csrf: csrf });
    expect(morning.all(callOutcomeKind)).toMatchObject([{ code: 'well', late: true, applied: true }]);
  });

  it('gives back in two taps all that is left: each open call is somebody else’s, with a deadline (law 5)', async () => {
    const { morning, phone } = await accepted();
    await phone.submit('/a/appel', { ...nextCall(phone.page), code: 'well' });
    await phone.submit('/a/appel', { ...nextCall(phone.page), code: 'no-answer' });
    expect(phone.page).toContain('href="/a/rendre"');
    await phone.go('/a/rendre');
    expect(phone.page).toContain('les 4 personnes qui restent');
    await phone.submit('/a/rendre');
    const states = morning.calls().map(({ state }) => state);
    expect(states.filter((state) => state === 'reached')).toHaveLength(1);
    const open = morning.calls().filter(({ state }) => state === 'open');
    expect(open).toHaveLength(4);
    for (const call of open) {
      expect(call.holder).toEqual({ by: 'desk' });
      expect(call.batchId).toBeUndefined();
      expect((call.deadline ?? '') > hot('08:30')).toBe(true);
    }
  });

  it('goes back to the desk by itself when nobody answers', async () => {
    const morning = await openCallsMorning();
    morning.at('12:01');
    await lookAtRound(morning.world, morning.rounds()[0]?.id ?? ('' as never), hot('12:01'));
    const phone = morning.browser();
    await phone.go(`/a/${morning.token}`);
    expect(phone.page).toContain('Ces appels sont terminés');
    expect(morning.calls().every(({ holder }) => holder.by !== 'volunteer')).toBe(true);
  });

  it('says that somebody else took it, and that a no is fine', async () => {
    const { morning, phone } = await accepted();
    expect(phone.page).toContain('Encore');
    const other = await openCallsMorning({ callers: 1 });
    const second = other.browser();
    await second.go(`/a/${other.token}`);
    await second.submit('/a/refuser');
    expect(second.page).toContain('C’est noté, merci');
    expect(morning.batches()[0]?.state).toBe('accepted');
  });

  it('refuses what is no outcome, another’s list, a forged form and a dead link', async () => {
    const { morning, phone } = await accepted();
    const form = nextCall(phone.page);
    const csrf = /name="_csrf" value="([^"]+)"/.exec(phone.page)?.[1] ?? '';
    await phone.post('/a/appel', { ...form, code: 'passed-to-police', _csrf: csrf });
    await phone.post('/a/appel', { ...form, id: 'x', code: 'well', _csrf: csrf });
    expect(morning.all(callOutcomeKind)).toEqual([]);
    expect((await phone.post('/a/appel', { ...form, code: 'well' })).status).toBe(403);
    const foreign = form.task.replace(/reg_.*/, `reg_${'Z'.repeat(26)}`);
    expect((await phone.post('/a/appel', { ...form, task: foreign, code: 'well', _csrf: csrf })).status).toBe(
      404,
    );
    morning.at('21:00');
    expect((await phone.go('/a')).status).toBe(410);
    expect((await morning.browser().go('/a')).status).toBe(404);
  });
});
