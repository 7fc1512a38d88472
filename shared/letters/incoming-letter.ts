import { frenchPhone } from '../phone/phone.ts';
import type { Incoming, IncomingPerson } from '../register/exchanges/incoming.ts';
import { dayOf } from '../time/civil.ts';
import { frenchDate } from '../time/french.ts';
import type { Instant } from '../time/instant.ts';
import { fromOf, type Letter, type Sender, signatureOf } from './letter.ts';

const SOURCE: Readonly<Record<Incoming['source'], string>> = {
  departement: 'Le département',
  carsat: 'La caisse de retraite (CARSAT)',
};

/** To somebody of a list received (G14, G15): tells what exists, where her name came from, and that nothing is done unless she asks. */
export const letterToBeneficiary = (
  source: Incoming['source'],
  person: IncomingPerson,
  town: Sender,
  now: Instant,
): Letter => ({
  to: [
    `${person.firstName} ${person.lastName}`.trim(),
    person.address.line,
    `${person.address.postcode ?? ''} ${person.address.city ?? ''}`.trim(),
  ].filter((line) => line !== ''),
  from: fromOf(town),
  date: frenchDate(dayOf(now)),
  reference: undefined,
  greeting: 'Bonjour,',
  list: [],
  signature: signatureOf(town),
  subject: 'Le registre d’alerte : voulez-vous qu’on prenne de vos nouvelles ?',
  paragraphs: [
    [
      `${town.name} tient un registre d’alerte.`,
      'Il sert pendant une grande chaleur, un grand froid, une inondation.',
      'La mairie appelle alors les personnes inscrites.',
    ],
    [
      'Vous n’y êtes pas inscrite ou inscrit.',
      'Personne ne vous inscrira sans vous.',
      'C’est gratuit et facultatif.',
    ],
    [
      'Vous voulez être au registre ?',
      `Appelez-nous au ${frenchPhone(town.phone)}.`,
      'Vous pouvez aussi écrire, ou venir.',
    ],
    [
      `${SOURCE[source]} nous a donné votre nom et votre adresse, comme la loi le prévoit.`,
      'Ils ne servent qu’à cette lettre.',
      'Nous les effaçons au bout de six mois.',
      'Vous ne voulez pas que nous les gardions ? Dites-le-nous : nous les effaçons tout de suite.',
    ],
  ],
});
