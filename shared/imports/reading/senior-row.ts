import type { Consent } from '../../consents/consent.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Need, Senior } from '../../seniors/senior.ts';
import { answerIn, type Cells, dayIn } from './cells.ts';
import { fold } from './fold.ts';
import {
  addressIn,
  birthRange,
  emailIn,
  languagesIn,
  NAME_MAX,
  namesIn,
  phonesIn,
  type Reading,
  remarksIn,
} from './person-row.ts';
import type { RejectionCode } from './problems.ts';
import { type RegisterDraft, registerDraft } from './register-row.ts';
import { readPhones } from './values/phones.ts';

/** What a row says of a senior; who she is in our records is decided at the write. */
type SeniorDraft = Omit<Senior, 'id' | 'town' | 'state' | 'createdAt' | 'origin'>;
type ConsentDraft = Pick<Consent, 'purpose' | 'state' | 'how'> & { readonly note: string };
export type SeniorRow = {
  readonly is: 'senior';
  readonly person: SeniorDraft;
  readonly consents: readonly ConsentDraft[];
  /** Of a file of the register: what makes an entry of this row. */
  readonly register?: RegisterDraft;
};
export type Rejection = { readonly code: RejectionCode; readonly column: string };

const contactsIn = (cells: Cells): Senior['emergencyContacts'] => {
  const nameCell = cells.one('contactName');
  const phoneCell = cells.one('contactPhone');
  if (nameCell.text === '' && phoneCell.text === '') return [];
  const beside = readPhones(nameCell.text);
  const own = readPhones(phoneCell.text);
  if (own.unread.length > 0) cells.note('phone-unreadable', phoneCell);
  const phone = own.phones[0] ?? beside.phones[0];
  if (phone === undefined) {
    cells.note('contact-without-phone', nameCell.text === '' ? phoneCell : nameCell);
    return [];
  }
  const link = /\(([^)]{1,60})\)/.exec(nameCell.text)?.[1] ?? own.remark.slice(0, 60);
  const name = nameCell.text
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[+\d][\d .]{7,}/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return [{ name: name.slice(0, 80) || 'Personne à prévenir', link, phone }];
};

const needsIn = (cells: Cells): Need[] => {
  const said = ` ${fold(
    cells
      .all('notes')
      .map((cell) => cell.text)
      .join(' '),
  )} `;
  const has = (...words: readonly string[]) => words.some((word) => said.includes(` ${word} `));
  return [
    ...(has('chien', 'chiens', 'chienne') ? (['pet-dog'] as const) : []),
    ...(has('chat', 'chats', 'chatte') ? (['pet-cat'] as const) : []),
  ];
};

const visitConsent = (cells: Cells): readonly ConsentDraft[] => {
  const answer = answerIn(cells, 'consent');
  if (answer === undefined) return [];
  const note = `Colonne « ${cells.one('consent').column} » du fichier : ${answer ? 'oui' : 'non'}`.slice(
    0,
    300,
  );
  return [{ purpose: 'FRIENDLY_VISIT', state: answer ? 'given' : 'refused', how: 'import', note }];
};

/**
 * A row as a senior to be asked. Refuses a row without a family name (or with one too long to be one), and a
 * person whom neither an address nor a phone would reach; everything else unreadable is left empty and noted.
 */
export const readSenior = (
  kind: 'register' | 'seniors',
  cells: Cells,
  reading: Reading,
): Result<SeniorRow, Rejection> => {
  const names = namesIn(cells);
  const nameColumn = cells.one('familyName').column || cells.one('fullName').column;
  if (names.lastName === '') return refused({ code: 'name-missing', column: nameColumn });
  if (names.lastName.length > NAME_MAX || names.firstName.length > NAME_MAX) {
    return refused({ code: 'text-too-long', column: nameColumn });
  }
  if (names.firstName === '') cells.note('first-name-absent', cells.one('givenName'));
  const address = addressIn(cells, reading);
  const phones = phonesIn(cells, 5);
  if (address.line === '' && phones.length === 0) {
    return refused({ code: 'no-way-to-reach', column: cells.one('street').column });
  }
  const birthDay = dayIn(cells, 'birthDate', birthRange(reading.today, 50));
  const email = emailIn(cells);
  const absences = cells.one('absences');
  const away = absences.text === '' ? [] : [{ ...absences, text: `Absences : ${absences.text}` }];
  const { civility, birthName, firstName, lastName } = names;
  return ok({
    is: 'senior',
    person: {
      ...(civility ? { civility } : {}),
      firstName,
      lastName,
      ...(birthName ? { birthName } : {}),
      ...(birthDay ? { birthDay } : {}),
      address,
      phones: [...phones],
      ...(email ? { email } : {}),
      preferredChannel: phones.length > 0 ? 'phone' : 'letter',
      practicalNotes: remarksIn(cells, away, 500),
      needs: needsIn(cells),
      languages: languagesIn(cells, 6),
      wishes: '',
      gives: '',
      emergencyContacts: contactsIn(cells),
      absences: [],
    },
    ...(kind === 'register'
      ? { consents: [], register: registerDraft(cells, reading.today) }
      : { consents: visitConsent(cells) }),
  });
};
