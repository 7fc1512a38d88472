import type { Child } from 'hono/jsx';
import { capital } from '../../../shared/french/french.ts';
import { VOLUNTEER_OUTCOMES } from '../../../shared/heat/calls/meaning.ts';
import { NOTE_LENGTH } from '../../../shared/heat/calls/outcome.ts';
import type { CallRound } from '../../../shared/heat/calls/round.ts';
import type { OutcomeCode } from '../../../shared/heat/calls/task.ts';
import { OUTCOME_NAMES } from '../../../shared/heat/words.ts';
import { frenchPhone, type Phone } from '../../../shared/phone/phone.ts';
import { Notice } from '../components.tsx';
import { Hidden, PostForm, SubmitButton } from '../fields.tsx';

/** What anybody may say of a call, one button each; distress has a place of its own. */
export const CALL_CODES: readonly OutcomeCode[] = VOLUNTEER_OUTCOMES.filter((code) => code !== 'distress');

/** To keep in mind while talking, on a hot day. The boxes have no name: nothing of them is ever sent or kept. */
const HOT_QUESTIONS = [
  'A bien dormi',
  'Volets fermés le jour',
  'Une pièce fraîche, ou un ventilateur',
  'De l’eau à portée, boit souvent',
  'Mange comme d’habitude',
  'Quelqu’un passe la voir',
  'D’accord pour demain',
] as const;

/** The same for a friendly call. */
const FRIENDLY_QUESTIONS = [
  'Comment s’est passée sa journée d’hier',
  'Ce qu’elle a prévu aujourd’hui',
  'Qui elle a vu ou va voir',
  'Ce dont elle aurait besoin',
  'Quand on la rappelle',
] as const;
export const questionsFor = ({ source }: Pick<CallRound, 'source'>): readonly string[] =>
  source.kind === 'heat' ? HOT_QUESTIONS : FRIENDLY_QUESTIONS;

/** 15, 18, 112, 114 first, on the page already loaded: they work without a network. */
export const EmergencyNumbers = () => (
  <ul class="emergency">
    {(
      [
        ['15', 'SAMU'],
        ['18', 'pompiers'],
        ['112', 'urgences'],
        ['114', 'par SMS, sans parler'],
      ] as const
    ).map(([number, who]) => (
      <li>
        <a href={number === '114' ? 'sms:114' : `tel:${number}`}>
          <strong>{number}</strong> {who}
        </a>
      </li>
    ))}
  </ul>
);

export const Script = ({ round }: { round: Pick<CallRound, 'script' | 'callingNumber' | 'codeWord'> }) => (
  <details>
    <summary>Quoi dire</summary>
    <div>
      {round.script.split('\n').map((line) => (
        <p>{line}</p>
      ))}
      <p>
        {round.codeWord && (
          <>
            Mot du jour&nbsp;: <strong>{round.codeWord}</strong>. La personne l’a reçu de la mairie&nbsp;: il
            lui montre que l’appel vient bien de nous.{' '}
          </>
        )}
        Le numéro annoncé est le <strong>{frenchPhone(round.callingNumber)}</strong>.
      </p>
    </div>
  </details>
);

export type CallCardProps = {
  /** Tells this card's fields from those of the other cards on the page. */
  readonly n: number;
  readonly name: string;
  readonly phones: readonly { readonly phone: Phone; readonly label: string }[];
  readonly notes: string | undefined;
  readonly action: string;
  readonly csrf: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly codes?: readonly OutcomeCode[];
  readonly questions?: readonly string[];
  readonly children?: Child;
};

/** One person to call: a big button, a memory aid, and what came of it in one tap. */
export const CallCard = ({
  n,
  name,
  phones,
  notes,
  action,
  csrf,
  hidden,
  codes = CALL_CODES,
  questions = HOT_QUESTIONS,
  children,
}: CallCardProps) => (
  <div class="call-card">
    {phones.map(({ phone, label }) => (
      <a class="button big call" href={`tel:${phone}`}>
        <span>
          Appeler <span class="number">{frenchPhone(phone)}</span>
          {label ? ` (${label})` : ''}
        </span>
      </a>
    ))}
    {phones.length === 0 && codes.includes('wrong-number') && (
      <Notice tone="warn">Aucun numéro connu : notez « mauvais numéro », un agent prendra la suite.</Notice>
    )}
    {notes && (
      <p>
        <strong>À savoir&nbsp;:</strong> {notes}
      </p>
    )}
    {children}
    <details>
      <summary>Aide-mémoire (rien n’est enregistré)</summary>
      <div class="reminders">
        {questions.map((question) => (
          <label class="option">
            <input type="checkbox" />
            <span>{question}</span>
          </label>
        ))}
      </div>
    </details>
    <PostForm action={action} csrf={csrf} class="outcome">
      {Object.entries(hidden).map(([field, value]) => (
        <Hidden name={field} value={value} />
      ))}
      <fieldset>
        <legend>Comment va {name}&nbsp;?</legend>
        <div class="outcomes">
          {codes.map((code, i) => (
            <SubmitButton name="code" value={code} tone={i === 0 ? 'first' : 'second'}>
              {capital(OUTCOME_NAMES[code])}
            </SubmitButton>
          ))}
        </div>
      </fieldset>
      <details>
        <summary>Ajouter un mot pratique</summary>
        <div>
          <div class="field">
            <label for={`note-${n}`}>Un mot pour la suite</label>
            <p class="hint" id={`note-${n}-hint`}>
              Pratique seulement (« rappeler à 15 h »). Jamais de santé, de médicament ni d’opinion.
            </p>
            <textarea
              id={`note-${n}`}
              name="note"
              rows={2}
              maxlength={NOTE_LENGTH}
              aria-describedby={`note-${n}-hint`}
            />
          </div>
          <p class="hint">Puis touchez le résultat de l’appel ci-dessus.</p>
        </div>
      </details>
      <details class="in-danger">
        <summary>Cette personne est en danger</summary>
        <div>
          <p>
            <strong>D’abord les secours.</strong> Restez en ligne avec la personne si vous pouvez, et appelez
            d’un autre téléphone, ou faites appeler.
          </p>
          <EmergencyNumbers />
          <p>Puis prévenez la ville. Ce bouton ne remplace pas les secours.</p>
          <SubmitButton name="code" value="distress" tone="danger" wide>
            Prévenir la ville maintenant
          </SubmitButton>
        </div>
      </details>
    </PostForm>
  </div>
);

/** What these cards add to the sheet of whichever host shows them. */
export const CALL_STYLE = `
.call-card .call{display:flex;width:100%;justify-content:center;text-align:center;margin:0 0 .75rem}
.outcomes{display:grid;gap:.6rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,11rem),1fr))}.outcomes button{width:100%;min-height:56px}.outcomes button:first-child{grid-column:1/-1}
.call-card details{margin:0 0 .75rem;border:1px solid var(--line);border-radius:var(--radius);background:var(--card)}.call-card summary{min-height:48px;padding:.75rem 1rem;cursor:pointer;font-weight:600}.call-card details>div{padding:0 1rem 1rem}
.outcome fieldset{border:0;padding:0;margin:0 0 1rem}.outcome legend{font-weight:600;margin-bottom:.5rem}
.emergency{list-style:none;padding:0;margin:0 0 1rem;display:grid;gap:.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,8rem),1fr));max-width:none}.outcome button,.call-card .button{white-space:normal;overflow-wrap:anywhere}.call-card .number{white-space:nowrap}@media(max-width:20rem){.card[data-personne]{padding-inline:.6rem}.call-card button,.call-card .button{padding-inline:.3rem}.call-card .number{white-space:normal}.call-card summary{padding-inline:.6rem}}.emergency li{margin:0;display:grid}
.emergency a{display:flex;flex-wrap:wrap;gap:0 .5rem;align-items:baseline;min-height:56px;padding:.6rem .8rem;border:2px solid var(--alert-ink);border-radius:var(--radius);background:var(--alert);color:var(--alert-ink);text-decoration:none}.emergency strong{font-size:1.4rem}
details.in-danger>summary{color:var(--alert-ink)}
#reseau{position:sticky;top:0;z-index:5}#reseau p{margin:0 0 .4rem}#reseau>:last-child{margin-bottom:0}#reseau .button{padding:.72rem 1rem}.kept{font-weight:600}
.waiting{border-left:4px solid var(--brand);padding:.6rem .9rem;background:var(--card)}
`;
