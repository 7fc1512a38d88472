import type { Bag } from '../../../../shared/library/bags/bag.ts';
import { frenchPhone } from '../../../../shared/phone/phone.ts';
import { roundClosesAt } from '../../../../shared/rounds/round.ts';
import type { RoundFacts } from '../../../../shared/rounds/round-facts.ts';
import type { NoSheet, SheetLine } from '../../../../shared/rounds/sheet.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { civilOf } from '../../../../shared/time/civil.ts';
import { frenchMoment, frenchTime } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Notice } from '../../../web/components.tsx';
import { PostForm, SubmitButton } from '../../../web/fields.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { NEED_WORDS } from '../../seniors/words.ts';
import { doors, halfDayWords, kilograms, roundPath, TRAVEL_WORDS } from '../words.ts';

const hour = (at: Instant): string => frenchTime(civilOf(at).time);
const documents = (n: number): string => (n === 1 ? 'un document' : `${n} documents`);

/** What is carried to one door: the titles are on the slip, in the bag. */
const broughtWords = (
  { stop, mission }: SheetLine,
  bag: Bag | undefined,
  label: string,
): readonly string[] => {
  const grams = stop.grams > 0 ? `, ${kilograms(stop.grams)}` : '';
  if (mission.act !== 'books') return [`${label}${grams}`];
  if (!bag) return [label];
  const waiting = bag.toPick.length > 0 ? ` (${documents(bag.toPick.length)} encore en rayon)` : '';
  return [
    bag.items.length > 0
      ? `Sac de ${documents(bag.items.length)}${waiting}`
      : `Sac pas encore prêt${waiting}`,
    ...(bag.toCollect.length > 0 ? [`À reprendre si c’est lu : ${documents(bag.toCollect.length)}`] : []),
  ];
};

const Where = ({ line }: { line: SheetLine }) => {
  const { senior, mission } = line;
  if (!senior) return <>Une personne : demandez à la coordination.</>;
  const { address } = senior;
  return (
    <>
      <strong>{seniorName(senior)}</strong>
      <br />
      {address.line}
      {address.complement && (
        <>
          <br />
          <strong>{address.complement}</strong>
        </>
      )}
      <br />
      {address.postcode} {address.city}
      {line.doorCode && (
        <>
          <br />
          Code d’entrée : <strong class="door-code">{line.doorCode}</strong>
        </>
      )}
      {line.codeLater && (
        <>
          <br />
          Code d’entrée : à demander la veille
        </>
      )}
      {senior.phones.map(({ phone, label }) => (
        <>
          <br />
          Tél. {frenchPhone(phone)}
          {label ? ` (${label})` : ''}
        </>
      ))}
      {mission.needs.length > 0 && (
        <>
          <br />
          {mission.needs.map((need) => NEED_WORDS[need]).join(', ')}
        </>
      )}
      {senior.practicalNotes && (
        <>
          <br />
          <em>{senior.practicalNotes}</em>
        </>
      )}
    </>
  );
};

const BOXES = ['Remis', 'Personne n’a ouvert', 'N’en veut pas', 'Je n’ai pas pu y aller'];

const Door = ({
  line,
  rank,
  bag,
  label,
}: {
  line: SheetLine;
  rank: number;
  bag: Bag | undefined;
  label: string;
}) => (
  <tr>
    <th scope="row" class="day">
      {rank}. <br />
      {hour(line.stop.arrivesAt)}
    </th>
    <td>
      <Where line={line} />
    </td>
    <td>
      {broughtWords(line, bag, label).map((words) => (
        <span class="brought">{words}</span>
      ))}
      {BOXES.map((words) => (
        <span class="box">{words}</span>
      ))}
      <span class="write">Un mot :</span>
    </td>
  </tr>
);

/** The sheet itself: A4 upright, one row a door, boxes for what came of it, a line to write on. */
export const RoundSheetPage = ({
  frame,
  facts,
  lines,
  bags,
  now,
}: {
  frame: Frame;
  facts: RoundFacts;
  lines: readonly SheetLine[];
  bags: ReadonlyMap<string, Bag>;
  now: Instant;
}) => {
  const { volunteer, programme, town } = facts;
  const round = facts.round.value;
  const grams = lines.reduce((sum, { stop }) => sum + stop.grams, 0);
  const isLate = lines.some(({ codeLater }) => codeLater);
  return (
    <DeskPage frame={frame} title={`Feuille de ${volunteerName(volunteer.value)}`}>
      <div class="no-print">
        <p class="crumbs">
          <a href={roundPath(round.id)}>La tournée</a>
        </p>
        <h1>Feuille de {volunteerName(volunteer.value)}</h1>
        <p>
          Une feuille A4 à imprimer (Ctrl+P), à remettre en main propre. Cette ouverture est notée. Au retour,
          notez chaque porte depuis la page de la tournée, puis détruisez la feuille.
        </p>
        {isLate && (
          <Notice tone="info">
            Les codes d’entrée ne s’écrivent que la veille : imprimez plutôt la feuille ce jour-là.
          </Notice>
        )}
      </div>
      <article class="paper round-sheet" aria-label="Feuille de tournée">
        <h2>Tournée de {volunteerName(volunteer.value)}</h2>
        <p>
          <strong>
            {halfDayWords(round.day, round.half)}, départ à {hour(round.leavesAt)}
          </strong>
          , {TRAVEL_WORDS[round.travel]}, de {round.start.label}. {programme.label} : {doors(lines.length)}
          {grams > 0 ? `, ${round.act === 'books' ? 'environ ' : ''}${kilograms(grams)} en tout` : ''}, fin
          vers {hour(round.endsAt)}.
        </p>
        <p>
          Danger : <strong>15, 18 ou 112</strong> d’abord. Un doute, un retard, une inquiétude :{' '}
          {town.houseName}, <strong>{frenchPhone(town.phone)}</strong>.
        </p>
        <table>
          <thead>
            <tr>
              <th scope="col">Heure</th>
              <th scope="col">Chez qui</th>
              <th scope="col">Quoi, et ce qu’il en est</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, i) => (
              <Door line={line} rank={i + 1} bag={bags.get(line.stop.missionId)} label={programme.label} />
            ))}
          </tbody>
        </table>
        <p>
          Cette feuille dit où des personnes habitent : ne la laissez à personne, et rendez-la à{' '}
          {town.houseName} après la tournée ({frenchMoment(roundClosesAt(round))} au plus tard). Imprimée{' '}
          {frenchMoment(now)}.
        </p>
      </article>
    </DeskPage>
  );
};

const WHY_NOT: Readonly<Record<NoSheet, string>> = {
  'not-accepted': 'Cette tournée n’est acceptée par personne : ses noms et ses adresses restent fermés.',
  over: 'La tournée est passée : les noms et les adresses ne s’impriment plus.',
};

/** Before the sheet opens: what it holds, and that opening it is noted. */
export const BeforeSheetPage = ({
  frame,
  facts,
  left,
  why,
}: {
  frame: Frame;
  facts: RoundFacts;
  left: number;
  why: NoSheet | undefined;
}) => {
  const { volunteer } = facts;
  const round = facts.round.value;
  return (
    <DeskPage frame={frame} title="Feuille du porteur">
      <p class="crumbs">
        <a href={roundPath(round.id)}>La tournée</a>
      </p>
      <h1>Imprimer la feuille de {volunteerName(volunteer.value)} ?</h1>
      {why ? (
        <Notice tone="warn">{WHY_NOT[why]}</Notice>
      ) : left === 0 ? (
        <Notice tone="info">Toutes les portes sont notées ou annulées : il n’y a rien à imprimer.</Notice>
      ) : (
        <PostForm action={`${roundPath(round.id)}/feuille`} csrf={frame.csrf}>
          <p>
            Pour qui ne reçoit pas nos SMS, ou n’a pas son téléphone : {doors(left)} dans l’ordre, avec les
            heures, noms, adresses, étages, codes, téléphones et conseils, et de quoi noter ce qu’il en est.
          </p>
          <p>Votre nom et l’heure sont notés à chaque ouverture.</p>
          <SubmitButton>Ouvrir la feuille</SubmitButton>
        </PostForm>
      )}
    </DeskPage>
  );
};
