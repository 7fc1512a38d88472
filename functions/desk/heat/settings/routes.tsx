import { changeHeatSettings, readSettingsVersion } from '../../../../shared/heat/change-settings.ts';
import { LEVELS } from '../../../../shared/heat/level.ts';
import { heatSettingsSchema } from '../../../../shared/heat/settings.ts';
import { LEVEL_NAMES } from '../../../../shared/heat/words.ts';
import { type FormState, freshForm, readForm, withProblem } from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { STEP_NAMES, STEPS, settingsForm, settingsOf, timesForm, typedOf } from './form.ts';
import { HeatSettingsPage, SETTINGS } from './page.tsx';

const showSettings = (
  c: DeskContext,
  form: FormState,
  version: number,
  status: PageStatus = 200,
): Response | Promise<Response> =>
  show(
    c,
    <HeatSettingsPage
      frame={frameOf(c)}
      form={form}
      version={version}
      saved={c.req.method === 'GET' && c.req.query('dit') === 'enregistre'}
      commune={townOf(c).name}
    />,
    status,
  );

/** What somebody else saved meanwhile, field by field, beside what was typed here. */
const changedMeanwhile = (typed: FormState['typed'], stored: ReturnType<typeof typedOf>): FormState => {
  const differing = Object.entries(stored).filter(
    ([name, value]) => String(value ?? '') !== (typed[name]?.[0] ?? '').trim(),
  );
  const opening = withProblem(
    { problems: [], typed },
    '',
    'Quelqu’un a changé ces réglages entre-temps. Rien n’est écrasé : ce que vous avez écrit est ci-dessous. Relisez, puis enregistrez pour garder vos réponses.',
  );
  return differing
    .filter(([name]) => name !== 'script')
    .slice(0, 12)
    .reduce(
      (form, [name, value]) =>
        withProblem(form, name, `${wordsOf(name)} : enregistré entre-temps « ${value ?? 'vide'} ».`),
      opening,
    );
};

const NAMES: Readonly<Record<string, string>> = {
  label: 'Nom de la campagne',
  from: 'On appelle à partir de',
  to: 'On n’appelle plus après',
  prepareAt: 'La veille, la liste se fait à',
  handOverAt: 'Tout revient au bureau à',
  escalateAt: 'À l’astreinte à',
  batchSize: 'Personnes par bénévole',
};
const wordsOf = (name: string): string => {
  const level = LEVELS.find((one) => name.startsWith(`${one}-`));
  const step = STEPS.find((one) => name.includes(one));
  return level
    ? `Vigilance ${LEVEL_NAMES[level]}${step ? `, ${STEP_NAMES[step]}` : ''}`
    : (NAMES[name] ?? name);
};

const save = async (c: DeskContext): Promise<Response> => {
  const [read, times] = [await readForm(c, settingsForm), await readForm(c, timesForm)];
  const seen = Number(read.typed.version?.[0] ?? '0') || 0;
  if (!read.ok || !times.ok) {
    const problems = [...(read.ok ? [] : read.refusal.problems), ...(times.ok ? [] : times.refusal.problems)];
    return showSettings(c, { problems, typed: read.typed }, seen, 422);
  }
  const next = heatSettingsSchema.safeParse(settingsOf(read.value, times.value, townOf(c).id));
  const form: FormState = { problems: [], typed: read.typed };
  if (!next.success)
    return showSettings(c, withProblem(form, '', 'Une de ces valeurs ne convient pas.'), seen, 422);
  const done = await changeHeatSettings(c.var.world, next.data, seen, actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, `${SETTINGS}?dit=enregistre`);
  if (done.refusal.reason === 'out-of-order')
    return showSettings(
      c,
      withProblem(
        form,
        'handOverAt',
        'Dans l’ordre de la journée : début des appels avant leur fin, retour au bureau avant l’astreinte.',
      ),
      seen,
      422,
    );
  const fresh = await readSettingsVersion(c.var.world);
  return showSettings(c, changedMeanwhile(read.typed, typedOf(fresh.settings)), fresh.version, 409);
};

export const heatSettingsRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: SETTINGS,
    action: 'heat.settings',
    handler: async (c) => {
      const { settings, version } = await readSettingsVersion(c.var.world);
      return showSettings(c, freshForm(typedOf(settings)), version);
    },
  },
  { method: 'POST', path: SETTINGS, action: 'heat.settings', handler: save },
];
