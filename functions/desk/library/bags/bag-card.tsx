import type { Bag, BagItem } from '../../../../shared/library/bags/bag.ts';
import type { LibrarySettings } from '../../../../shared/library/settings.ts';
import { workWords } from '../../../../shared/library/work.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { frenchTime } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Badge } from '../../../web/components.tsx';
import { fieldId, Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { type FormState, problemOf, typedIn } from '../../../web/form.ts';
import { volunteerNamed } from '../../day/people.ts';
import type { Frame } from '../../layout.tsx';
import type { DayOfBags } from '../read.ts';
import { StepButton, Thing } from '../thing-list.tsx';
import { bagsPath, LIBRARY, readerPath, weightWords } from '../words.ts';

export type BagsProps = {
  readonly frame: Frame;
  readonly town: Town;
  readonly settings: LibrarySettings;
  readonly shown: DayOfBags;
  readonly form: FormState;
  /** Of this very page: what it sends twice counts once. */
  readonly formId: string;
  readonly done: string | undefined;
  /** One was just scanned: the field is ready for the next. */
  readonly isScanning: boolean;
};

const ToPick = ({
  item,
  bag,
  shown,
  csrf,
  form,
}: {
  item: BagItem;
  bag: Bag;
  shown: DayOfBags;
  csrf: string;
  form: FormState;
}) => {
  const name = `code-${item.loanId}`;
  const id = fieldId(name);
  const problem = problemOf(form, name);
  return (
    <Thing item={item}>
      <PostForm action={`${LIBRARY}/prets/${item.loanId}/prendre`} csrf={csrf}>
        <Hidden name="missionId" value={bag.missionId} />
        <Hidden name="day" value={shown.day} />
        <label class="hidden" for={id}>
          Code-barres ou ISBN de {workWords(item.work)}
        </label>
        <input
          id={id}
          name="identifier"
          placeholder="Code-barres"
          autocomplete="off"
          maxlength={40}
          value={problem ? typedIn(form, 'identifier') : ''}
          {...(problem ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${id}-problem` } : {})}
        />
        {problem && (
          <span class="problem" id={`${id}-problem`}>
            {problem}
          </span>
        )}
        <SubmitButton tone="second">
          Dans le sac<span class="hidden"> : {workWords(item.work)}</span>
        </SubmitButton>
      </PostForm>
    </Thing>
  );
};

const place = (town: Town, bag: Bag): string =>
  town.sectors.find(({ code }) => code === bag.mission.sector)?.name ?? town.name;

export const BagCard = ({
  bag,
  frame,
  town,
  settings,
  shown,
  form,
}: Omit<BagsProps, 'formId' | 'done' | 'isScanning'> & { bag: Bag }) => {
  const senior = shown.people.seniors.get(bag.seniorId);
  const name = senior ? seniorName(senior) : 'Une personne';
  const wanted = bag.reader?.itemsWanted ?? 0;
  const isHeavy = bag.grams > settings.bagGramsMost;
  const isReady = bag.items.length > 0 && bag.toPick.length === 0 && !isHeavy;
  const back = bagsPath(shown.day);
  const isUnfilled = bag.mission.state === 'unfilled';
  const isOver = isUnfilled || bag.mission.state === 'done' || bag.mission.state === 'not-done';
  return (
    <li class={isHeavy ? 'bag heavy' : isReady || isOver ? 'bag ready' : 'bag'}>
      <h2>
        <a href={readerPath(bag.seniorId)}>{name}</a>
      </h2>
      <p class="quiet">
        {frenchTime(bag.mission.time)}, {place(town, bag)},{' '}
        {bag.mission.holder
          ? `porté par ${volunteerNamed(shown.people, bag.mission.holder.volunteerId)}`
          : 'personne encore pour le porter'}
      </p>
      <p>
        {isUnfilled ? (
          <Badge tone="warn">personne ne l’a porté</Badge>
        ) : isOver ? (
          <Badge tone="good">livraison terminée</Badge>
        ) : (
          <>
            <strong>
              {bag.items.length} sur {wanted}
            </strong>{' '}
            dans le sac, {weightWords(bag.grams)} {isHeavy && <Badge tone="alert">trop lourd</Badge>}
            {isReady && <Badge tone="good">prêt</Badge>}
          </>
        )}
      </p>
      {bag.reader?.notes && <p>Pour le sac : {bag.reader.notes}</p>}
      {!bag.reader && !isOver && (
        <PostForm action={`${readerPath(bag.seniorId)}/ouvrir`} csrf={frame.csrf}>
          <p>Pas encore de fiche de lecture.</p>
          <SubmitButton tone="second">Ouvrir sa fiche</SubmitButton>
        </PostForm>
      )}
      {bag.toPick.length > 0 && (
        <>
          <h3>À prendre en rayon</h3>
          <ul class="things">
            {bag.toPick.map((item) => (
              <ToPick item={item} bag={bag} shown={shown} csrf={frame.csrf} form={form} />
            ))}
          </ul>
        </>
      )}
      {bag.items.length > 0 && (
        <>
          <h3>Dans le sac</h3>
          <ul class="things">
            {bag.items.map((item) => (
              <Thing item={item}>
                <StepButton
                  loanId={item.loanId}
                  step="put-back"
                  back={back}
                  csrf={frame.csrf}
                  label="Retirer"
                  about={workWords(item.work)}
                />
              </Thing>
            ))}
          </ul>
        </>
      )}
      {bag.toCollect.length > 0 && (
        <>
          <h3>À rapporter</h3>
          <ul class="things">
            {bag.toCollect.map((item) => (
              <Thing item={item} />
            ))}
          </ul>
        </>
      )}
      {bag.reader && !isOver && (
        <div class="quick no-print">
          <a
            class={bag.items.length + bag.toPick.length < wanted ? 'button' : 'button second'}
            href={readerPath(bag.seniorId)}
          >
            Choisir pour {name}
          </a>
        </div>
      )}
    </li>
  );
};
