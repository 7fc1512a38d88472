import { addDays } from '../../../../shared/time/civil.ts';
import { frenchDay } from '../../../../shared/time/french.ts';
import { EmptyState, Notice } from '../../../web/components.tsx';
import { ErrorSummary, Field, Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { freshForm } from '../../../web/form.ts';
import { DeskPage } from '../../layout.tsx';
import { SCAN_SCRIPT } from '../scan.ts';
import { bagsPath, countOf, LIBRARY, shelfListPath, slipsPath, weightWords } from '../words.ts';
import { BagCard, type BagsProps as Props } from './bag-card.tsx';

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
