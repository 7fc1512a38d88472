import {
  isTooOld,
  PAPER_MINUTES,
  type PaperHead,
  type PaperLine,
} from '../../../../shared/heat/board/paper.ts';
import type { CallRound } from '../../../../shared/heat/calls/round.ts';
import type { OutcomeCode } from '../../../../shared/heat/calls/task.ts';
import { dueWords, OUTCOME_NAMES } from '../../../../shared/heat/words.ts';
import { frenchPhone } from '../../../../shared/phone/phone.ts';
import { registeredName } from '../../../../shared/register/entry.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDay } from '../../../../shared/time/french.ts';
import { type Instant, minutesBetween, plus } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { languageName } from '../../../../shared/volunteers/words.ts';
import { PAPER_LETTERS, TICKED_BY_AGENTS, TICKED_BY_ALL } from './codes.ts';
import { hourOf, plural, roundWords } from './rounds.ts';

const agoWords = (minutes: number): string =>
  minutes < 60
    ? `il y a ${minutes}\u00a0min`
    : `il y a ${Math.floor(minutes / 60)}\u00a0h ${String(minutes % 60).padStart(2, '0')}`;

/** When it was made and until when it may be followed: the same words on the screen and on the sheet. */
export const Age = ({ head, now }: { head: Pick<PaperHead, 'madeAt'>; now: Instant }) => {
  const isOld = isTooOld(head.madeAt, now);
  return (
    <p class={isOld ? 'age old' : 'age'}>
      Faite le {frenchDay(dayOf(head.madeAt))} à {hourOf(head.madeAt)} (
      {agoWords(Math.max(0, Math.floor(minutesBetween(head.madeAt, now))))}).{' '}
      {isOld
        ? 'Trop vieille : plus de deux heures. Refaites-la avant d’appeler.'
        : `À suivre jusqu’à ${hourOf(plus(head.madeAt, { minutes: PAPER_MINUTES }))}, pas après.`}
    </p>
  );
};

const Boxes = ({ codes }: { codes: readonly OutcomeCode[] }) => (
  <>
    {codes.map((code) => (
      <span>{PAPER_LETTERS[code]}</span>
    ))}
  </>
);

export const Legend = ({ codes }: { codes: readonly OutcomeCode[] }) => (
  <p class="sheet-legend">
    {codes.map((code, i) => (
      <>
        {i > 0 && ' · '}
        <b>{PAPER_LETTERS[code]}</b> {OUTCOME_NAMES[code]}
      </>
    ))}
  </p>
);

/** A volunteer telephones: neither her door nor the people around her are on their sheet. */
const Who = ({ line, forVolunteer }: { line: PaperLine; forVolunteer: boolean }) => {
  const { person } = line;
  const speaks = person.languages.filter((code) => code !== 'fr').map(languageName);
  return (
    <>
      <strong>{registeredName({ person: { ...person, birthName: undefined } })}</strong>
      {!forVolunteer && (
        <small>
          {[
            person.address.line,
            person.address.complement,
            person.floor ? `étage ${person.floor}` : undefined,
            person.address.doorCode ? `code ${person.address.doorCode}` : undefined,
            person.livesAlone ? 'vit seule' : undefined,
          ]
            .filter(Boolean)
            .join(', ')}
        </small>
      )}
      {speaks.length > 0 && <small>Parle {speaks.join(', ')}</small>}
      {person.callNotes && <small>{person.callNotes}</small>}
    </>
  );
};

const Numbers = ({ line }: { line: PaperLine }) =>
  line.person.phones.length === 0 ? (
    <>aucun numéro</>
  ) : (
    line.person.phones.map(({ phone, label }) => (
      <small>
        <span class="phone">{frenchPhone(phone)}</span> {label}
      </small>
    ))
  );

const Around = ({ line }: { line: PaperLine }) => (
  <>
    {line.person.contacts.map(({ name, link, phone }) => (
      <small>
        {name}
        {link && `, ${link}`} <span class="phone">{frenchPhone(phone)}</span>
      </small>
    ))}
    {line.person.homeHelp && <small>{line.person.homeHelp}</small>}
    {line.person.contacts.length === 0 && !line.person.homeHelp && 'personne'}
  </>
);

export type SheetProps = {
  readonly title: string;
  readonly round: CallRound;
  readonly head: PaperHead;
  readonly lines: readonly PaperLine[];
  readonly town: Town;
  readonly forVolunteer: boolean;
  readonly now: Instant;
};

/**
 * Printed again at the head of each page, and on paper alone: pages get parted, and each must say whose calls it holds, until when
 * it may be followed and what to do in a distress.
 */
const Again = ({
  title,
  round,
  head,
  town,
  columns,
}: Pick<SheetProps, 'title' | 'round' | 'head' | 'town'> & { columns: number }) => (
  <tr class="again">
    <td colspan={columns}>
      {town.name}, {title}. {roundWords(round)}. Faite le {frenchDay(dayOf(head.madeAt))} à{' '}
      {hourOf(head.madeAt)}, <b>à suivre jusqu’à {hourOf(plus(head.madeAt, { minutes: PAPER_MINUTES }))}</b>,
      pas après. Mot du jour&nbsp;: {round.codeWord}. Danger&nbsp;: 15, 18 ou 112, puis le bureau&nbsp;:{' '}
      {frenchPhone(town.phone)}.
    </td>
  </tr>
);

/** One sheet: a sector's or a caller's. Its age, the word of the day, the numbers for a distress, then one line a person. */
export const Sheet = ({ title, round, head, lines, town, forVolunteer, now }: SheetProps) => {
  const codes = forVolunteer ? TICKED_BY_ALL : TICKED_BY_AGENTS;
  return (
    <section class="sheet">
      <h2>
        {title} – {roundWords(round)} – {plural(lines.length, 'personne')}
      </h2>
      <Age head={head} now={now} />
      <p class="sheet-legend">
        Mot du jour&nbsp;: <strong>{round.codeWord}</strong>. Numéro affiché&nbsp;:{' '}
        {frenchPhone(round.callingNumber)}. Danger&nbsp;: <strong>15, 18 ou 112</strong> d’abord (114 par
        SMS), puis le bureau&nbsp;: {frenchPhone(town.phone)}. Rien sur la santé&nbsp;: une lettre, l’heure,
        trois mots utiles.
      </p>
      <Legend codes={codes} />
      <table>
        <thead>
          <Again title={title} round={round} head={head} town={town} columns={forVolunteer ? 6 : 7} />
          <tr>
            <th scope="col">Code</th>
            <th scope="col">Personne</th>
            <th scope="col">Téléphone</th>
            {!forVolunteer && <th scope="col">À prévenir</th>}
            <th scope="col">À faire</th>
            <th scope="col">Résultat</th>
            <th scope="col">Heure, mot</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <th scope="row" class="code">
                {line.code}
              </th>
              <td>
                <Who line={line} forVolunteer={forVolunteer} />
              </td>
              <td>
                <Numbers line={line} />
              </td>
              {!forVolunteer && (
                <td>
                  <Around line={line} />
                </td>
              )}
              <td class="due">
                {dueWords(line.task)}
                {line.task.lastOutcome && (
                  <small>dernier&nbsp;: {OUTCOME_NAMES[line.task.lastOutcome]}</small>
                )}
                {line.task.deadline && <small>avant {hourOf(line.task.deadline)}</small>}
                {!forVolunteer && line.holder.by !== 'desk' && <small>avec {line.holder.name}</small>}
              </td>
              <td class="tick">
                <Boxes codes={codes} />
              </td>
              <td class="hand" />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
