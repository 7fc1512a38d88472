import * as z from 'zod';
import { readExpenseRules, setWaiver } from '../../../../../shared/engagement/recognition/expenses/rules.ts';
import { dayOf } from '../../../../../shared/time/civil.ts';
import {
  choice,
  day,
  type FormState,
  freshForm,
  readForm,
  textIfAny,
  withProblem,
} from '../../../../web/form.ts';
import { seeOther, show } from '../../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../../env.ts';
import { frameOf } from '../../../layout.tsx';
import { EXPENSES, RulesPage } from './pages.tsx';

const rulesForm = z.object({
  waiver: choice(['open', 'close'], 'Choisissez.'),
  beneficiary: textIfAny(80),
  confirmedBy: textIfAny(120),
  confirmedOn: day('Écrivez le jour de la confirmation.').optional(),
});
export const rulesPage = async (c: DeskContext, form?: FormState): Promise<Response> => {
  const rules = await readExpenseRules(c.var.world.table, townOf(c).id);
  const { waiver } = rules;
  const known = freshForm(
    waiver
      ? {
          beneficiary: waiver.beneficiary,
          confirmedBy: waiver.confirmedBy,
          confirmedOn: waiver.confirmedOn,
        }
      : {},
  );
  return show(c, <RulesPage frame={frameOf(c)} rules={rules} form={form ?? known} />, form ? 422 : 200);
};
export const postRules = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, rulesForm);
  if (!read.ok) return rulesPage(c, read.refusal);
  const { waiver, beneficiary, confirmedBy, confirmedOn } = read.value;
  let form: FormState = { problems: [], typed: read.typed };
  if (waiver === 'open') {
    if (!/^(au|à l[ae’']|aux?)\s?\S/i.test(beneficiary))
      form = withProblem(
        form,
        'beneficiary',
        'Commencez par « au », « à la » ou « à l’ », par exemple « au CCAS de Besançon ».',
      );
    if (!confirmedBy) form = withProblem(form, 'confirmedBy', 'Écrivez qui l’a confirmé.');
    if (!confirmedOn || confirmedOn > dayOf(c.var.now))
      form = withProblem(
        form,
        'confirmedOn',
        'Écrivez le jour de la confirmation, aujourd’hui au plus tard.',
      );
    if (form.problems.length > 0) return rulesPage(c, form);
  }
  const open = waiver === 'open' && confirmedOn ? { beneficiary, confirmedBy, confirmedOn } : undefined;
  await setWaiver(c.var.world, open, staffOf(c).id, c.var.now);
  return seeOther(c, `${EXPENSES}?dit=regles`);
};
