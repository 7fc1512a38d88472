import { describe, expect, it } from 'vitest';
import { LINKS_SHEET } from '../../../functions/links/frame.ts';
import { Clock, Confirm, DataTable, Pagination, Timeline } from '../../../functions/web/components.tsx';
import { deadlineWords } from '../../../functions/web/deadline.ts';
import { Choice, ErrorSummary, Field, fieldId } from '../../../functions/web/fields.tsx';
import { freshForm, withProblem } from '../../../functions/web/form.ts';
import { type Instant, instant, plus } from '../../../shared/time/instant.ts';

const noon = instant('2026-11-24T11:00:00.000Z');
const html = (node: { toString: () => string | Promise<string> }): string => String(node.toString());

describe('a deadline in words', () => {
  it.each([
    [{ minutes: 20 }, 'dans 20 min', 'soon'],
    [{ hours: 3 }, 'dans 3 h', 'soon'],
    [{ hours: 5 }, 'dans 5 h', 'calm'],
    [{ hours: 47 }, 'dans 47 h', 'calm'],
    [{ days: 8 }, 'dans 8 jours', 'calm'],
    [{ minutes: -5 }, 'en retard de 5 min', 'late'],
    [{ hours: -30 }, 'en retard de 30 h', 'late'],
    [{ days: -3 }, 'en retard de 3 jours', 'late'],
  ])('%o from now is « %s »', (duration, words, pressure) => {
    const said = deadlineWords(plus(noon, duration), noon);
    expect(said.words.replaceAll('\u00a0', ' ')).toBe(words);
    expect(said.pressure).toBe(pressure);
  });
  it('is written, never only coloured', () => {
    expect(html(<Clock due={plus(noon, { hours: -2 })} now={noon} />)).toMatch(
      /class="clock late".*en retard de 2/,
    );
  });
});

it.each(['second', 'danger', 'plain'])('a %s button looks so behind an SMS, too', (tone) => {
  // Without its rule it is a second main button: « envoyer un nouveau code » as large as « voir l’adresse ».
  expect(LINKS_SHEET.body).toContain(`.${tone}{`);
});

describe('a field', () => {
  const wrong = withProblem(freshForm({ name: '<b>Martin</b>' }), 'name', 'Écrivez le nom.');
  it('shows what was typed as text, its hint and its problem, and ties them together', () => {
    const field = html(<Field form={wrong} name="name" label="Nom" hint="Comme sur la boîte aux lettres." />);
    expect(field).toContain('value="&lt;b&gt;Martin&lt;/b&gt;"');
    expect(field).toContain('aria-describedby="f-name-hint f-name-problem"');
    expect(field).toContain('aria-invalid="true"');
    expect(field).toContain('for="f-name"');
  });
  it('is led to by the summary, the first thing on a page shown again', () => {
    const summary = html(<ErrorSummary form={wrong} />);
    expect(summary).toContain(`href="#${fieldId('name')}"`);
    expect(summary).toContain('role="alert"');
    expect(html(<ErrorSummary form={freshForm()} />)).not.toContain('alert');
  });
  it('keeps the choice that was made', () => {
    const options = [
      { value: 'P1', label: 'Vite' },
      { value: 'P2', label: 'Bientôt' },
    ];
    const choice = html(
      <Choice form={freshForm({ urgency: 'P2' })} name="urgency" label="Urgence" options={options} />,
    );
    expect(choice).toMatch(/value="P2" checked/);
    expect(choice).not.toMatch(/value="P1" checked/);
    expect(choice).toContain('<legend>Urgence</legend>');
  });
});

describe('a list', () => {
  it('is a table whose cells name their column for a phone', () => {
    const table = html(
      <DataTable
        caption="Missions"
        rows={[{ day: 'mardi' }]}
        empty={<p>Rien</p>}
        columns={[{ title: 'Jour', cell: (row) => row.day, heads: true }]}
      />,
    );
    expect(table).toContain('<th scope="row" data-title="Jour">mardi</th>');
    expect(table).toContain('<caption class="">Missions</caption>');
  });
  it('says what to do when it is empty, instead of a table without rows', () => {
    const table = html(
      <DataTable caption="Missions" rows={[]} empty={<p>Aucune mission.</p>} columns={[]} />,
    );
    expect(table).toContain('Aucune mission.');
    expect(table).not.toContain('<table');
  });
  it('goes on, and back to the beginning, with its filters', () => {
    const pages = html(<Pagination path="/aines" query={{ etat: 'actif' }} next="abc" isFirst={false} />);
    expect(pages).toContain('href="/aines?etat=actif&amp;after=abc"');
    expect(pages).toContain('href="/aines?etat=actif"');
  });
});

describe('an act that cannot be undone', () => {
  it('is asked as a question, with its consequences and a way back', () => {
    const page = html(
      <Confirm
        question="Fermer le compte ?"
        consequences={['La personne est déconnectée.']}
        action="/x"
        csrf="token"
        yes="Fermer"
        back="/equipe"
        irreversible
      />,
    );
    expect(page).toContain('Cela ne pourra pas être annulé.');
    expect(page).toContain('Ne rien changer');
    expect(page).toContain('name="_csrf" value="token"');
  });
});

describe('what happened', () => {
  it('is dated with its year as soon as it, or today, is of another one', () => {
    const told = (now: Instant) =>
      html(<Timeline items={[{ at: noon, title: 'Dossier ouvert.' }]} now={now} />);
    expect(told(plus(noon, { days: 2 }))).not.toContain('2026 à');
    expect(told(plus(noon, { days: 60 }))).toContain('mardi 24 novembre 2026 à');
  });
});
