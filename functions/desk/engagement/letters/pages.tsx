import type { LetterSending } from '../../../../shared/engagement/recognition/letters/letter-sending.ts';
import type { YearOf } from '../../../../shared/engagement/recognition/letters/year-letters.ts';
import type { LetterText } from '../../../../shared/engagement/recognition/settings.ts';
import { MOST_LETTER } from '../../../../shared/engagement/recognition/settings.ts';
import type { Letter } from '../../../../shared/letters/letter.ts';
import { dayOf, yearOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { canText, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { DataTable, EmptyState, Notice } from '../../../web/components.tsx';
import { ErrorSummary, Hidden, PostForm, SubmitButton, TextArea } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { Said } from '../../../web/said.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { LetterSheet } from '../../letters/letter-page.tsx';
import { LETTERS, ThanksTabs } from '../thanks/tabs.tsx';
import { SENDING, SendingState } from './sending.tsx';

/** Sheets on one page: a printer's patience, and a page's weight. */
export const A_LOT = 50;

const SAID: Readonly<Record<string, string>> = {
  texte: 'Le texte est enregistré. Il vaut pour les lettres à venir.',
  envoye: 'L’envoi commence : les liens partent par SMS, dans les heures permises.',
  arrete: 'L’envoi est arrêté.',
  rien: 'Personne de plus à prévenir par SMS.',
};

/** Whom the year's letter is for, and the three things to do with it. */
export const LettersPage = ({
  frame,
  year,
  all,
  sent,
  sending,
  text,
  now,
  said,
}: {
  frame: Frame;
  year: string;
  all: readonly YearOf[];
  sent: ReadonlySet<string>;
  sending: LetterSending | undefined;
  text: Pick<LetterText, 'version'> & Partial<LetterText>;
  now: Instant;
  said: string | undefined;
}) => {
  const lots = Math.ceil(all.length / A_LOT);
  const others = [Number(year) - 1, Number(year) + 1].filter((one) => String(one) <= yearOf(dayOf(now)));
  return (
    <DeskPage frame={frame} title={`Lettres de l’année ${year}`}>
      <ThanksTabs here={LETTERS} />
      <Said words={SAID} said={said} />
      <div class="head">
        <h1>Lettres de l’année {year}</h1>
        <a class="button second" href={`${LETTERS}/texte`}>
          Changer le texte
        </a>
      </div>
      <p class="lead">
        Une lettre par bénévole qui a fait au moins une mission en {year} : son année en faits simples, et les
        mots reçus que la personne a gardés.{' '}
        {text.at
          ? `Texte du ${frenchDate(dayOf(text.at))}, version ${text.version}.`
          : 'Texte d’origine : la ville peut écrire le sien.'}
      </p>
      <nav class="pages" aria-label="Années">
        {others.map((one) => (
          <a href={`${LETTERS}?annee=${one}`}>Année {one}</a>
        ))}
      </nav>
      {sending && <SendingState frame={frame} of={sending} now={now} />}
      {all.length > 0 && (
        <div class="actions">
          {Array.from({ length: lots }, (_, i) => (
            <a class="button" href={`${LETTERS}/imprimer?annee=${year}&lot=${i + 1}`}>
              {all.length === 1
                ? 'Imprimer la lettre'
                : lots === 1
                  ? `Imprimer les ${all.length} lettres`
                  : `Imprimer le lot ${i + 1} sur ${lots}`}
            </a>
          ))}
          {(!sending || sending.state === 'done') && (
            <a class="button second" href={`${SENDING}?annee=${year}`}>
              Prévenir par SMS
            </a>
          )}
        </div>
      )}
      <DataTable
        caption={`Bénévoles (${all.length})`}
        rows={all}
        empty={
          <EmptyState title={`Aucune mission faite en ${year} par un bénévole du réseau.`}>
            Choisissez une autre année.
          </EmptyState>
        }
        columns={[
          {
            title: 'Bénévole',
            heads: true,
            cell: ({ volunteer }) => (
              <a href={`${LETTERS}/imprimer?annee=${year}&pour=${volunteer.id}`}>
                {volunteerName(volunteer)}
              </a>
            ),
          },
          {
            title: 'Comment',
            cell: ({ volunteer }) => {
              if (sent.has(volunteer.id)) return 'lien envoyé par SMS';
              return canText(volunteer) ? 'papier ou SMS' : 'papier';
            },
          },
        ]}
      />
    </DeskPage>
  );
};

/** The paper, one sheet a volunteer, and nothing else on it. */
export const PrintPage = ({
  frame,
  year,
  letters,
}: {
  frame: Frame;
  year: string;
  letters: readonly Letter[];
}) => (
  <DeskPage frame={frame} title={`Lettres de l’année ${year}`}>
    <div class="no-print">
      <p class="crumbs">
        <a href={`${LETTERS}?annee=${year}`}>Lettres de l’année {year}</a>
      </p>
      <h1>{letters.length === 1 ? 'Une lettre à imprimer' : `${letters.length} lettres à imprimer`}</h1>
      {letters.length === 0 ? (
        <EmptyState title="Aucune lettre ici." />
      ) : (
        <Notice>Imprimez cette page : une feuille par lettre, rien d’autre sur le papier.</Notice>
      )}
    </div>
    {letters.map((letter) => (
      <LetterSheet letter={letter} />
    ))}
  </DeskPage>
);

/** The town's own words, and those it wrote before. */
export const TextPage = ({
  frame,
  form,
  version,
  before,
}: {
  frame: Frame;
  form: FormState;
  version: number;
  before: readonly LetterText[];
}) => (
  <DeskPage frame={frame} title="Texte de la lettre" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={LETTERS}>Lettres de l’année</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>Le texte de la lettre</h1>
      <PostForm action={`${LETTERS}/texte`} csrf={frame.csrf}>
        <Hidden name="version" value={version} />
        <TextArea
          form={form}
          name="opening"
          label="Avant les faits de l’année"
          hint="Après « Bonjour » et le prénom."
          max={MOST_LETTER}
          rows={5}
        />
        <TextArea
          form={form}
          name="closing"
          label="Après"
          hint="Avant « À bientôt » et la signature."
          max={MOST_LETTER}
          rows={5}
        />
        <SubmitButton>Enregistrer une nouvelle version</SubmitButton>
      </PostForm>
      {before.length > 0 && (
        <DataTable
          caption="Versions"
          rows={before.toReversed()}
          empty={<EmptyState title="Aucune." />}
          columns={[
            { title: 'Version', heads: true, cell: (one) => String(one.version) },
            { title: 'Du', cell: (one) => frenchDate(dayOf(one.at)) },
            {
              title: 'Texte',
              cell: (one) => (
                <details>
                  <summary>Lire</summary>
                  <p>{one.opening}</p>
                  <p>{one.closing}</p>
                </details>
              ),
            },
          ]}
        />
      )}
    </div>
  </DeskPage>
);
