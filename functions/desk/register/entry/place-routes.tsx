import * as z from 'zod';
import type {
  AddressCandidate,
  AddressFinder,
  AddressVerdict,
} from '../../../../shared/geo/address-finder.ts';
import { placeInSector, sectorOf } from '../../../../shared/geo/sector.ts';
import { changeEntry } from '../../../../shared/register/change-entry.ts';
import { edit, mayDo } from '../../../../shared/register/decide-entry.ts';
import {
  type RegisterEntry,
  type RegisteredPerson,
  registeredName,
} from '../../../../shared/register/entry.ts';
import { refused } from '../../../../shared/result/result.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { EmptyState } from '../../../web/components.tsx';
import { ErrorSummary, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { type FormState, freshForm, readForm, textIfAny, withProblem } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { candidatesOf, look, PlaceCard, placeProposed } from '../../seniors/edit/place.tsx';
import { entryAsked, isOpened } from '../readers/reader.tsx';
import { ENTRY_SENTENCES } from '../words.ts';

const placeForm = z.object({ place: textIfAny(300), sector: textIfAny(40) });
type Form = z.output<typeof placeForm>;

type Address = RegisteredPerson['address'];
/** Her address as written, at the place a person chose; a sector said by that person goes before the map. */
const placed = (
  { point: _point, sector: _sector, precision: _precision, ...words }: Address,
  form: Form,
  chosen: AddressCandidate | undefined,
  town: Town,
): Address => {
  const told = placeInSector(form.sector === '' ? undefined : form.sector, town.sectors);
  if (!chosen) return { ...words, ...told };
  const sector = 'sector' in told ? told.sector : sectorOf(chosen.point, town.sectors)?.code;
  return {
    ...words,
    postcode: words.postcode || chosen.postcode,
    city: words.city || chosen.city,
    point: chosen.point,
    precision: chosen.kind === 'housenumber' ? 'housenumber' : 'street',
    ...(sector ? { sector } : {}),
  };
};

/**
 * Where somebody of the register lives, found by the finder and confirmed by a named agent: the sector decides on which list
 * of calls she is, and who may go to her door. Only the address leaves for the finder, never a name.
 */
export const registerPlaceRoutes = (finder: AddressFinder): readonly DeskRoute[] => {
  const found = (c: DeskContext, { line, postcode, city }: Address) =>
    look(finder, { line, postcode: postcode ?? '', city: city ?? '' }, townOf(c));

  const asked = async (
    c: DeskContext,
  ): Promise<(RegisterEntry & { person: RegisteredPerson }) | undefined> => {
    const { value: entry } = await entryAsked(c, 'register.change');
    const { person } = entry;
    return person && mayDo(entry, 'edit') && (await isOpened(c, entry.id)) ? { ...entry, person } : undefined;
  };
  const page = (
    c: DeskContext,
    entry: RegisterEntry & { person: RegisteredPerson },
    seen: { readonly verdict: AddressVerdict; readonly reached: boolean },
    form: FormState,
    status: 200 | 422 = 200,
  ) =>
    show(
      c,
      <DeskPage
        frame={frameOf(c)}
        title={`Situer – ${registeredName(entry)}`}
        hasProblems={form.problems.length > 0}
      >
        <p class="crumbs">
          <a href={`/registre/${entry.id}`}>{registeredName(entry)}</a>
        </p>
        <ErrorSummary form={form} />
        <div class="narrow">
          <h1>Situer son adresse</h1>
          <p>
            {[entry.person.address.line, entry.person.address.postcode, entry.person.address.city]
              .filter(Boolean)
              .join(' ')}
          </p>
          {entry.person.address.line.trim() === '' ? (
            <EmptyState title="Sa fiche n’a pas d’adresse.">
              <a href={`/registre/${entry.id}/modifier`}>L’écrire</a>
            </EmptyState>
          ) : (
            <PostForm action={`/registre/${entry.id}/adresse`} csrf={c.get('csrf')}>
              <PlaceCard form={form} town={townOf(c)} found={seen.verdict} reached={seen.reached} />
              <SubmitButton>Enregistrer cet endroit</SubmitButton>
            </PostForm>
          )}
        </div>
      </DeskPage>,
      status,
    );

  const first = async (c: DeskContext): Promise<Response> => {
    const entry = await asked(c);
    if (!entry) return seeOther(c, `/registre/${c.req.param('id') ?? ''}`);
    const seen = await found(c, entry.person.address);
    return page(c, entry, seen, freshForm({ place: placeProposed(seen.verdict) }));
  };
  const write = async (c: DeskContext): Promise<Response> => {
    const entry = await asked(c);
    if (!entry) return seeOther(c, `/registre/${c.req.param('id') ?? ''}`);
    const read = await readForm(c, placeForm);
    const seen = await found(c, entry.person.address);
    if (!read.ok) return page(c, entry, seen, read.refusal, 422);
    const chosen = candidatesOf(seen.verdict).find(({ label }) => label === read.value.place);
    const typed: FormState = { problems: [], typed: read.typed };
    if (!chosen && read.value.place !== 'typed')
      return page(c, entry, seen, withProblem(typed, 'place', 'Choisissez un endroit.'), 422);
    const { line } = entry.person.address;
    const done = await changeEntry(
      c.var.world,
      entry.id,
      'register-edited',
      // Corrected meanwhile, it is another address: looked at again.
      (one) =>
        one.person?.address.line === line
          ? edit(
              one,
              { ...one.person, address: placed(one.person.address, read.value, chosen, townOf(c)) },
              c.var.now,
            )
          : refused({ reason: 'not-now' }),
      actorOf(c),
      c.var.now,
    );
    if (done.ok) return seeOther(c, `/registre/${entry.id}`);
    const { field, sentence } = ENTRY_SENTENCES[done.refusal.reason];
    return page(c, entry, seen, withProblem(typed, field, sentence), 422);
  };
  const route = { path: '/registre/:id/adresse', action: 'register.change', about: 'handler' } as const;
  return [
    { ...route, method: 'GET', handler: first },
    { ...route, method: 'POST', handler: write },
  ];
};
