import type { CivilDay } from '../../../shared/time/civil.ts';
import { addDays } from '../../../shared/time/civil.ts';
import { frenchDay, frenchRelativeDay } from '../../../shared/time/french.ts';
import { Badge, EmptyState, Notice } from '../../web/components.tsx';
import { Row, Rows } from '../day/section.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import { bagsPath, countOf, LIBRARY, RETURNS } from './words.ts';

export type DayCount = { readonly day: CivilDay; readonly bags: number; readonly ready: number };
export type Waiting = {
  readonly toCheck: number;
  readonly overdue: number;
  readonly neverReturned: number;
  readonly withoutProfile: number;
};

/** The librarian's first page: which bags for when, and what has not come back. */
export const LibraryPage = ({
  frame,
  days,
  from,
  today,
  waiting,
  done,
}: {
  frame: Frame;
  days: readonly DayCount[];
  from: CivilDay;
  today: CivilDay;
  waiting: Waiting;
  done: string | undefined;
}) => (
  <DeskPage frame={frame} title="Bibliothèque à domicile">
    {done && <Notice tone="good">{done}</Notice>}
    <h1>Bibliothèque à domicile</h1>
    <nav class="pages no-print" aria-label="Pages de la bibliothèque">
      <a href={`${LIBRARY}/lecteurs`}>Lecteurs</a>
      <a href={RETURNS}>Retours et retards</a>
      <a href={`${LIBRARY}/fonds`}>Fonds</a>
      <a href={`${LIBRARY}/reglages`}>Réglages</a>
    </nav>
    <div class="columns">
      <section>
        <h2>Préparer les sacs</h2>
        {days.length === 0 ? (
          <EmptyState title={`Aucune livraison du ${frenchDay(from)} au ${frenchDay(addDays(from, 6))}.`}>
            <p>
              Les livraisons viennent des accompagnements « Bibliothèque à domicile » que la coordination
              ouvre. En attendant, <a href={`${LIBRARY}/fonds`}>reprenez le fichier du fonds</a> et relisez{' '}
              <a href={`${LIBRARY}/reglages`}>la durée des prêts et le poids d’un sac</a>.
            </p>
          </EmptyState>
        ) : (
          <Rows>
            {days.map(({ day, bags, ready }) => (
              <Row
                title={
                  <>
                    {frenchRelativeDay(day, today)}
                    {frenchRelativeDay(day, today) === frenchDay(day) ? '' : `, ${frenchDay(day)}`}
                  </>
                }
                facts={
                  <>
                    {countOf(bags, 'sac', 'sacs')}{' '}
                    {ready === bags ? (
                      <Badge tone="good">{bags > 1 ? 'tous prêts' : 'prêt'}</Badge>
                    ) : (
                      <Badge tone="warn">{bags - ready} à préparer</Badge>
                    )}
                  </>
                }
                href={bagsPath(day)}
                act="Préparer"
                first={ready < bags}
              />
            ))}
          </Rows>
        )}
        <nav class="pages" aria-label="Semaines">
          {from > today && <a href={`${LIBRARY}?du=${addDays(from, -7)}`}>Semaine précédente</a>}
          <a href={`${LIBRARY}?du=${addDays(from, 7)}`}>Semaine suivante</a>
        </nav>
      </section>
      <section>
        <h2>Ce qui attend</h2>
        <ul class="answers-list">
          <li>
            <a href={`${RETURNS}#a-verifier`}>{countOf(waiting.toCheck, 'retour', 'retours')} à vérifier</a>
          </li>
          <li>
            <a href={`${RETURNS}#en-retard`}>{countOf(waiting.overdue, 'prêt', 'prêts')} en retard</a>
            {waiting.neverReturned > 0 && `, dont ${waiting.neverReturned} depuis très longtemps`}
          </li>
          {waiting.withoutProfile > 0 && (
            <li>
              {countOf(waiting.withoutProfile, 'personne attend', 'personnes attendent')} sa fiche de lecture
              : elle s’ouvre depuis la page des sacs.
            </li>
          )}
        </ul>
      </section>
    </div>
  </DeskPage>
);
