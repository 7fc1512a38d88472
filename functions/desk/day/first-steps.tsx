import { seniorList } from '../../../shared/seniors/store.ts';
import { serviceList } from '../../../shared/services/store.ts';
import type { Table } from '../../../shared/table/table.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { volunteerList } from '../../../shared/volunteers/store.ts';

/** What a town has begun with. */
export type Beginnings = {
  readonly sectors: boolean;
  readonly volunteers: boolean;
  readonly seniors: boolean;
  readonly services: boolean;
};

/** Four reads of one row: whether anybody is there at all. */
export const readBeginnings = async (table: Pick<Table, 'index'>, town: Town): Promise<Beginnings> => {
  const some = async (partitions: readonly string[]): Promise<boolean> => {
    const pages = await Promise.all(
      partitions.map((partition) => table.index('list', { partition, limit: 1 })),
    );
    return pages.some(({ items }) => items.length > 0);
  };
  const [volunteers, seniors, services] = await Promise.all([
    some((['active', 'interviewed', 'candidate', 'paused'] as const).map((s) => volunteerList(town.id, s))),
    some((['waiting', 'active'] as const).map((s) => seniorList(town.id, s))),
    some((['open', 'proposed', 'paused'] as const).map((s) => serviceList(town.id, s))),
  ]);
  return { sectors: town.sectors.length > 1, volunteers, seniors, services };
};

export const hasBegun = (begun: Beginnings): boolean => begun.volunteers && begun.seniors && begun.services;

type Step = {
  readonly done: boolean;
  readonly title: string;
  readonly words: string;
  readonly acts: readonly (readonly [string, string])[];
};

const stepsOf = (begun: Beginnings): readonly Step[] => [
  {
    done: begun.sectors,
    title: 'Dessiner les secteurs',
    words: 'Les quartiers ou les villages, comme leurs habitants les nomment. Un seul suffit pour commencer.',
    acts: [['/reglages/secteurs', 'Les secteurs']],
  },
  {
    done: begun.volunteers,
    title: 'Faire venir les bénévoles',
    words: 'Depuis le fichier que vous avez, ou un par un. Chacun peut aussi se proposer en ligne.',
    acts: [
      ['/imports/nouveau', 'Importer un fichier'],
      ['/benevoles/nouveau', 'Noter un bénévole'],
    ],
  },
  {
    done: begun.seniors,
    title: 'Faire connaître les personnes',
    words: 'Depuis un fichier, par un signalement, ou notées au bureau. Leur accord est demandé ensuite.',
    acts: [
      ['/imports/nouveau', 'Importer un fichier'],
      ['/personnes/nouvelle', 'Noter une personne'],
    ],
  },
  {
    done: begun.services,
    title: 'Ouvrir un premier accompagnement',
    words: 'Sur la page d’une personne qui a dit oui : ses visites sont prévues trois semaines à l’avance.',
    acts: [['/personnes', 'Les personnes']],
  },
];

/** A town's first days: what to do next, in order, with what is done ticked. */
export const FirstSteps = ({ begun }: { begun: Beginnings }) => {
  const steps = stepsOf(begun);
  const next = steps.find(({ done }) => !done);
  return (
    <section class="card">
      <h2>Pour commencer</h2>
      <ol class="first-steps">
        {steps.map((step) => (
          <li>
            <p class="what">
              {step.title}
              {step.done && <span class="quiet"> (fait)</span>}
            </p>
            {!step.done && <p class="facts-line">{step.words}</p>}
            {!step.done && (
              <p class="quick no-print">
                {step.acts.map(([href, label], i) => (
                  <a class={step === next && i === 0 ? 'button' : 'button second'} href={href}>
                    {label}
                  </a>
                ))}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};
