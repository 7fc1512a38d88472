import type { Known } from '../../../shared/flags/find-known.ts';
import type { Flag } from '../../../shared/flags/flag.ts';
import { owesTelling } from '../../../shared/flags/flag.ts';
import { openCommands } from '../../../shared/flags/transitions.ts';
import { CONSENT_WORDS, REASON_WORDS, recontactWords } from '../../../shared/flags/words.ts';
import { readPhone } from '../../../shared/phone/read-phone.ts';
import { likenessWords } from '../../../shared/seniors/identity/likeness.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import type { Role } from '../../../shared/staff/staff.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { Badge, Clock, Facts, Moment, Notice, Timeline, type TimelineItem } from '../../web/components.tsx';
import { ErrorSummary, Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { PhoneLink } from '../../web/layout.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import { Steps, Telling } from './flag-steps.tsx';
import { phoneWords } from './phone-words.ts';
import { StateBadge, UrgencyBadge } from './receipt-page.tsx';

export type FlagView = {
  readonly frame: Frame;
  readonly flag: Flag;
  readonly now: Instant;
  readonly form: FormState;
  readonly role: Role;
  readonly isFlagger: boolean;
  readonly flagger:
    | { readonly name: string; readonly organisation: string; readonly phone?: string | undefined }
    | undefined;
  readonly handler: string | undefined;
  readonly known: Known;
  readonly timeline: readonly TimelineItem[];
};

/** A flag as the House reads it: what was seen, who may be this person, the next step first. */
export const FlagPage = (view: FlagView) => {
  const { frame, flag, now, form } = view;
  return (
    <DeskPage frame={frame} title={`Signalement ${flag.number}`} hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href="/signalements">Signalements</a>
      </p>
      <ErrorSummary form={form} />
      <div class="head">
        <h1>
          {flag.person.name || flag.person.address || 'Personne sans nom'} <small>{flag.number}</small>
        </h1>
        <p>
          <UrgencyBadge flag={flag} /> <StateBadge flag={flag} />{' '}
          {flag.sensitive && <Badge tone="alert">Sensible</Badge>}
        </p>
      </div>
      {flag.sensitive && (
        <Notice tone="alert" title="Situation sensible">
          <p>
            Ni SMS, ni courrier, ni appel au domicile. Seul chemin :{' '}
            <strong>{flag.sensitive.safeChannel.replace(/\.$/, '')}</strong>. Ce signalement n’est lu que par
            le signalant, la coordination et le référent.
          </p>
        </Notice>
      )}
      <div class="columns">
        <div>
          <Seen flag={flag} flagger={view.flagger} />
          <Proposals view={view} />
          <h2>Ce qui s’est passé</h2>
          <Timeline items={view.timeline} now={now} />
        </div>
        <div>
          <Clocks flag={flag} now={now} handler={view.handler} />
          <Steps view={view} />
          <Telling view={view} />
        </div>
      </div>
    </DeskPage>
  );
};

const Seen = ({ flag, flagger }: { flag: Flag; flagger: FlagView['flagger'] }) => {
  const phone = readPhone(flag.person.phone);
  const back = flagger?.phone ? readPhone(flagger.phone) : undefined;
  return (
    <section class="card">
      <h2>Ce qui a été remarqué</h2>
      {flag.noticed && <p class="lead">« {flag.noticed} »</p>}
      <Facts
        of={[
          ['Motifs', flag.reasons.map((reason) => REASON_WORDS[reason]).join(', ')],
          ['Adresse', flag.person.address],
          [
            'Téléphone',
            phone && !flag.sensitive ? <PhoneLink phone={phone} /> : phoneWords(flag.person.phone),
          ],
          ['Naissance', flag.person.birth],
          ['Son accord', CONSENT_WORDS[flag.consent]],
          [
            'Signalé par',
            flagger && (
              <>
                {flagger.name}, {flagger.organisation} {back && <PhoneLink phone={back} />}
              </>
            ),
          ],
          ['Prévenu par, à rappeler', flag.caller],
          ['Suite donnée', flag.outcome],
          ['Recontact', recontactWords(flag)],
        ]}
      />
    </section>
  );
};

const Clocks = ({ flag, now, handler }: { flag: Flag; now: Instant; handler: string | undefined }) => (
  <section class="card">
    <Facts
      of={[
        ['Reçu', <Moment at={flag.receivedAt} />],
        [
          'Premier contact',
          flag.state === 'received' || flag.state === 'acknowledged' ? (
            <Clock due={flag.dueAt} now={now} />
          ) : undefined,
        ],
        ['Personne informée', owesTelling(flag) ? <Clock due={flag.tellPersonBy} now={now} /> : undefined],
        ['Essais sans réponse', flag.attempts?.length ? String(flag.attempts.length) : undefined],
        ['Suivi par', handler ?? 'personne encore'],
      ]}
    />
  </section>
);

/** People who may be this one, each with the reasons, so that nobody has two files. */
const Proposals = ({ view }: { view: FlagView }) => {
  const { flag, known, frame } = view;
  const may = openCommands(flag.state, view).includes('know');
  if (known.seniors.length + known.flags.length === 0) return null;
  return (
    <section class="card">
      <h2>Peut-être déjà connue</h2>
      <ul>
        {known.seniors.map(({ senior, like }) => (
          <li>
            <a href={`/personnes/${senior.id}`}>{seniorName(senior)}</a>, {senior.address.line} :{' '}
            {like.verdict === 'same' ? 'presque sûr' : 'possible'} ({likenessWords(like.signs)})
            {may && (
              <PostForm action={`/signalements/${flag.id}/etape`} csrf={frame.csrf}>
                <Hidden name="do" value="know" />
                <Hidden name="seniorId" value={senior.id} />
                <SubmitButton tone="plain">C’est elle : rattacher à son dossier</SubmitButton>
              </PostForm>
            )}
          </li>
        ))}
        {known.flags.map(({ flag: other, like }) => (
          <li>
            <a href={`/signalements/${other.id}`}>Signalement {other.number}</a>, ouvert aussi (
            {likenessWords(like.signs)})
          </li>
        ))}
      </ul>
    </section>
  );
};
