import type { DoorLine } from '../../../shared/rounds/view-round.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import { frenchFullDay } from '../../../shared/time/french.ts';
import type { LinksFrame } from '../../links/frame.ts';
import { Badge, Facts, Notice } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { Page } from '../../web/layout.tsx';
import { Said } from '../../web/said.tsx';
import { doorPath } from './door-page.tsx';
import { CLOSED, doorsWords, hour, Signature } from './offer-pages.tsx';
import type { Yours } from './read.ts';

const NOTED: Readonly<Record<string, string>> = {
  done: 'remis',
  'not-home': 'pas là',
  refused: 'refusé',
  'put-off': 'remis à plus tard',
  prevented: 'pas pu venir',
  other: 'pas remis',
};

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

type CarrierProps = { readonly frame: LinksFrame; readonly view: Yours; readonly said: string | undefined };

const ALL_OFF = [
  'Tout est fait, merci !',
  'Toutes les portes ont été annulées : il n’y a rien à noter. Merci d’avoir été là.',
] as const;

/** Nowhere is left to go to: thanks, and what was noted, to be corrected as any other door on the way. */
export const DoneRoundPage = ({ frame, view, said }: CarrierProps) => {
  const [title, sentence] = view.lines.every(({ isGone }) => isGone) ? ALL_OFF : CLOSED[view.ended ?? 'done'];
  return (
    <Page title={title} {...frame}>
      <Said words={SAID} said={said} />
      <h1>{title}</h1>
      <p>{sentence}</p>
      {view.lines.some(({ isGone }) => !isGone) && (
        <>
          <h2>Ce que vous avez noté</h2>
          <p>Une erreur, un oubli, une inquiétude ? Touchez la porte pour la reprendre.</p>
          <ol class="doors">
            {view.lines.map((line, i) => (
              <Line line={line} rank={i + 1} />
            ))}
          </ol>
        </>
      )}
      <Signature frame={frame} />
    </Page>
  );
};

/** The round of its carrier: what comes next, big; the whole list; what to say on the way. */
export const CarrierPage = ({ frame, view, said }: CarrierProps) => {
  const { round: stored, programme } = view.facts;
  const round = stored.value;
  const left = view.lines.filter(({ isLeft }) => isLeft);
  const next = left[0];
  const last = left.at(-1);
  const isUnderWay = round.state === 'on-the-way';
  return (
    <Page title="Votre tournée" {...frame}>
      <Said words={SAID} said={said} />
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
              ? view.lines.every(({ isGone }) => isGone)
                ? 'Toutes les portes sont annulées : il n’y a rien à faire.'
                : 'Toutes les portes sont notées.'
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
      {!isUnderWay && view.mayStart && !view.isClosed && left.length > 0 && (
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
