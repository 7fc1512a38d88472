import type { Bag, BagItem } from '../../../../shared/library/bags/bag.ts';
import type { LibrarySettings } from '../../../../shared/library/settings.ts';
import { workWords } from '../../../../shared/library/work.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { addDays } from '../../../../shared/time/civil.ts';
import { frenchDay, frenchTime } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Badge, EmptyState, Notice } from '../../../web/components.tsx';
import { ErrorSummary, Field, fieldId, Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { type FormState, freshForm, problemOf, typedIn } from '../../../web/form.ts';
import { volunteerNamed } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import type { DayOfBags } from '../read.ts';
import { SCAN_SCRIPT } from '../scan.ts';
import { StepButton, Thing } from '../thing-list.tsx';
import { bagsPath, countOf, LIBRARY, readerPath, shelfListPath, slipsPath, weightWords } from '../words.ts';

type Props = {
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

const BagCard = ({
  bag,
  frame,
  town,
  settings,
  shown,
  form,
}: Omit<Props, 'formId' | 'done' | 'isScanning'> & { bag: Bag }) => {
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

/** « Préparer les sacs pour mardi »: one card a delivery, what to take, what is in, what comes back. */
export const BagsPage = (props: Props) => {
  const { frame, shown, form, formId, done, isScanning } = props;
  const ready = shown.bags.filter(({ items, toPick }) => items.length > 0 && toPick.length === 0).length;
  const waiting = shown.bags.reduce((sum, { toPick }) => sum + toPick.length, 0);
  const title = `Les sacs du ${frenchDay(shown.day)}`;
  return (
    <DeskPage frame={frame} title={title} script={SCAN_SCRIPT.path} hasProblems={form.problems.length > 0}>
      <p class="crumbs no-print">
        <a href={LIBRARY}>Bibliothèque à domicile</a>
      </p>
      <ErrorSummary form={form} />
      {done && <Notice tone="good">{done}</Notice>}
      <div class="head">
        <h1>{title}</h1>
        {shown.bags.length > 0 && (
          <div class="actions">
            {waiting > 0 && (
              <a class="button second" href={shelfListPath(shown.day)}>
                Liste pour les rayons
              </a>
            )}
            <a class="button second" href={slipsPath(shown.day)}>
              Imprimer les bordereaux
            </a>
          </div>
        )}
      </div>
      <nav class="pages no-print" aria-label="Jours">
        <a href={bagsPath(addDays(shown.day, -1))}>Jour précédent</a>
        <a href={bagsPath(addDays(shown.day, 1))}>Jour suivant</a>
      </nav>
      {shown.bags.length === 0 ? (
        <EmptyState title="Aucune livraison ce jour-là.">
          <p>
            Les livraisons viennent des accompagnements « Bibliothèque à domicile » que la coordination a
            ouverts.
          </p>
        </EmptyState>
      ) : (
        <>
          <p>
            {countOf(shown.bags.length, 'sac', 'sacs')}, {ready} {ready > 1 ? 'préparés' : 'préparé'},{' '}
            {weightWords(shown.bags.reduce((sum, { grams }) => sum + grams, 0))} à porter
            {waiting > 0 && `, ${countOf(waiting, 'document', 'documents')} à prendre en rayon`}.
          </p>
          {waiting > 0 && (
            <section class="card no-print" data-next={isScanning ? 'scan' : undefined}>
              <h2>Remplir par les codes</h2>
              <PostForm action={bagsPath(shown.day)} csrf={frame.csrf}>
                <Hidden name="form" value={formId} />
                <Field
                  form={isScanning ? form : freshForm()}
                  name="identifier"
                  label="Code-barres ou ISBN"
                  hint="Tapé, ou lu à la douchette : le document va dans le sac de qui l’attend."
                  max={40}
                />
                <SubmitButton>Mettre dans son sac</SubmitButton>
              </PostForm>
            </section>
          )}
          <ul class="bags">
            {shown.bags.map((bag) => (
              <BagCard bag={bag} {...props} />
            ))}
          </ul>
        </>
      )}
    </DeskPage>
  );
};
