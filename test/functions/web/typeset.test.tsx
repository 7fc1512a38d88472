import fc from 'fast-check';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { show } from '../../../functions/web/http.ts';
import { typeset } from '../../../functions/web/typeset.ts';

/** So that a failure shows which space stands where. */
const seen = (html: string): string => html.replaceAll('\u202f', '‿').replaceAll('\u00a0', '~');

describe('a page leaves with the spaces of French', () => {
  it.each([
    ['Qui vient ?', 'Qui vient‿?'],
    ['Non ! Si ; oui', 'Non‿! Si‿; oui'],
    ['Il reste : un nom', 'Il reste~: un nom'],
    ['dit « oui » deux fois', 'dit «~oui~» deux fois'],
    ['« Vraiment ?! »', '«~Vraiment‿?!~»'],
    ['Et puis … ?', 'Et puis …‿?'],
    ['Alors ! ?', 'Alors‿!‿?'],
    ['deux  espaces   ?', 'deux  espaces‿?'],
    [
      'elle dit &quot;non&quot; ; l&#39;autre : oui &amp; non ?',
      'elle dit &quot;non&quot;‿; l&#39;autre~: oui &amp; non‿?',
    ],
    ['déjà\u00a0: posé\u202f?', 'déjà~: posé‿?'],
    ['dès&nbsp;: là', 'dès&nbsp;: là'],
  ])('%s', (words, expected) => {
    expect(seen(typeset(`<p>${words}</p>`))).toBe(`<p>${expected}</p>`);
  });

  it.each([
    ['12 € par mois, 0,13 €', '12~€ par mois, 0,13~€'],
    ['à 3 km, 40 min, 2 h', 'à 3~km, 40~min, 2~h'],
    ['350 g et 1,2 kg', '350~g et 1,2~kg'],
    ['38 °C, 12 %, 300 m', '38~°C, 12~%, 300~m'],
    ['à 14 h 30', 'à 14~h~30'],
    // Words that begin as a unit does.
    ['3 gardes, 12 mois, 4 hommes, 2 minutes', '3 gardes, 12 mois, 4 hommes, 2 minutes'],
    ['le 3 % des', 'le 3~% des'],
    // A street, a telephone, a thousand: none of them changes.
    ['12 rue de Dole, 03 81 61 50 50, 1 500 personnes', '12 rue de Dole, 03 81 61 50 50, 1 500 personnes'],
  ])('a figure keeps its unit on its line: %s', (words, expected) => {
    expect(seen(typeset(`<p>${words}</p>`))).toBe(`<p>${expected}</p>`);
  });

  it.each([
    ['<strong>Lundi</strong> : oui', '<strong>Lundi</strong>~: oui'],
    ['« <a href="/x">Mon espace</a> » ?', '«~<a href="/x">Mon espace</a>~»‿?'],
    ['<strong>12</strong> € et <b>3</b> km', '<strong>12</strong>~€ et <b>3</b>~km'],
    ['<b>le nom</b> km', '<b>le nom</b> km'],
  ])('across a tag too: %s', (html, expected) => {
    expect(seen(typeset(html))).toBe(expected);
  });
});

describe('nothing else of the page changes', () => {
  it.each([
    [
      'what a form carries',
      '<input name="note" value="Ça va ? « oui » : 12 €"><input placeholder=\'Qui ?\'>',
    ],
    ['an address', '<a href="/chercher?q=a : b ; c">là</a> https://ville.example/a?b=c;d:e'],
    ['a value that holds a tag’s end', '<a title="5 > 3 ? oui" data-a=\'> ?\'>là</a>'],
    ['hours and numbers written together', '<p>12:30, 3;4, a?b, l’une:l’autre</p>'],
    ['what was typed in a box', '<textarea name="note">Ça va ?\n« <b>oui</b> » : 12 €</textarea>'],
    [
      'a choice that posts its own words',
      '<datalist><option>Qui ?</option></datalist><option selected>Quoi ?</option>',
    ],
    ['a script and a style', '<script>a ? b : c ;</script><style>a :hover{b : c ;}</style>'],
    ['what is copied to the letter', '<pre>a ?</pre><code>b : c</code>'],
    [
      'a text as it was sent',
      '<samp>Disponible ? <a href="https://v.example/x">v.example/x</a> : oui</samp>',
    ],
    ['the name of a tab', '<title>Qui vient ?</title>'],
    ['a comment', "<!-- l’un ? l'autre > : -->"],
    ['a tag that never ends', '<a title="x ?> a ?'],
    ['a box that never ends', '<textarea>a ? <p>b ?</p>'],
  ])('%s', (_, html) => {
    expect(typeset(html)).toBe(html);
  });

  it('and what follows is typeset again', () => {
    expect(seen(typeset('<textarea>a ?</textarea><p>b ?</p><!-- c ? --> d ?'))).toBe(
      '<textarea>a ?</textarea><p>b‿?</p><!-- c ? --> d‿?',
    );
  });

  it('a choice with a value of its own says its words as the page does', () => {
    expect(seen(typeset('<option value="a ?" selected>Qui ?</option>'))).toBe(
      '<option value="a ?" selected>Qui‿?</option>',
    );
  });

  it('whatever the page, its letters and its tags stay in their order, and a second time changes nothing', () => {
    const piece = fc.constantFrom(
      ...[
        ' ',
        '  ',
        '?',
        ':',
        ';',
        '«',
        '»',
        '!',
        '12',
        'h',
        ' €',
        'km',
        'mot',
        '\u00a0',
        '&#39;',
        '<b>',
        '</b>',
        '<!--',
        '-->',
      ],
      ...[
        '<a title="x ? >">',
        "<i a='",
        '"',
        "'",
        '>',
        '<',
        '<textarea>',
        '</textarea>',
        '<code>',
        '</code>',
        '<option>',
        '</option>',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const html = pieces.join('');
        const once = typeset(html);
        expect(once.replaceAll(/[ \u00a0\u202f]+/g, ' ')).toBe(html.replaceAll(/[ \u00a0\u202f]+/g, ' '));
        expect(typeset(once)).toBe(once);
      }),
      { seed: 20261122, numRuns: 2_000 },
    );
  });
});

it.each([
  ['a page', '<tr><td class="n">Qui vient ? « Marie » : 12 €</td></tr>'],
  ['spaces', ' '],
  ['tags that open', '<'],
  ['quotes that open', '<a "'],
  ['comments that open', '<!--'],
  ['comments that never close', '<!-- >'],
  ['boxes that open', '<textarea>'],
  ['choices without a value', '<option value'],
  ['figures', '1   '],
])('two megabytes of %s are read once, not once more at each letter', (_, piece) => {
  // One reading takes a tenth of a second; one at each letter would take hours, and the suite's patience is ten minutes.
  const html = piece.repeat(2_000_000 / piece.length);
  expect(typeset(html).length).toBeGreaterThan(html.length / 5);
});

it('leaves by the one door of pages: what a host answers otherwise keeps its spaces', async () => {
  const app = new Hono();
  app.get('/page', (c) => show(c, <p>Qui vient ?</p>));
  app.get('/liste.csv', (c) =>
    c.body('nom;"Qui vient ?"', 200, { 'content-type': 'text/csv; charset=utf-8' }),
  );
  app.get('/suite.json', (c) => c.json({ words: 'Qui vient ?' }));
  expect(seen(await (await app.request('/page')).text())).toBe('<!doctype html><p>Qui vient‿?</p>');
  expect(await (await app.request('/liste.csv')).text()).toBe('nom;"Qui vient ?"');
  expect(await (await app.request('/suite.json')).json()).toEqual({ words: 'Qui vient ?' });
});
