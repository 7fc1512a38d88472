import { travelModes } from '../../../../shared/geo/travel.ts';
import { USUAL_KILOGRAMS } from '../../../../shared/rounds/half-day/draft.ts';
import { isTaken } from '../../../../shared/rounds/half-day/problem-of.ts';
import type { HalfDayRounds } from '../../../../shared/rounds/half-day/read-rounds.ts';
import type { SeenRounds } from '../../../../shared/rounds/half-day/see-rounds.ts';
import type { DeliveryRound } from '../../../../shared/rounds/round.ts';
import { civilOf } from '../../../../shared/time/civil.ts';
import { frenchTime } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Badge, DataTable, Moment } from '../../../web/components.tsx';
import { Field, Hidden, PostForm, Select, SubmitButton } from '../../../web/fields.tsx';
import { type FormState, freshForm } from '../../../web/form.ts';
import type { Frame } from '../../layout.tsx';
import { ROUND_WORDS, roundPath, TRAVEL_WORDS } from '../words.ts';

export const hour = (at: Instant): string => frenchTime(civilOf(at).time);

export type AskableCarrier = { readonly volunteer: Volunteer; readonly why: string | undefined };

/** Everything one half-day's page shows. */
export type HalfDayProps = {
  readonly frame: Frame;
  readonly open: HalfDayRounds;
  readonly seen: SeenRounds;
  /** Those who may be asked first, then those who may not, each with the rule that says so. */
  readonly askable: readonly AskableCarrier[];
  readonly carriersOfRounds: ReadonlyMap<string, Volunteer>;
  readonly form: FormState;
  readonly setting: FormState;
  readonly said: string | undefined;
};

/** Which half-day a form is about. */
export const Subject = ({ open }: Pick<HalfDayProps, 'open'>) => (
  <>
    <Hidden name="programme" value={open.subject.programme} />
    <Hidden name="jour" value={open.subject.day} />
    <Hidden name="moitie" value={open.subject.half} />
  </>
);

/** Hours and place of departure, folded until somebody changes them. */
export const Setting = ({ props }: { props: HalfDayProps }) => {
  const { open, frame, setting } = props;
  const problems = setting.problems.length > 0;
  return (
    <details class="card round-tools" open={problems}>
      <summary>
        Visites entre {frenchTime(open.draft.from)} et {frenchTime(open.draft.until)}, départ :{' '}
        {open.draft.depot.label}
      </summary>
      <PostForm action="/tournees/cadre" csrf={frame.csrf}>
        <Subject open={open} />
        <div class="row">
          <Field form={setting} name="debut" label="Première visite à partir de" type="time" short />
          <Field form={setting} name="fin" label="Dernière visite finie à" type="time" short />
        </div>
        <Field form={setting} name="depot" label="Nom du lieu de départ" max={80} />
        <Field
          form={setting}
          name="adresse"
          label="Son adresse, pour la situer"
          hint="Vide : le lieu ne change pas."
          max={160}
          optional
        />
        <SubmitButton tone="second">Enregistrer</SubmitButton>
      </PostForm>
    </details>
  );
};

/** Whom to ask, and why not the others. */
export const AddCarrier = ({ props }: { props: HalfDayProps }) => {
  const { open, frame, form, askable } = props;
  const free = askable.filter(({ why }) => why === undefined);
  const barred = askable.filter(({ why }) => why !== undefined);
  return (
    <details
      class="card round-tools"
      open={
        open.draft.carriers.every(({ volunteerId }) => isTaken(open, volunteerId)) || form.problems.length > 0
      }
    >
      <summary>Ajouter un porteur</summary>
      {free.length === 0 ? (
        <p>Personne d’autre ne peut être proposé pour cette demi-journée.</p>
      ) : (
        <PostForm action="/tournees/porteur" csrf={frame.csrf}>
          <Subject open={open} />
          <Select
            form={form}
            name="benevole"
            label="Bénévole"
            options={free.map(({ volunteer }) => ({
              value: volunteer.id,
              label: `${volunteerName(volunteer)}, ${TRAVEL_WORDS[volunteer.travel]}`,
            }))}
          />
          <div class="row">
            <Select
              form={form}
              name="moyen"
              label="Se déplace"
              empty="comme d’habitude"
              options={travelModes.map((mode) => ({ value: mode, label: TRAVEL_WORDS[mode] }))}
            />
            <Field form={form} name="de" label="Libre de" type="time" short />
            <Field form={form} name="a" label="Libre jusqu’à" type="time" short />
            <Field
              form={form}
              name="kilos"
              label="Kilos au plus"
              hint={`Vide : ${USUAL_KILOGRAMS.walk} à pied ou en bus, ${USUAL_KILOGRAMS.bike} à vélo, ${USUAL_KILOGRAMS.car} en voiture.`}
              inputmode="numeric"
              max={3}
              optional
              short
            />
          </div>
          <div class="row">
            <Select
              form={form}
              name="depart"
              label="Part"
              options={[
                { value: 'depot', label: `de : ${open.draft.depot.label}` },
                { value: 'home', label: 'de chez soi, les sacs y sont déjà' },
              ]}
            />
            <Select
              form={form}
              name="retour"
              label="Après la dernière porte"
              options={[
                { value: 'non', label: 'rentre chez soi' },
                { value: 'oui', label: 'revient au départ (retours)' },
              ]}
            />
          </div>
          <SubmitButton tone="second">Ajouter</SubmitButton>
        </PostForm>
      )}
      {barred.length > 0 && (
        <details>
          <summary>Pourquoi pas les autres ({barred.length})</summary>
          <ul>
            {barred.slice(0, 60).map(({ volunteer, why }) => (
              <li>
                {volunteerName(volunteer)}. {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </details>
  );
};

/** What has left already, and where it stands. */
export const SentRounds = ({ props, rounds }: { props: HalfDayProps; rounds: readonly DeliveryRound[] }) => (
  <DataTable
    caption="Tournées déjà proposées"
    rows={rounds}
    empty=""
    columns={[
      {
        title: 'Porteur',
        heads: true,
        cell: (round) => {
          const volunteer = props.carriersOfRounds.get(round.volunteerId);
          return <a href={roundPath(round.id)}>{volunteer ? volunteerName(volunteer) : 'Un bénévole'}</a>;
        },
      },
      { title: 'Départ', cell: (round) => hour(round.leavesAt) },
      { title: 'Portes', numeric: true, cell: (round) => round.stops.length },
      {
        title: 'État',
        cell: (round) => {
          const [words, tone] = ROUND_WORDS[round.state];
          return (
            <>
              <Badge tone={tone}>{words}</Badge>{' '}
              {round.state === 'offered' && (
                <span class="quiet">
                  jusqu’à <Moment at={round.answerBy} />
                </span>
              )}
            </>
          );
        },
      },
    ]}
  />
);

export const settingForm = (open: HalfDayRounds): FormState =>
  freshForm({ debut: open.draft.from, fin: open.draft.until, depot: open.draft.depot.label, adresse: '' });
