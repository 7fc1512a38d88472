import type { ExpenseRules } from '../../../shared/engagement/recognition/expenses/rules.ts';
import { frenchKilometres } from '../../../shared/engagement/recognition/hours/totals.ts';
import type { ScaleInForce } from '../../../shared/engagement/recognition/mileage/scale.ts';
import type { Unpaid } from '../../../shared/engagement/recognition/mileage/statement.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import { EmptyState, Notice } from '../../web/components.tsx';
import { Check, Checks, Choice, Field, Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import type { Space } from '../my-space/space.ts';
import { Wish } from './expense-pages.tsx';
import { FormPage } from './line-pages.tsx';
import { HOURS, MILEAGE } from './paths.ts';

export const MileagePage = ({
  space,
  year,
  form,
  rules,
  trips,
  later,
  inForce,
  formKey,
}: {
  space: Space;
  year: string;
  form: FormState;
  rules: ExpenseRules;
  trips: readonly Unpaid[];
  /** How many more wait for the next statement. */
  later: number;
  inForce: ScaleInForce | undefined;
  formKey: string;
}) => (
  <FormPage space={space} title={`Mes kilomètres de ${year}`} form={form}>
    <p>
      Un trajet estimé l’est à vol d’oiseau, allongé du détour des rues, aller et retour. S’il n’est pas
      juste, <a href={`${HOURS}?annee=${year}&tout=oui`}>corrigez la ligne</a> d’abord.
    </p>
    {!inForce ? (
      <EmptyState title={`Pas de barème pour ${year}.`}>
        Appelez-nous&nbsp;: nous le regardons avec vous.
      </EmptyState>
    ) : trips.length === 0 ? (
      <EmptyState title={`Aucun trajet à déclarer en ${year}.`}>
        Seuls les trajets en voiture, moto ou cyclomoteur, de distance connue et pas encore déclarés, sont
        montrés ici.
      </EmptyState>
    ) : (
      <PostForm action={MILEAGE} csrf={space.frame.csrf}>
        <Hidden name="formKey" value={formKey} />
        <Hidden name="year" value={year} />
        {inForce.isProvisional && (
          <Notice tone="warn">
            Le barème de {year} n’est pas encore connu ici&nbsp;: le montant est calculé avec celui de{' '}
            {inForce.scale.to}, et la coordination le vérifie.
          </Notice>
        )}
        <Choice
          form={form}
          name="kind"
          label="Véhicule"
          options={[
            { value: 'car', label: 'Voiture' },
            { value: 'motorbike', label: 'Moto' },
            { value: 'moped', label: 'Cyclomoteur' },
          ]}
        />
        <Field
          form={form}
          name="name"
          label="Lequel"
          hint="Un nom qui le distingue, par exemple « Clio ». Toujours le même dans l’année."
          max={30}
        />
        <Field
          form={form}
          name="power"
          label="Puissance fiscale (CV)"
          hint="Case P.6 de la carte grise, à montrer une fois. Rien pour un cyclomoteur."
          inputmode="numeric"
          short
          max={2}
        />
        <Check form={form} name="electric" label="Véhicule électrique" />
        <Checks
          form={form}
          name="lineIds"
          label="Trajets faits avec ce véhicule"
          options={trips.map(({ lineId, day, label, metres, estimated }) => ({
            value: lineId,
            label: `${frenchDate(day)}, ${frenchKilometres(metres)}${estimated ? ' (estimés)' : ''}`,
            hint: label,
          }))}
        />
        {later > 0 && (
          <p>
            {later === 1 ? 'Un autre trajet attend' : `${later} autres trajets attendent`}&nbsp;: déclarez
            ceux-ci d’abord, puis rouvrez cette page.
          </p>
        )}
        <Wish form={form} rules={rules} />
        <Check form={form} name="tellBySms" label="Me prévenir par SMS quand c’est payé" />
        <SubmitButton wide>Déclarer ces trajets</SubmitButton>
      </PostForm>
    )}
  </FormPage>
);
