import { sha256 } from '../ids/digest.ts';
import { ok, type Result } from '../result/result.ts';
import { type Identity, identityOf, identityText } from './likeness/likeness.ts';
import { type Match, PersonIndex } from './likeness/person-index.ts';
import { type Cells, cellsOf } from './reading/cells.ts';
import type { Column } from './reading/columns.ts';
import type { ImportKind } from './reading/fields.ts';
import type { Reading } from './reading/person-row.ts';
import type { Noted } from './reading/problems.ts';
import { type Rejection, readSenior, type SeniorRow } from './reading/senior-row.ts';
import { eachRow, type Place, type Row, type Sheet, type SheetRefusal } from './reading/sheet.ts';
import { readVolunteer, type VolunteerRow } from './reading/volunteer-row.ts';

export type PersonRow = SeniorRow | VolunteerRow;

/** What becomes of one row: every row of the file has exactly one verdict. */
export type Verdict = { readonly row: Row; readonly notes: readonly Noted[] } & (
  | { readonly outcome: 'accepted'; readonly rowId: string; readonly person: PersonRow }
  | {
      readonly outcome: 'duplicate';
      readonly rowId: string;
      readonly person: PersonRow;
      readonly match: Match;
    }
  | { readonly outcome: 'rejected'; readonly rejection: Rejection }
);

const identityOfRow = (person: PersonRow): Identity =>
  person.is === 'senior'
    ? identityOf({
        ...person.person,
        birth: person.person.birthDay,
        phones: person.person.phones.map(({ phone }) => phone),
        line: person.person.address.line,
      })
    : identityOf({
        ...person.person,
        birth: person.person.birthYear === undefined ? undefined : String(person.person.birthYear),
        phones: [person.person.phone],
        line: person.person.address.line,
      });

const readRow = (kind: ImportKind, cells: Cells, reading: Reading): Result<PersonRow, Rejection> =>
  kind === 'volunteers' ? readVolunteer(cells, reading) : readSenior(kind, cells, reading);

const judge = (
  kind: ImportKind,
  columns: readonly Column[],
  row: Row,
  reading: Reading,
  people: PersonIndex,
): Verdict => {
  if (row.cells.every((cell) => cell.trim() === '')) {
    const column = columns[0]?.name ?? '';
    return { outcome: 'rejected', row, notes: [], rejection: { code: 'empty-row', column } };
  }
  const cells = cellsOf(columns, row.cells);
  if (row.cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    cells.note('too-many-cells', { column: '', text: row.cells.slice(columns.length).join(' ') });
  }
  const read = readRow(kind, cells, reading);
  if (!read.ok) return { outcome: 'rejected', row, notes: cells.notes, rejection: read.refusal };
  const who = identityOfRow(read.value);
  const match = people.find(who);
  const rowId = sha256(`${kind}|${identityText(who)}`);
  people.add(who, { of: 'row', row: row.row, line: row.line });
  const common = { row, notes: cells.notes, rowId, person: read.value };
  return match ? { ...common, outcome: 'duplicate', match } : { ...common, outcome: 'accepted' };
};

export type KnownPerson = { readonly id: string; readonly who: Identity };

export type JudgeRequest = {
  readonly kind: ImportKind;
  readonly sheet: Sheet;
  readonly columns: readonly Column[];
  readonly reading: Reading;
  /** People already in our records, closed ones included: whoever died or left must not come back as new. */
  readonly known: Iterable<KnownPerson>;
};

/**
 * Walks the file once and gives each row's verdict in order: accepted; rejected, with the reason and the
 * column; or duplicate of an earlier row or of somebody we know, with what they share. The same file, columns,
 * day and people give the same verdicts. Only identities are kept in memory, not rows.
 */
export const judgeRows = (
  request: JudgeRequest,
  visit: (verdict: Verdict) => void,
): Result<{ readonly rows: number }, SheetRefusal> => {
  const people = new PersonIndex();
  for (const { id, who } of request.known) people.add(who, { of: 'record', id });
  const walked = eachRow(request.sheet, (row) =>
    visit(judge(request.kind, request.columns, row, request.reading, people)),
  );
  return walked.ok ? ok({ rows: walked.value.rows }) : walked;
};

/**
 * The people of a file from a place on, without looking for duplicates: what staging writes, once it was decided
 * which rows are set aside. Refused rows are left out. Looks at `atMost` records; `next`: where to go on, if anywhere.
 */
export const readPeople = (
  request: Omit<JudgeRequest, 'known'> & { readonly from: Place | undefined; readonly atMost: number },
  visit: (row: number, person: PersonRow) => void,
): Result<{ readonly next: Place | undefined }, SheetRefusal> =>
  eachRow(
    request.sheet,
    (row) => {
      const read = readRow(request.kind, cellsOf(request.columns, row.cells), request.reading);
      if (read.ok) visit(row.row, read.value);
    },
    request.from,
    request.atMost,
  );
