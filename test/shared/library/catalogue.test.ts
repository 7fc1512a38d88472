import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../../functions/config.ts';
import { sruCatalogue } from '../../../shared/library/catalogue/catalogue.sru.ts';
import { cqlOf, readSruAnswer } from '../../../shared/library/catalogue/sru-answer.ts';
import { readXml } from '../../../shared/library/catalogue/xml.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const silent: RequestListener = () => undefined;

/** A server of this machine that answers as it is told. */
const catalogueOf = async (listener: RequestListener, timeoutMillis = 60_000) => {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return sruCatalogue(`http://127.0.0.1:${port}/api/SRU`, (url, init) => fetch(url, init), {
    timeoutMillis,
    maxAnswerBytes: 40_000,
    records: 10,
  });
};

const ANSWER = `<?xml version="1.0" encoding="UTF-8"?>
<srw:searchRetrieveResponse xmlns:srw="http://www.loc.gov/zing/srw/">
 <srw:version>1.2</srw:version><srw:numberOfRecords>1</srw:numberOfRecords>
 <srw:records><srw:record><srw:recordSchema>dc</srw:recordSchema><srw:recordData>
  <oai_dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/">
   <dc:title xml:lang="fr">Le chien jaune &amp; autres enqu&#234;tes [Texte imprimé] / Georges Simenon</dc:title>
   <dc:creator>Simenon, Georges (1903-1989). Auteur du texte</dc:creator>
   <dc:identifier>http://catalogue.bnf.fr/ark:/12148/cb00000000</dc:identifier>
   <dc:identifier>ISBN 2-253-14297-2</dc:identifier>
   <dc:language>fre</dc:language><dc:subject><![CDATA[Roman policier]]></dc:subject>
   <dc:format>1 vol. (189 p.) : gros caractères</dc:format>
  </oai_dc:dc></srw:recordData></srw:record></srw:records>
</srw:searchRetrieveResponse>`;

describe('the catalogue that a town may search', () => {
  it('asks only what was typed, and reads titles, authors, ISBN, kind and language', async () => {
    let asked = '';
    const catalogue = await catalogueOf((request, response) => {
      asked = request.url ?? '';
      response.setHeader('content-type', 'text/xml').end(ANSWER);
    });
    const found = await catalogue.find('chien "jaune');
    expect(new URL(asked, 'http://x').searchParams.get('query')).toBe('bib.anywhere all "chien jaune"');
    expect(found).toEqual({
      ok: true,
      value: [
        {
          title: 'Le chien jaune & autres enquêtes',
          author: 'Simenon, Georges',
          isbn: '9782253142973',
          kind: 'large-print',
          languages: ['fr'],
          subjects: ['Roman policier'],
        },
      ],
    });
  });

  it.each<[string, RequestListener, string]>([
    ['answers an error', (_, response) => response.writeHead(503).end('no'), 'unreachable'],
    ['never answers', silent, 'unreachable'],
    [
      'leads elsewhere',
      (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
      'unreachable',
    ],
    [
      'answers a page',
      (_, response) => response.end('<!doctype html><html><p>Bonjour</html>'),
      'answer-unreadable',
    ],
    ['answers too much', (_, response) => response.end(`<a>${'x'.repeat(60_000)}</a>`), 'answer-unreadable'],
    ['is cut', (_, response) => response.end(ANSWER.slice(0, 700)), 'answer-unreadable'],
    [
      'refuses',
      (_, response) =>
        response.end(
          '<searchRetrieveResponse><diagnostics><diagnostic/></diagnostics></searchRetrieveResponse>',
        ),
      'refused-there',
    ],
  ])('says so when it %s, and nothing breaks', async (_what, listener, reason) => {
    const catalogue = await catalogueOf(listener, listener === silent ? 300 : undefined);
    expect(await catalogue.find('chien jaune')).toEqual({ ok: false, refusal: { reason } });
  });

  it('reads a server that knows UNIMARC alone, and never says « nothing » of what it cannot read', async () => {
    const field = (tag: string, parts: string) => `<mxc:datafield tag="${tag}">${parts}</mxc:datafield>`;
    const part = (code: string, words: string) => `<mxc:subfield code="${code}">${words}</mxc:subfield>`;
    const record = (fields: string) =>
      `<searchRetrieveResponse><records><record><recordData><mxc:record>
       <mxc:leader>01234nam a2200</mxc:leader>${fields}</mxc:record></recordData></record></records></searchRetrieveResponse>`;
    const unimarc = record(
      field('010', part('a', '2-253-14297-2')) +
        field('101', part('a', 'fre')) +
        field('200', part('a', 'Le chien jaune') + part('f', 'Georges Simenon')) +
        field('700', part('a', 'Simenon') + part('b', 'Georges')) +
        field('995', part('f', '250561014')),
    );
    expect(await (await catalogueOf((_, response) => response.end(unimarc))).find('chien')).toEqual({
      ok: true,
      value: [
        {
          title: 'Le chien jaune',
          author: 'Simenon, Georges',
          isbn: '9782253142973',
          kind: 'book',
          languages: ['fr'],
          subjects: [],
        },
      ],
    });
    // An accent after its letter, as MarcXchange often has it: the same title as the one typed here.
    const apart = record(
      field('200', part('a', 'Les Mise\u0301rables')) + field('700', part('a', 'Be\u0301art')),
    );
    expect(await (await catalogueOf((_, response) => response.end(apart))).find('chien')).toMatchObject({
      value: [{ title: 'Les Mis\u00e9rables', author: 'B\u00e9art' }],
    });
    const another = record(field('245', part('a', 'Le chien jaune')));
    expect(await (await catalogueOf((_, response) => response.end(another))).find('chien')).toEqual({
      ok: false,
      refusal: { reason: 'answer-unreadable' },
    });
  });

  it('keeps accents as the server says they are written, and takes no letter it cannot read', async () => {
    const latin = Buffer.from(ANSWER.replace('&#234;', 'ê'), 'latin1');
    const said = await catalogueOf((_, response) =>
      response.setHeader('content-type', 'text/xml; charset="ISO-8859-1"').end(latin),
    );
    expect(await said.find('chien')).toMatchObject({
      value: [{ title: 'Le chien jaune & autres enquêtes' }],
    });
    // Said in the document alone, as many servers do; what the header says counts before it (RFC 7303).
    const declared = Buffer.from(
      ANSWER.replace('&#234;', 'ê').replace('UTF-8', 'iso-8859-1').replace('version="1.0"', "version='1.0'"),
      'latin1',
    );
    for (const type of ['text/xml', 'text/xml; charset=klingon', 'text/xml; charset=ISO-8859-1']) {
      const own = await catalogueOf((_, response) => response.setHeader('content-type', type).end(declared));
      expect(await own.find('chien'), type).toMatchObject({
        value: [{ title: 'Le chien jaune & autres enquêtes' }],
      });
    }
    const both = await catalogueOf((_, response) =>
      response.setHeader('content-type', 'text/xml; charset=utf-8').end(declared),
    );
    expect(await both.find('chien')).toEqual({ ok: false, refusal: { reason: 'answer-unreadable' } });
    for (const type of ['text/xml', 'text/xml; charset=klingon']) {
      const unsaid = await catalogueOf((_, response) => response.setHeader('content-type', type).end(latin));
      expect(await unsaid.find('chien')).toEqual({ ok: false, refusal: { reason: 'answer-unreadable' } });
    }
  });

  it('reads a title of half a million brackets as quickly as another: nobody else’s server stops the desk', () => {
    const read = readSruAnswer(ANSWER.replace('Le chien jaune', '['.repeat(500_000)));
    expect(read.ok && read.value[0]?.title).toBe('['.repeat(200));
  });

  it('is not asked for a letter or two, and by its index for an ISBN', async () => {
    expect(cqlOf('ab')).toBeUndefined();
    expect(cqlOf('2-253-14297-2')).toBe('bib.isbn any "9782253142973"');
    expect(cqlOf('" or bib.title all "x')).not.toContain('" or');
  });

  it('is off unless the deployment names one, and never a plain address elsewhere', () => {
    const place = {
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: 'http://localhost:3001',
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    };
    expect(readConfig(place).catalogueServer).toBeUndefined();
    const bnf = 'https://catalogue.bnf.fr/api/SRU';
    expect(readConfig({ ...place, LIBRARY_CATALOGUE: bnf }).catalogueServer).toBe(bnf);
    for (const wrong of ['http://catalogue.example/SRU', 'file:///etc/passwd', 'oui'])
      expect(() => readConfig({ ...place, LIBRARY_CATALOGUE: wrong })).toThrow(/LIBRARY_CATALOGUE/);
  });
});

describe('XML from outside', () => {
  it.each([
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<a>&nbsp;</a>',
    '<a><b></a></b>',
    '<a/><b/>',
    '<a x=1/>',
    'texte',
    '<?php echo 1 ?><a/>',
    `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`,
    '<a>&#0;</a>',
  ])('is refused whole when it is not plain: %s', (source) => {
    expect(readXml(source)).toEqual({ ok: false, refusal: 'not-xml' });
  });

  it('is read with its attributes, comments left out', () => {
    expect(readXml('<p:a x="1&lt;2"><!-- non --><b>é</b><b/></p:a>')).toEqual({
      ok: true,
      value: {
        name: 'a',
        attributes: { x: '1<2' },
        text: '',
        children: [
          { name: 'b', attributes: {}, children: [], text: 'é' },
          { name: 'b', attributes: {}, children: [], text: '' },
        ],
      },
    });
  });
});
