import {
  type AddressCandidate,
  type AddressFinder,
  type AddressVerdict,
  verdict,
} from '../../../../shared/geo/address-finder.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Notice } from '../../../web/components.tsx';
import { Choice, Select } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';

const WHY: Readonly<Record<Extract<AddressVerdict, { kind: 'ask-a-human' }>['why'], string>> = {
  'score-low': 'Le nom de la rue ne correspond pas tout à fait.',
  'several-close': 'Plusieurs adresses se ressemblent.',
  'no-housenumber': 'La rue est trouvée, pas le numéro.',
  'town-centre': 'Seule la commune est trouvée.',
  'other-commune': 'Cette adresse est dans une autre commune.',
  'place-vague': 'L’endroit n’est connu qu’à peu près.',
};

/** What the finder makes of an address as typed; `reached`: it answered. */
export const look = async (
  finder: AddressFinder,
  form: { readonly line: string; readonly postcode: string; readonly city: string },
  town: Town,
) => {
  const query = [form.line, form.postcode, form.city].filter((part) => part !== '').join(' ');
  const found = await finder.find(query, { cityCode: town.communeCode, limit: 5 });
  const nothing: AddressVerdict = { kind: 'unknown' };
  return found.ok
    ? { verdict: verdict(found.value, [town.communeCode]), reached: true }
    : { verdict: nothing, reached: found.refusal.reason === 'query-unusable' };
};

export const candidatesOf = (found: AddressVerdict): readonly AddressCandidate[] =>
  found.kind === 'automatic' ? [found.candidate] : found.kind === 'ask-a-human' ? found.candidates : [];

/** What is ticked before a person looks: the one sure place, or the words when nothing resembles them. */
export const placeProposed = (found: AddressVerdict): string | undefined =>
  found.kind === 'automatic' ? found.candidate.label : found.kind === 'unknown' ? 'typed' : undefined;

/** The places that an address may mean, for a person to choose: nothing is placed by itself. */
export const PlaceCard = ({
  form,
  town,
  found,
  reached,
}: {
  form: FormState;
  town: Town;
  found: AddressVerdict;
  reached: boolean;
}) => (
  <section class="card">
    <h2>Est-ce bien là ?</h2>
    {!reached && (
      <Notice tone="warn">Le service d’adresses ne répond pas. L’adresse reste comme vous l’écrivez.</Notice>
    )}
    {found.kind === 'ask-a-human' && <Notice tone="warn">{WHY[found.why]} Choisissez vous-même.</Notice>}
    {found.kind === 'unknown' && reached && (
      <Notice tone="warn">Aucune adresse connue ne ressemble à celle-ci.</Notice>
    )}
    <Choice
      form={form}
      name="place"
      label="L’endroit"
      options={[
        ...candidatesOf(found).map((place) => ({
          value: place.label,
          label: place.label,
          hint: `à ${place.precisionMetres} mètres près`,
        })),
        { value: 'typed', label: 'Aucune : garder l’adresse comme je l’ai écrite' },
      ]}
    />
    <Select
      form={form}
      name="sector"
      label="Secteur"
      hint="Laissé vide, il est lu sur la carte."
      empty="Lu sur la carte"
      options={town.sectors.map(({ code, name }) => ({ value: code, label: name }))}
      optional
    />
  </section>
);
