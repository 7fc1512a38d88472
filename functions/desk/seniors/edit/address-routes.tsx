import * as z from 'zod';
import type {
  AddressCandidate,
  AddressFinder,
  AddressVerdict,
} from '../../../../shared/geo/address-finder.ts';
import { placeInSector, sectorOf } from '../../../../shared/geo/sector.ts';
import { type Address, type Senior, seniorName } from '../../../../shared/seniors/senior.ts';
import { changeSenior } from '../../../../shared/seniors/write-senior.ts';
import { followFile } from '../../../../shared/services/follow-file.ts';
import type { Stored } from '../../../../shared/table/kind.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { ErrorSummary, Field, Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { type FormState, freshForm, integer, readForm, text, textIfAny } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { DeskPage, type Frame, frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { seniorAsked } from '../file/gather.ts';
import { EDIT_SENTENCES } from './forms.ts';
import { notedPath } from './noted.ts';
import { candidatesOf, look, PlaceCard, placeProposed } from './place.tsx';

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
          {found && <PlaceCard form={form} town={town} found={found} reached={reached} />}
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
    return page(c, stored, freshForm({ ...known, place: placeProposed(found) }), found, reached);
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
      const place = placeProposed(found);
      const typed = { ...read.typed, place: place === undefined ? [] : [place] };
      return page(c, stored, { ...shown, typed }, found, reached);
    }
    const edit = { address: addressOf(form, chosen, townOf(c)) };
    const done = await changeSenior(c.var.world, stored.value.id, form.version, edit, actorOf(c), c.var.now);
    if (done.ok) {
      const { world, now } = c.var;
      const { calledOff } = await followFile(world, stored.value.id, actorOf(c), now);
      return seeOther(c, notedPath(stored.value, done.value, 'adresse', calledOff, dayOf(now)));
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
