import { Select } from '../web/fields.tsx';
import type { FormState } from '../web/form.ts';

/** How she is addressed, on every form that writes a person down. */
export const CivilityField = ({ form }: { form: FormState }) => (
  <Select
    form={form}
    name="civility"
    label="Civilité"
    empty="Non précisée"
    options={[
      { value: 'madame', label: 'Madame' },
      { value: 'monsieur', label: 'Monsieur' },
    ]}
    optional
  />
);
