import { Choice, Hidden, PostForm, Select, SubmitButton } from '../../web/fields.tsx';
import { FormPage, type OfOne } from './form-pages.tsx';

type Named = { readonly id: string; readonly name: string };

export const PairPage = ({ frame, form, volunteer, others }: OfOne & { others: readonly Named[] }) => (
  <FormPage frame={frame} form={form} title="Former un binôme" volunteer={volunteer}>
    <p>Deux bénévoles que les mêmes personnes connaissent : l’un prend le relais de l’autre.</p>
    <PostForm action={`/benevoles/${volunteer.id}/binome`} csrf={frame.csrf}>
      <Select
        form={form}
        name="partner"
        label="Avec"
        empty="Choisir"
        options={others.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SubmitButton>Former le binôme</SubmitButton>
    </PostForm>
  </FormPage>
);

export const ExcludePage = ({ frame, form, volunteer, people }: OfOne & { people: readonly Named[] }) => (
  <FormPage frame={frame} form={form} title="Ne plus associer" volunteer={volunteer}>
    <p>Au souhait de l’un ou de l’autre. Aucune raison n’est demandée ni gardée.</p>
    {people.length === 0 ? (
      <p>Ce bénévole n’a encore rendu visite à personne : il n’y a rien à écarter.</p>
    ) : (
      <PostForm action={`/benevoles/${volunteer.id}/associer`} csrf={frame.csrf}>
        <Hidden name="wish" value="apart" />
        <Choice
          form={form}
          name="senior"
          label="Personne"
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SubmitButton>Ne plus associer</SubmitButton>
      </PostForm>
    )}
  </FormPage>
);
