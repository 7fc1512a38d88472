import type { Child } from 'hono/jsx';
import { toldAt } from '../../../../shared/engagement/small-numbers/told.ts';
import type { Step } from '../../../../shared/engagement/steps/attention.ts';
import { STEPS_A_WEEK } from '../../../../shared/engagement/steps/propose.ts';
import { STEP_NAMES } from '../../../../shared/engagement/steps/words.ts';
import { capital } from '../../../../shared/french/french.ts';
import { civilOf } from '../../../../shared/time/civil.ts';
import { frenchDate, frenchTime } from '../../../../shared/time/french.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { EmptyState, Facts } from '../../../web/components.tsx';
import { RetentionFigure } from '../movements/curves.tsx';
import { FunnelFigure } from '../movements/funnel.tsx';
import { fewWords, plural, reasonWords } from '../movements/words.ts';
import { Coverage } from './figures/coverage.tsx';
import type { View } from './figures/view.ts';
import { cellsOf } from './figures/view.ts';
import { Weariness } from './figures/weariness.tsx';
import { toldOf, toldWords } from './words.ts';

/** Somebody for whom a step waits this week; `answered`: somebody has seen to it since the review was counted. */
export type Word = { readonly volunteer: Volunteer; readonly step: Step; readonly answered: boolean };

const SECTIONS = {
  fatigue: 'Le réseau fatigue-t-il ?',
  mots: 'Qui a besoin d’un mot cette semaine ?',
  couverture: 'Qu’est-ce qui n’est pas couvert ?',
  mouvements: 'Qui est venu, qui est parti, pourquoi ?',
  decisions: 'Qu’avions-nous décidé, et qu’en est-il ?',
} as const;
type SectionId = keyof typeof SECTIONS;

export const Section = ({ id, children }: { id: SectionId; children?: Child }) => (
  <section class="review" aria-labelledby={id}>
    <h2 id={id}>{SECTIONS[id]}</h2>
    {children}
  </section>
);

const wearyWords = (view: View): string => {
  const { weariness } = view.figures;
  if (!weariness) return 'inconnu : les bénévoles n’avaient pas encore été regardés';
  const [noPause] = cellsOf(view.tables.pauses);
  const heavy = cellsOf(view.tables.load).find(({ name }) => name === '9+');
  return [
    `sans semaine de pause depuis douze semaines\u00a0: ${toldOf(noPause?.value, view.tables.pauses?.total)}`,
    `à neuf missions ou plus en quatre semaines\u00a0: ${toldOf(heavy?.value, view.tables.load?.total)}`,
  ].join('\u00a0; ');
};

const wordsWords = ({ figures, exact }: View): string => {
  const { words } = figures;
  if (words === null) return 'inconnu';
  if (words === 0) return 'personne';
  const people = `${fewWords(words, exact)}\u00a0${words === 1 && exact ? 'bénévole' : 'bénévoles'}`;
  return words > STEPS_A_WEEK
    ? `${people}, ${STEPS_A_WEEK} par semaine au plus, les plus utiles d’abord`
    : people;
};

const coveredWords = (view: View): string => {
  const table = view.tables['coverage-by-week'];
  if (!table) return 'inconnu';
  const { waiting } = view.tables;
  const missing = toldOf(toldAt(table, { row: 'missing' }), table.total);
  return [
    table.total === 0 ? 'aucune mission due en quatre semaines' : `missions sans personne\u00a0: ${missing}`,
    `personnes qui attendent un visiteur\u00a0: ${toldWords(waiting?.total)}`,
  ].join('\u00a0; ');
};

const movedWords = (view: View): string => {
  const { network } = view.tables;
  if (!network) return 'inconnu';
  return [
    `arrivées et retours\u00a0: ${toldWords(toldAt(network, { row: 'new' }))}`,
    `départs\u00a0: ${toldWords(toldAt(network, { column: 'gone' }))}`,
    `inscrits\u00a0: ${toldWords(toldAt(network, { column: 'now' }))}`,
  ].join('\u00a0; ');
};

/** The five answers, each leading to its section. */
export const InShort = ({ view, decisions }: { view: View; decisions: string }) => (
  <section class="card in-short" aria-label="En bref">
    <dl>
      {(
        [
          ['fatigue', wearyWords(view)],
          ['mots', wordsWords(view)],
          ['couverture', coveredWords(view)],
          ['mouvements', movedWords(view)],
          ['decisions', decisions],
        ] as const
      ).map(([id, words]) => (
        <div>
          <dt>
            <a href={`#${id}`}>{SECTIONS[id]}</a>
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  </section>
);

const Words = ({ view, words }: { view: View; words: readonly Word[] | undefined }) => {
  if (!words || !view.exact)
    return <p>{capital(wordsWords(view))}. Qui, et pour quoi, n’est dit qu’à la coordination.</p>;
  return words.length === 0 ? (
    <EmptyState title="Personne cette semaine.">
      Les faits sont regardés pour tous les bénévoles actifs.
    </EmptyState>
  ) : (
    <>
      <ul>
        {words.map(({ volunteer, step, answered }) => (
          <li>
            <a href={`/engagement/attentions/${volunteer.id}`}>{volunteerName(volunteer)}</a>&nbsp;:{' '}
            {STEP_NAMES[step].toLowerCase()}
            {answered && ' (répondu depuis)'}
          </li>
        ))}
      </ul>
      <p class="no-print">
        <a href="/engagement/attentions">Toutes les attentions, avec leurs phrases</a>
      </p>
    </>
  );
};

const Moves = ({ view }: { view: View }) => {
  const { network, from, to, funnel, retention } = view.figures;
  const table = view.tables.network;
  return (
    <>
      <div class="year">
        <Facts
          of={[
            ['Période', `du ${frenchDate(from)} au ${frenchDate(to)}`],
            ['Inscrits au début', toldWords(table && toldAt(table, { row: 'before' }))],
            ['Arrivées et retours', toldWords(table && toldAt(table, { row: 'new' }))],
            ['Départs', toldWords(table && toldAt(table, { column: 'gone' }))],
            [
              'Inscrits à la fin',
              `${toldWords(table && toldAt(table, { column: 'now' }))}${view.exact ? `, dont ${network.paused} en pause` : ''}`,
            ],
            ...(view.exact
              ? ([
                  [
                    'Sans mission depuis trois mois',
                    network.dormant === null ? 'inconnu' : String(network.dormant),
                  ],
                  [
                    'Raisons des départs',
                    network.reasons.length === 0
                      ? 'aucun départ'
                      : network.reasons
                          .map(({ reason, count }) => `${reasonWords(reason)} (${count})`)
                          .join(', '),
                  ],
                ] as const)
              : []),
          ]}
        />
      </div>
      <FunnelFigure rows={funnel} exact={view.exact} level={3} />
      <RetentionFigure retention={retention ?? undefined} exact={view.exact} level={3} />
      <p class="no-print">
        <a href="/engagement/mouvements">Arrivées et départs sur un an</a>
      </p>
    </>
  );
};

/** The four looks at the network; the fifth, the decisions, is each page's own. */
export const Answers = ({ view, words }: { view: View; words: readonly Word[] | undefined }) => (
  <>
    <Section id="fatigue">
      <Weariness view={view} />
    </Section>
    <Section id="mots">
      <Words view={view} words={words} />
    </Section>
    <Section id="couverture">
      <Coverage view={view} />
    </Section>
    <Section id="mouvements">
      <Moves view={view} />
    </Section>
  </>
);

export const countedWords = ({ countedAt }: View['figures']): string => {
  const { day, time } = civilOf(countedAt);
  return `compté le ${frenchDate(day)} à ${frenchTime(time)}`;
};

export const standingWords = (count: number, waiting: number): string =>
  count === 0
    ? 'aucune décision en cours'
    : `${plural(count, 'décision en cours', 'décisions en cours')}${waiting > 0 ? `, ${waiting} sans réponse` : ''}`;
