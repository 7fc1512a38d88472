import { type IncomingPerson, MOST_AT_ONCE } from '../../../shared/register/incoming.ts';
import { civilDay, isCivilDay } from '../../../shared/time/civil.ts';

export type LineProblem = { readonly line: number; readonly sentence: string };

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
export const readLines = (
  pasted: string,
): { readonly people: readonly IncomingPerson[]; readonly problems: readonly LineProblem[] } => {
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
    if (problems.length >= 5 || people.length > MOST_AT_ONCE) break;
  }
  return { people, problems };
};
