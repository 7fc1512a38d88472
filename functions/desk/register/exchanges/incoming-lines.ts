import { type FileRefusal, openFile } from '../../../../shared/imports/inspect-file.ts';
import { cellsOf, dayIn } from '../../../../shared/imports/reading/cells.ts';
import {
  addressIn,
  birthRange,
  namesIn,
  type Reading,
} from '../../../../shared/imports/reading/person-row.ts';
import { eachRow } from '../../../../shared/imports/reading/sheet.ts';
import { type IncomingPerson, MOST_AT_ONCE } from '../../../../shared/register/exchanges/incoming.ts';
import { ok, type Result } from '../../../../shared/result/result.ts';
import { type CivilDay, civilDay, isCivilDay } from '../../../../shared/time/civil.ts';

export type LineProblem = { readonly line: number; readonly sentence: string };
type ReadList = { readonly people: readonly IncomingPerson[]; readonly problems: readonly LineProblem[] };

const dayOfCell = (cell: string) => {
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell);
  const iso = french
    ? `${french[3]}-${String(french[2]).padStart(2, '0')}-${String(french[1]).padStart(2, '0')}`
    : cell;
  return isCivilDay(iso) ? civilDay(iso) : undefined;
};

/**
 * Lines copied from a spreadsheet: name, first name, birth day, street, postcode, town; tabs or semicolons. Anything after the
 * sixth column is dropped unread: a benefit says something about health. One wrong line and nothing is taken in.
 */
export const readLines = (pasted: string): ReadList => {
  const people: IncomingPerson[] = [];
  const problems: LineProblem[] = [];
  for (const [index, raw] of pasted.split(/\r?\n/).entries()) {
    const cells = raw.split(/[\t;]/).map((cell) => cell.trim());
    const [lastName = '', firstName = '', birth = '', line = '', postcode = '', city = ''] = cells;
    if (raw.trim() === '' || (index === 0 && /^nom\b/i.test(lastName))) continue;
    const say = (sentence: string) => problems.push({ line: index + 1, sentence });
    const birthDay = dayOfCell(birth);
    if (lastName === '' || line === '') say('il faut un nom et une adresse, sans quoi aucune lettre ne part');
    else if (birth !== '' && !birthDay) say('la date de naissance ne se lit pas');
    else if (
      lastName.length > 60 ||
      firstName.length > 60 ||
      line.length > 160 ||
      postcode.length > 10 ||
      city.length > 60
    )
      say('une case est trop longue');
    else
      people.push({
        lastName,
        firstName,
        ...(birthDay ? { birthDay } : {}),
        address: {
          line,
          ...(postcode === '' ? {} : { postcode }),
          ...(city === '' ? {} : { city }),
          precision: 'unknown',
        },
      });
    if (problems.length >= MOST_PROBLEMS || people.length > MOST_AT_ONCE) break;
  }
  return { people, problems };
};

/** The youngest who may be of such a list: only two-digit years are read by it. */
const YOUNGEST = 18;
const MOST_PROBLEMS = 5;

const incomingPerson = (
  names: ReturnType<typeof namesIn>,
  birthDay: CivilDay | undefined,
  { line, postcode, city }: IncomingPerson['address'],
): IncomingPerson => ({
  lastName: names.lastName,
  firstName: names.firstName,
  ...(birthDay ? { birthDay } : {}),
  address: {
    line,
    ...(postcode ? { postcode } : {}),
    ...(city ? { city } : {}),
    precision: 'unknown',
  },
});

/**
 * A file as the département or the CARSAT sends it: encoding, separator and columns are found as for any import, by their
 * headers, in whatever order. Only name, birth day and address are looked at; every other column is dropped unread.
 * One line that cannot be written to and nothing is taken in.
 */
export const readFile = (bytes: Uint8Array, reading: Reading): Result<ReadList, FileRefusal> => {
  const opened = openFile('seniors', bytes, {});
  if (!opened.ok) return opened;
  const { sheet, columns } = opened.value;
  const people: IncomingPerson[] = [];
  const problems: LineProblem[] = [];
  const walked = eachRow(sheet, ({ line, cells: row }) => {
    if (people.length > MOST_AT_ONCE || problems.length >= MOST_PROBLEMS) return;
    const cells = cellsOf(columns, row);
    const names = namesIn(cells);
    const birthDay = dayIn(cells, 'birthDate', birthRange(reading.today, YOUNGEST));
    const person = incomingPerson(names, birthDay, addressIn(cells, reading));
    const say = (sentence: string) => problems.push({ line, sentence });
    if (names.lastName === '' || person.address.line === '')
      say('il faut un nom et une adresse, sans quoi aucune lettre ne part');
    else if (cells.one('birthDate').text !== '' && !birthDay) say('la date de naissance ne se lit pas');
    else if (names.lastName.length > 60 || names.firstName.length > 60) say('une case est trop longue');
    else people.push(person);
  });
  return walked.ok ? ok({ people, problems }) : walked;
};
