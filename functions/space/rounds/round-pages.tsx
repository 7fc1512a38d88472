import { directionLinks } from '../../../shared/geo/travel.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import type { DoorLine, RoundView } from '../../../shared/rounds/view-round.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import { frenchFullDay } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { mayRevealDoorCode } from '../../../shared/visits/situation.ts';
import type { LinksFrame } from '../../links/frame.ts';
import { BagCard } from '../../links/mission/books.tsx';
import { Badge, Facts, Notice } from '../../web/components.tsx';
import { Choice, ErrorSummary, Hidden, PostForm, SubmitButton, TextArea } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page } from '../../web/layout.tsx';
import { BookFields, type BooksToTell } from '../mission/book-fields.tsx';
import { doorsWords, hour, Signature } from './offer-pages.tsx';

type Yours = Extract<RoundView, { kind: 'yours' }>;

const NOTED: Readonly<Record<string, string>> = {
  done: 'remis',
  'not-home': 'pas là',
  refused: 'refusé',
  'put-off': 'remis à plus tard',
  prevented: 'pas pu venir',
  other: 'pas remis',
};

const doorPath = (line: DoorLine): string => `/t/porte/${line.stop.missionId}`;

const Line = ({ line, rank }: { line: DoorLine; rank: number }) => {
  const name = line.senior ? seniorName(line.senior) : `Porte ${rank}`;
  if (line.isGone)
    return (
      <li>
        <p>
          <span class="at">{hour(line.stop.arrivesAt)}</span> Annulé, n’y allez pas.
        </p>
      </li>
    );
  return (
    <li>
      <p>
        <span class="at">{hour(line.stop.arrivesAt)}</span> <a href={doorPath(line)}>{name}</a>{' '}
        {line.isLeft ? (
          (line.stop.passes ?? 0) > 0 && <Badge tone="info">à repasser</Badge>
        ) : (
          <Badge tone={line.mission.outcome === 'done' ? 'good' : 'warn'}>
            {NOTED[line.mission.outcome ?? ''] ?? 'noté'}
          </Badge>
        )}
        {line.senior && line.isLeft && (
          <span class="line">
            {line.senior.address.line}
            {line.senior.address.complement ? `, ${line.senior.address.complement}` : ''}
          </span>
        )}
      </p>
    </li>
  );
};

const SAID: Readonly<Record<string, string>> = {
  oui: 'Merci ! La tournée est à vous. Gardez ce SMS : il rouvre cette page.',
  depart: 'Bonne route. Les heures sont comptées à partir de maintenant.',
  retard: 'C’est noté : les heures sont décalées, et la coordination le voit.',
  repasse: 'Cette porte est maintenant la dernière.',
  note: 'C’est noté, merci.',
};

const LATE_MINUTES = [10, 20, 30, 60] as const;

/** The round of its carrier: what comes next, big; the whole list; what to say on the way. */
export const CarrierPage = ({
  frame,
  view,
  said,
}: {
  frame: LinksFrame;
  view: Yours;
  said: string | undefined;
}) => {
  const { round: stored, programme } = view.facts;
  const round = stored.value;
  const left = view.lines.filter(({ isLeft }) => isLeft);
  const next = left[0];
  const last = left.at(-1);
  const isUnderWay = round.state === 'on-the-way';
  return (
    <Page title="Votre tournée" {...frame}>
      {said && SAID[said] && <Notice tone="good">{SAID[said]}</Notice>}
      <h1>Votre tournée, {frenchFullDay(round.day)}</h1>
      {view.isClosed ? (
        <Notice tone="info">
          La tournée est passée : les noms ne s’affichent plus. Dites-nous ce qu’il en est des portes qui
          restent.
        </Notice>
      ) : (
        <div class="card">
          <p class="when">
            {left.length === 0
              ? 'Toutes les portes sont notées.'
              : `${doorsWords(left.length)}${isUnderWay ? ' encore' : ''}, ${isUnderWay ? 'prochaine' : 'départ'} à ${hour(isUnderWay && next ? next.stop.arrivesAt : round.leavesAt)}`}
          </p>
          <Facts
            of={[
              ['Quoi', programme.label],
              ['Départ', isUnderWay ? undefined : round.start.label],
              // Under way the hours follow the doors noted; the end that was promised no longer does.
              isUnderWay
                ? ['Dernière porte', last && `vers ${hour(last.stop.arrivesAt)}`]
                : ['Fin vers', hour(round.endsAt)],
            ]}
          />
        </div>
      )}
      {next && !view.isClosed && isUnderWay && (
        <div class="answers">
          <a class="button" href={doorPath(next)}>
            Prochaine porte : {next.senior ? seniorName(next.senior) : hour(next.stop.arrivesAt)}
          </a>
        </div>
      )}
      {!isUnderWay && view.mayStart && left.length > 0 && (
        <PostForm action="/t/partir" csrf={frame.csrf}>
          <SubmitButton wide>Je pars</SubmitButton>
        </PostForm>
      )}
      <h2>Dans cet ordre</h2>
      <ol class="doors">
        {view.lines.map((line, i) => (
          <Line line={line} rank={i + 1} />
        ))}
      </ol>
      {isUnderWay && next && !view.isClosed && (
        <details>
          <summary>J’ai du retard</summary>
          <div>
            <PostForm action="/t/retard" csrf={frame.csrf}>
              <Hidden name="vu" value={next.stop.arrivesAt} />
              <p>De combien les portes qui restent sont-elles décalées ?</p>
              <div class="three">
                {LATE_MINUTES.map((minutes) => (
                  <SubmitButton wide tone="second" name="minutes" value={String(minutes)}>
                    {minutes} minutes
                  </SubmitButton>
                ))}
              </div>
            </PostForm>
          </div>
        </details>
      )}
      <ul class="quiet-links">
        {left.length > 0 && (
          <li>
            <a href="/t/rendre">
              {isUnderWay ? 'Je ne peux pas continuer' : 'Je ne peux plus faire cette tournée'}
            </a>
          </li>
        )}
      </ul>
      <Signature frame={frame} />
    </Page>
  );
};

const HER = [
  { value: 'well', label: 'Bien' },
  { value: 'as-usual', label: 'Comme d’habitude' },
  { value: 'low', label: 'Pas le moral' },
];

const Details = ({ line, view, now }: { line: DoorLine; view: Yours; now: Instant }) => {
  const { senior, mission } = line;
  if (!senior) return null;
  const way = senior.address.point
    ? directionLinks(senior.address.point, view.facts.round.value.travel)
    : undefined;
  return (
    <section class="card" aria-labelledby="chez">
      <h2 id="chez">Chez {seniorName(senior)}</h2>
      <address class="address">
        {senior.address.line}
        {senior.address.complement && (
          <>
            <br />
            {senior.address.complement}
          </>
        )}
        <br />
        {senior.address.postcode} {senior.address.city}
      </address>
      <Facts
        of={[
          [
            'Téléphone',
            senior.phones.length > 0 ? (
              <span>
                {senior.phones.map(({ phone }) => (
                  <span class="line">
                    <a href={`tel:${phone}`}>{frenchPhone(phone)}</a>
                  </span>
                ))}
              </span>
            ) : undefined,
          ],
          [
            'Code d’entrée',
            senior.address.doorCode
              ? mayRevealDoorCode(mission, now)
                ? senior.address.doorCode
                : 'affiché ici la veille'
              : undefined,
          ],
          ['Conseils', senior.practicalNotes || undefined],
        ]}
      />
      {way && (
        <ul class="quiet-links">
          <li>
            <a href={way.app}>Itinéraire sur mon téléphone</a>
          </li>
        </ul>
      )}
    </section>
  );
};

/** One door: where it is, what is brought, and what became of it in taps. */
export const DoorPage = ({
  frame,
  view,
  line,
  books,
  form,
  now,
}: {
  frame: LinksFrame;
  view: Yours;
  line: DoorLine;
  books: BooksToTell | undefined;
  form: FormState;
  now: Instant;
}) => {
  const isParcel = line.mission.act === 'parcel';
  const isOnly = view.lines.filter(({ isLeft }) => isLeft).length === 1;
  const title = line.senior ? seniorName(line.senior) : `La porte de ${hour(line.stop.arrivesAt)}`;
  return (
    <Page title={title} hasProblems={form.problems.length > 0} {...frame}>
      <ErrorSummary form={form} />
      <h1>{title}</h1>
      {!view.mayStart && (
        <Notice tone="info">La tournée n’a pas commencé : voici à quoi vous attendre.</Notice>
      )}
      <Details line={line} view={view} now={now} />
      {line.senior && <BagCard books={books} />}
      {view.mayStart && (
        <>
          {line.isLeft && !isOnly && !view.isClosed && (
            <PostForm action="/t/repasser" csrf={frame.csrf}>
              <Hidden name="mission" value={line.stop.missionId} />
              <SubmitButton wide tone="second">
                Personne n’ouvre : je repasserai à la fin
              </SubmitButton>
            </PostForm>
          )}
          <h2>{line.isLeft ? 'Noter cette porte' : 'Corriger ce qui est noté'}</h2>
          <PostForm action={doorPath(line)} csrf={frame.csrf}>
            <Choice
              form={form}
              name="outcome"
              label="Est-ce remis ?"
              options={[
                { value: 'done', label: isParcel ? 'Oui, colis remis' : 'Oui, c’est remis' },
                { value: 'not-home', label: 'Non, personne n’a ouvert' },
                { value: 'refused', label: 'Non, la personne n’en veut pas' },
                { value: 'prevented', label: 'Non, je n’ai pas pu y aller' },
              ]}
            />
            {isParcel && (
              <Choice
                form={form}
                name="handed"
                label="À qui ?"
                optional
                options={[
                  { value: 'herself', label: 'À la personne' },
                  { value: 'relative', label: 'À un proche' },
                  { value: 'neighbour', label: 'À un voisin' },
                  { value: 'caretaker', label: 'Au gardien, à l’accueil' },
                ]}
              />
            )}
            <BookFields form={form} books={books} />
            <Choice form={form} name="her" label="Comment va la personne ?" optional options={HER} />
            <TextArea
              form={form}
              name="words"
              label="Un mot"
              hint="Ce que vous avez vu ou partagé, jamais de maladie ni de traitement."
              optional
              max={1000}
              rows={2}
            />
            <details>
              <summary>Quelque chose m’inquiète</summary>
              <div>
                <p>
                  Danger immédiat&nbsp;? Appelez d’abord le{' '}
                  {frame.town.emergencyNumbers.map(({ number }, i) => (
                    <>
                      {i > 0 ? ', ' : ''}
                      <a href={`tel:${number}`}>{number}</a>
                    </>
                  ))}
                  .
                </p>
                <TextArea
                  form={form}
                  name="worry"
                  label="Ce qui vous inquiète"
                  hint="La coordination est prévenue aussitôt."
                  optional
                  max={1000}
                  rows={3}
                />
                <Choice
                  form={form}
                  name="urgent"
                  label="Cela peut-il attendre demain ?"
                  optional
                  options={[
                    { value: 'non', label: 'Non, c’est urgent' },
                    { value: 'oui', label: 'Oui' },
                  ]}
                />
              </div>
            </details>
            <SubmitButton wide>Enregistrer</SubmitButton>
          </PostForm>
        </>
      )}
      <ul class="quiet-links">
        <li>
          <a href="/t">Toute la tournée</a>
        </li>
      </ul>
      <Signature frame={frame} />
    </Page>
  );
};
