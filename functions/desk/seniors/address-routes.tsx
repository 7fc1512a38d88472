import * as z from 'zod';
import {
  type AddressCandidate,
  type AddressFinder,
  type AddressVerdict,
  verdict,
} from '../../../shared/geo/address-finder.ts';
import { placeInSector, sectorOf } from '../../../shared/geo/sector.ts';
import { type Address, type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import { changeSenior } from '../../../shared/seniors/write-senior.ts';
import { followFile } from '../../../shared/services/follow-file.ts';
import type { Stored } from '../../../shared/table/kind.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Notice } from '../../web/components.tsx';
import { Choice, ErrorSummary, Field, Hidden, PostForm, Select, SubmitButton } from '../../web/fields.tsx';
import { type FormState, freshForm, integer, readForm, text, textIfAny } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { DeskPage, type Frame, frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { EDIT_SENTENCES } from './edit-forms.ts';
import { seniorAsked } from './gather.ts';

const addressForm = z.object({
  version: integer(1, 1_000_000, 'Rechargez la page.'),
  line: text(160, 'Écrivez le numéro et la rue.'),
  complement: textIfAny(160),
  postcode: textIfAny(10),
  city: textIfAny(60),
  doorCode: textIfAny(40),
  sector: textIfAny(40),
  /** Label of the place chosen; `typed` = keep the address as it is written. Empty until a person has chosen. */
  place: textIfAny(300),
});
type Form = z.output<typeof addressForm>;

const WHY: Readonly<Record<Extract<AddressVerdict, { kind: 'ask-a-human' }>['why'], string>> = {
  'score-low': 'Le nom de la rue ne correspond pas tout à fait.',
  'several-close': 'Plusieurs adresses se ressemblent.',
  'no-housenumber': 'La rue est trouvée, pas le numéro.',
  'town-centre': 'Seule la commune est trouvée.',
  'other-commune': 'Cette adresse est dans une autre commune.',
  'place-vague': 'L’endroit n’est connu qu’à peu près.',
};

const look = async (finder: AddressFinder, form: Pick<Form, 'line' | 'postcode' | 'city'>, town: Town) => {
  const query = [form.line, form.postcode, form.city].filter((part) => part !== '').join(' ');
  const found = await finder.find(query, { cityCode: town.communeCode, limit: 5 });
  const nothing: AddressVerdict = { kind: 'unknown' };
  return found.ok
    ? { verdict: verdict(found.value, [town.communeCode]), reached: true }
    : { verdict: nothing, reached: found.refusal.reason === 'query-unusable' };
};

const candidatesOf = (found: AddressVerdict): readonly AddressCandidate[] =>
  found.kind === 'automatic' ? [found.candidate] : found.kind === 'ask-a-human' ? found.candidates : [];

/** What is kept: the words as typed, and the place a person chose. */
const addressOf = (form: Form, chosen: AddressCandidate | undefined, town: Town): Address => {
  const sector = chosen ? sectorOf(chosen.point, town.sectors)?.code : undefined;
  const told = placeInSector(form.sector, town.sectors);
  const named = told.precision === 'sector' ? told.sector : undefined;
  return {
    line: form.line,
    ...(form.complement ? { complement: form.complement } : {}),
    ...(form.postcode || chosen ? { postcode: form.postcode || (chosen?.postcode ?? '') } : {}),
    ...(form.city || chosen ? { city: form.city || (chosen?.city ?? '') } : {}),
    ...(form.doorCode ? { doorCode: form.doorCode } : {}),
    ...(chosen
      ? { point: chosen.point, precision: chosen.kind === 'housenumber' ? 'housenumber' : 'street' }
      : told),
    ...((named ?? sector) ? { sector: named ?? sector } : {}),
  };
};

type AddressPageProps = {
  readonly frame: Frame;
  readonly town: Town;
  readonly stored: Stored<Senior>;
  readonly form: FormState;
  readonly found: AddressVerdict | undefined;
  readonly reached: boolean;
};

const AddressPage = ({ frame, town, stored, form, found, reached }: AddressPageProps) => {
  const senior = stored.value;
  const places = found ? candidatesOf(found) : [];
  return (
    <DeskPage frame={frame} title={`Adresse – ${seniorName(senior)}`} hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href={`/personnes/${senior.id}`}>{seniorName(senior)}</a>
      </p>
      <ErrorSummary form={form} />
      <div class="narrow">
        <h1>Adresse</h1>
        <PostForm action={`/personnes/${senior.id}/adresse`} csrf={frame.csrf}>
          <Hidden name="version" value={stored.version} />
          <Field form={form} name="line" label="Numéro et rue" max={160} />
          <Field
            form={form}
            name="complement"
            label="Bâtiment, étage, nom sur la sonnette"
            max={160}
            optional
          />
          <div class="row">
            <Field form={form} name="postcode" label="Code postal" inputmode="numeric" max={10} optional />
            <Field form={form} name="city" label="Commune" max={60} optional />
            <Field
              form={form}
              name="doorCode"
              label="Code de la porte"
              hint="Montré au bénévole la veille, pas avant."
              max={40}
              optional
            />
          </div>
          {found && (
            <section class="card">
              <h2>Est-ce bien là ?</h2>
              {!reached && (
                <Notice tone="warn">
                  Le service d’adresses ne répond pas. L’adresse reste comme vous l’écrivez.
                </Notice>
              )}
              {found.kind === 'ask-a-human' && (
                <Notice tone="warn">{WHY[found.why]} Choisissez vous-même.</Notice>
              )}
              {found.kind === 'unknown' && reached && (
                <Notice tone="warn">Aucune adresse connue ne ressemble à celle-ci.</Notice>
              )}
              <Choice
                form={form}
                name="place"
                label="L’endroit"
                options={[
                  ...places.map((place) => ({
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
          )}
          <div class="actions">
            <SubmitButton>{found ? 'Enregistrer cette adresse' : 'Vérifier l’adresse'}</SubmitButton>
            <a class="button second" href={`/personnes/${senior.id}`}>
              Ne rien changer
            </a>
          </div>
        </PostForm>
      </div>
    </DeskPage>
  );
};

/** An address is found by the finder and confirmed by a person: first the words, then the place, then it is kept. */
export const addressRoutes = (finder: AddressFinder): readonly DeskRoute[] => {
  const page = (
    c: DeskContext,
    stored: Stored<Senior>,
    form: FormState,
    found?: AddressVerdict,
    reached = true,
    status: 200 | 422 = 200,
  ) =>
    show(
      c,
      <AddressPage
        frame={frameOf(c)}
        town={townOf(c)}
        stored={stored}
        form={form}
        found={found}
        reached={reached}
      />,
      status,
    );
  const first = async (c: DeskContext): Promise<Response> => {
    const stored = await seniorAsked(c, 'senior.edit');
    const { address } = stored.value;
    const { line, complement, postcode, city, doorCode, sector } = address;
    const known = { line, complement, postcode, city, doorCode, sector: address.point ? undefined : sector };
    if (line === '' || address.point) return page(c, stored, freshForm(known));
    const { verdict: found, reached } = await look(
      finder,
      { line, postcode: postcode ?? '', city: city ?? '' },
      townOf(c),
    );
    const place =
      found.kind === 'automatic' ? found.candidate.label : found.kind === 'unknown' ? 'typed' : undefined;
    return page(c, stored, freshForm({ ...known, place }), found, reached);
  };
  const write = async (c: DeskContext): Promise<Response> => {
    const stored = await seniorAsked(c, 'senior.edit');
    const read = await readForm(c, addressForm);
    if (!read.ok) return page(c, stored, read.refusal, undefined, true, 422);
    const form = read.value;
    const { verdict: found, reached } = await look(finder, form, townOf(c));
    const chosen = candidatesOf(found).find(({ label }) => label === form.place);
    const shown = { problems: [], typed: read.typed };
    // Nothing chosen, or a place that the words no longer lead to: a person looks again.
    if (!chosen && form.place !== 'typed') {
      const place =
        found.kind === 'automatic' ? [found.candidate.label] : found.kind === 'unknown' ? ['typed'] : [];
      return page(c, stored, { ...shown, typed: { ...read.typed, place } }, found, reached);
    }
    const edit = { address: addressOf(form, chosen, townOf(c)) };
    const done = await changeSenior(c.var.world, stored.value.id, form.version, edit, actorOf(c), c.var.now);
    if (done.ok) {
      await followFile(c.var.world, stored.value.id, actorOf(c), c.var.now);
      return seeOther(c, `/personnes/${stored.value.id}`);
    }
    const problems = [EDIT_SENTENCES[done.refusal.reason]];
    return page(c, stored, { problems, typed: read.typed }, found, reached, 422);
  };
  return [
    {
      method: 'GET',
      path: '/personnes/:id/adresse',
      action: 'senior.edit',
      about: 'handler',
      handler: first,
    },
    {
      method: 'POST',
      path: '/personnes/:id/adresse',
      action: 'senior.edit',
      about: 'handler',
      handler: write,
    },
  ];
};
