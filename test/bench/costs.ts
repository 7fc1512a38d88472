import { tick } from '../../functions/agenda/handler.ts';
import { linksHost } from '../../functions/local/hosts/links-host.ts';
import { flagPerson } from '../../shared/flags/flag-person.ts';
import { cancelMission } from '../../shared/missions/coordinate-mission.ts';
import { lookAtMission } from '../../shared/missions/look-at-mission.ts';
import type { StepName } from '../../shared/missions/steps.ts';
import { searchVolunteer } from '../../shared/offers/search/search.ts';
import type { Result } from '../../shared/result/result.ts';
import { openService } from '../../shared/services/arrange/open-service.ts';
import { planService } from '../../shared/services/plan-service.ts';
import { takeUp } from '../../shared/situations/open-situation.ts';
import { staffKind } from '../../shared/staff/staff.ts';
import { create } from '../../shared/table/write.ts';
import { civilDay, civilTime } from '../../shared/time/civil.ts';
import { type Instant, plus } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { aTown, TUESDAY_NOON, VISIT, VISIT_STARTS } from '../builders/chain.ts';
import { aFlagRequest } from '../builders/flags.ts';
import { openBrowser } from '../support/browser-jar.ts';
import { aReadyVolunteer, openChain } from '../support/chain.ts';
import { testDesk } from '../support/desk.ts';
import { aStaff, CLAIRE, SOFIA } from '../support/situations.ts';
import { libraryCosts, roundCosts } from './costs-rounds.ts';
import { waitingCosts } from './costs-waiting.ts';
import { COST_ORIGINS, type Cost, type MeteredTown, meteredTown } from './metered-town.ts';

export type CostRow = Cost & { readonly who: string; readonly act: string };
type Rows = CostRow[];

/** An act that is refused would cost nothing and prove nothing. */
const done = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
};
const claire = { kind: 'staff', id: CLAIRE } as const;
const READY = [0, 1, 2, 3, 4].map((n) => aReadyVolunteer(n));

/** A visit tomorrow, offered; the phone of the first volunteer asked, with the link of their SMS open. */
const offered = async (endpoint: string) => {
  const town = await meteredTown(endpoint);
  await openChain(town.world.table, READY);
  const wave = await town.cost(async () => done(await searchVolunteer(town.world, VISIT, TUESDAY_NOON)));
  const asked = READY.find(({ phone }) => town.newestText(phone).includes('/m/'));
  const link = /\/m\/[0-9A-Za-z]{22}/.exec(town.newestText(asked?.phone ?? ''))?.[0];
  if (!link) throw new Error('no offer has left');
  const app = linksHost(town.world);
  let countsPages = false;
  const request: typeof app.request = (input, init) =>
    init?.method === 'GET' && !countsPages
      ? town.pauseMeter(async () => app.request(input, init))
      : app.request(input, init);
  const browser = openBrowser({ request }, COST_ORIGINS.links);
  await browser.go(link);
  return {
    town,
    wave,
    browser,
    opened: (path: string) => {
      countsPages = true;
      return town
        .cost(() => browser.go(path))
        .finally(() => {
          countsPages = false;
        });
    },
    link,
    /** The POST alone: the page that follows is counted as a page. */
    pressed: async (action: string, fields: Readonly<Record<string, string>> = {}): Promise<Cost> => {
      const cost = await town.cost(() => browser.submit(action, fields));
      if (browser.status !== 200 || cost.writes === 0) throw new Error(`${action}: ${browser.status}`);
      return cost;
    },
  };
};

const volunteerCosts = async (endpoint: string, rows: Rows): Promise<void> => {
  const add = (act: string, cost: Cost) => rows.push({ who: 'Bénévole', act, ...cost });
  const first = await offered(endpoint);
  add('ouvrir le lien d’un SMS', await first.opened(first.link));
  add('accepter', await first.pressed('/m/accepter'));
  await first.browser.go('/m/rendre');
  add('rendre une mission', await first.pressed('/m/rendre'));

  const second = await offered(endpoint);
  await second.browser.go('/m/refuser');
  add('refuser', await second.pressed('/m/refuser', { reason: 'busy' }));

  const third = await offered(endpoint);
  await third.pressed('/m/accepter');
  third.town.moveTo(plus(TUESDAY_NOON, { hours: 8 }));
  await third.browser.go(third.link);
  add('confirmer la veille', await third.pressed('/m/confirmer'));
  third.town.moveTo(VISIT_STARTS);
  await third.browser.go(third.link);
  add('« j’y suis »', await third.pressed('/m/arrivee'));
  third.town.moveTo(plus(VISIT_STARTS, { minutes: 50 }));
  await third.browser.go(third.link);
  add('« je suis sorti »', await third.pressed('/m/sortie'));
  await third.browser.go('/m/compte-rendu');
  add(
    'compte rendu en trois gestes',
    await third.pressed('/m/compte-rendu', { outcome: 'done', her: 'well', me: 'glad' }),
  );
  await third.browser.go('/m/inquietude');
  add(
    'signaler une inquiétude',
    await third.pressed('/m/inquietude', { words: 'Elle ne mange presque plus.', urgent: 'yes' }),
  );

  const fourth = await offered(endpoint);
  await fourth.browser.go('/m/pause');
  add('faire une pause d’une semaine', await fourth.pressed('/m/pause', { length: '7' }));
};

const staffed = async (endpoint: string): Promise<MeteredTown> => {
  const town = await meteredTown(endpoint);
  await town.world.table.commit([
    create(townKind, aTown()),
    create(staffKind, aStaff()),
    create(staffKind, aStaff({ id: SOFIA, role: 'social-worker', subject: 'sofia', name: 'Sofia Lemaire' })),
  ]);
  return town;
};

const deskCosts = async (endpoint: string, rows: Rows): Promise<void> => {
  const add = (act: string, cost: Cost) => rows.push({ who: 'Bureau', act, ...cost });
  const { world, cost } = await staffed(endpoint);
  const now = world.clock.now();
  /** Counts an act and keeps what it answered. */
  const counted = async <T>(act: string, work: () => Promise<Result<T, unknown>>): Promise<T> => {
    const answers: T[] = [];
    add(act, await cost(async () => answers.push(done(await work()))));
    const [answer] = answers;
    if (answer === undefined) throw new Error(`${act}: no answer`);
    return answer;
  };
  const flag = await counted('signaler une personne', () =>
    flagPerson(world, { formId: 'form-1', request: aFlagRequest() }, { id: SOFIA }, now),
  );
  const senior = await counted('ouvrir sa situation (une réponse de consentement)', () =>
    takeUp(
      world,
      flag.flagId,
      {
        who: {
          fresh: {
            firstName: 'Odette',
            lastName: 'Perrin',
            address: { line: '8 rue Battant', precision: 'unknown' },
            phones: [],
            origin: 'flag',
          },
        },
        referentId: CLAIRE,
        answers: [{ purpose: 'FRIENDLY_VISIT', state: 'given', how: 'spoken' }],
      },
      { id: CLAIRE, role: 'coordinator' },
      now,
    ),
  );
  const service = await counted('ouvrir un service', () =>
    openService(
      world,
      senior,
      {
        programme: 'FRIENDLY_VISIT',
        cadence: 'weekly',
        weekday: 3,
        time: civilTime('14:30'),
        durationMinutes: 60,
        wishes: 'Le jardin, les cartes.',
        startsOn: civilDay('2026-11-25'),
        volunteers: [],
      },
      claire,
      now,
    ),
  );
  await counted('planifier trois semaines (une visite par semaine)', () =>
    planService(world, service.id, now),
  );

  const chain = await offered(endpoint);
  add(`envoyer une vague de ${chain.wave.parts} propositions`, chain.wave);
  const desk = await testDesk({ table: chain.town.world.table, town: 'none' });
  const coordinator = await desk.as('coordinator');
  add(
    'ouvrir « La journée »',
    await chain.town.cost(async () => {
      const page = await coordinator.get('/journee');
      if (page.status !== 200) throw new Error(`day page: ${page.status}`);
    }),
  );
  await chain.pressed('/m/accepter');
  add(
    'annuler une mission tenue',
    await chain.town.cost(async () =>
      done(await cancelMission(chain.town.world, VISIT, 'senior-absent', claire, TUESDAY_NOON)),
    ),
  );
};

const machineCosts = async (endpoint: string, rows: Rows): Promise<void> => {
  const quiet = await staffed(endpoint);
  const add = (who: string, act: string, cost: Cost) => rows.push({ who, act, ...cost });
  // The first one writes when each daily look is due; every other one finds that it exists.
  await tick(quiet.world);
  add('Agenda', 'un réveil où rien n’est dû', await quiet.cost(() => tick(quiet.world)));

  const { town, browser } = await offered(endpoint);
  await town.costOfDelivery();
  await browser.submit('/m/accepter');
  add('Envoi', 'un SMS, jusqu’à l’accord du fournisseur', await town.costOfDelivery());
  /** What the agenda owes the mission at that moment, one step or none more. */
  const stepped = async (act: string, step: StepName, at: Instant): Promise<void> => {
    town.moveTo(at);
    const looked = await town.cost(async () => {
      const did = await lookAtMission(town.world, VISIT, at);
      if (did.join() !== step) throw new Error(`${act}: ${did.join(', ') || 'nothing'}`);
    });
    add('Agenda', act, looked);
  };
  await stepped(
    'fermer les quatre autres propositions d’une mission prise',
    'release-offers',
    plus(TUESDAY_NOON, { minutes: 1 }),
  );
  await stepped('le rappel de la veille', 'remind-day-before', plus(TUESDAY_NOON, { hours: 8 }));
};

/** Every act of the table, each on a town of its own or in its chain, over the engine at `endpoint`. */
export const measureCosts = async (endpoint: string): Promise<readonly CostRow[]> => {
  const rows: Rows = [];
  await volunteerCosts(endpoint, rows);
  await deskCosts(endpoint, rows);
  await machineCosts(endpoint, rows);
  const add = (who: string, act: string, cost: Cost) => rows.push({ who, act, ...cost });
  await waitingCosts(endpoint, (act, cost) => add('Agenda', act, cost));
  await roundCosts(endpoint, add);
  await libraryCosts(endpoint, add);
  return rows;
};

const number = (value: number): string => String(value).replace('.', ',');

/** `docs/costs.md`, whole. */
export const costsDocument = (rows: readonly CostRow[]): string => `# Ce que coûte chaque geste

Requêtes à DynamoDB, unités de lecture et d’écriture consommées (index compris), parties de SMS. Mesuré par
\`npm run bench -- costs\` sur le moteur embarqué, à travers les vraies pages et les vrais cas d’usage ; un test refuse
ce tableau dès qu’il diffère d’une nouvelle mesure. \`npm run bench -- costs --write\` le récrit.

| qui | geste | requêtes | lectures | écritures | SMS |
|---|---|---:|---:|---:|---:|
${rows.map((row) => `| ${row.who} | ${row.act} | ${row.requests} | ${number(row.reads)} | ${number(row.writes)} | ${row.parts} |`).join('\n')}

Un geste du bénévole est compté sans la page qui le suit, qui coûte autant que « ouvrir le lien ». Un envoi est compté
à part (« un SMS ») ; la colonne SMS dit combien de parties partent à cause du geste. Une écriture vaut une unité par
kilo-octet entamé, deux dans une transaction, et une de plus pour chaque index où elle paraît (deux si elle y change
de place) ; une lecture cohérente vaut une unité par quatre kilo-octets entamés, une lecture d’index la moitié.

But tenu par le test : accepter, c’est trois requêtes et vingt-cinq unités d’écriture au plus.
`;
