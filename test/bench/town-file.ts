import { sha256 } from '../../shared/ids/digest.ts';

const GIVEN =
  'Jeanne Marie Odile Simone Yvette Lucien René Paulette Ginette Marcel Andrée Suzanne Roger Colette'.split(
    ' ',
  );
const STREETS = [
  'rue de Dole',
  'rue Battant',
  'avenue Fontaine-Argent',
  'chemin des Relançons',
  'rue de Vesoul',
];

/** A letter-only surname of its own for each number: people of a made-up file are not one letter apart. */
const surname = (seed: string): string => {
  const letters = [...sha256(seed).slice(0, 16)].map((hex) =>
    'abdefglmnoprstuv'.charAt(Number.parseInt(hex, 16)),
  );
  return letters.join('').slice(0, 8).toUpperCase();
};

/**
 * A town's file of seniors, always the same for a number of rows: three date formats, phones with lost zeros, one
 * row in fifty that repeats an earlier one, one in a hundred without a name. Phones are of the fiction ranges.
 */
export const townFile = (rows: number): Uint8Array => {
  const lines = [
    'N°;Civilité;Nom;Prénom;Date de naissance;Adresse;CP Ville;Portable;Personne à prévenir;Tél. contact;Observations',
  ];
  for (let at = 0; at < rows; at += 1) {
    const one = at % 50 === 49 ? at - 37 : at;
    const [year, month, day] = [1925 + (one % 35), 1 + (one % 12), 1 + (one % 28)];
    const pad = (n: number) => String(n).padStart(2, '0');
    const birth = [
      `${pad(day)}/${pad(month)}/${year}`,
      `${year}-${pad(month)}-${pad(day)}`,
      `${day}/${month}/${String(year).slice(2)}`,
    ][at % 3];
    const name = at % 100 === 98 ? '' : surname(`name ${one}`);
    const phone = `63998${String(one % 10_000).padStart(4, '0')}`;
    lines.push(
      [
        at + 1,
        one % 4 ? 'Mme' : 'M.',
        name,
        GIVEN[one % GIVEN.length],
        birth,
        `${1 + (one % 120)} ${STREETS[one % STREETS.length]}`,
        '25000 BESANCON',
        at % 2 ? phone : `0${phone}`,
        'Claire Martin (fille)',
        '06 39 98 00 00',
        'sonner deux fois',
      ].join(';'),
    );
  }
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n`);
};
