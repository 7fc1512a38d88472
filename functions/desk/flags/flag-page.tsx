import type { Known } from '../../../shared/flags/find-known.ts';
import type { Flag } from '../../../shared/flags/flag.ts';
import { owesTelling } from '../../../shared/flags/flag.ts';
import { type FlagCommand, openCommands } from '../../../shared/flags/transitions.ts';
import { CONSENT_WORDS, REASON_WORDS, recontactWords } from '../../../shared/flags/words.ts';
import { readPhone } from '../../../shared/phone/read-phone.ts';
import { likenessWords } from '../../../shared/seniors/identity/likeness.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import type { Role } from '../../../shared/staff/staff.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { Badge, Clock, Facts, Moment, Notice, Timeline, type TimelineItem } from '../../web/components.tsx';
import { DateField, ErrorSummary, Field, Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { PhoneLink } from '../../web/layout.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
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
            <strong>{flag.sensitive.safeChannel}</strong>. Ce signalement n’est lu que par le signalant, la
            coordination et le référent.
          </p>
        </Notice>
      )}
      <div class="columns">
        <div>
          <Seen flag={flag} flagger={view.flagger} />
          <Proposals view={view} />
          <h2>Ce qui s’est passé</h2>
          <Timeline items={view.timeline} />
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
          ['Téléphone', phone && !flag.sensitive ? <PhoneLink phone={phone} /> : flag.person.phone],
          ['Naissance', flag.person.birth],
          ['Sait-elle ?', CONSENT_WORDS[flag.consent]],
          [
            'Signalé par',
            flagger && (
              <>
                {flagger.name}, {flagger.organisation} {back && <PhoneLink phone={back} />}
              </>
            ),
          ],
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

const BUTTONS: Readonly<Partial<Record<FlagCommand, string>>> = {
  acknowledge: 'Je m’en occupe',
  try: 'J’ai appelé, sans réponse',
  contact: 'J’ai parlé avec la personne',
  'give-up': 'Injoignable malgré nos essais',
  reopen: 'Reprendre ce signalement',
};

const One = ({
  view,
  command,
  tone,
}: {
  view: FlagView;
  command: FlagCommand;
  tone?: 'first' | 'second';
}) => (
  <PostForm action={`/signalements/${view.flag.id}/etape`} csrf={view.frame.csrf}>
    <Hidden name="do" value={command} />
    <SubmitButton tone={tone ?? 'second'} wide>
      {BUTTONS[command]}
    </SubmitButton>
  </PostForm>
);

/** The likely step in full colour, the others under it; what settles without a file is folded. */
const Steps = ({ view }: { view: FlagView }) => {
  const { flag } = view;
  const open = openCommands(flag.state, view);
  const order: readonly FlagCommand[] = ['acknowledge', 'contact', 'try', 'reopen'];
  const shown = order.filter(
    (command) =>
      open.includes(command) &&
      !(command === 'acknowledge' && flag.handlerId) &&
      !(command === 'contact' && flag.state === 'contacted'),
  );
  if (open.length === 0)
    return flag.seniorId ? (
      <p>
        <a class="button" href={`/personnes/${flag.seniorId}`}>
          Voir son dossier
        </a>
      </p>
    ) : null;
  return (
    <section class="card">
      <h2>Prochaine étape</h2>
      {open.includes('take-up') && flag.state === 'contacted' && (
        <p>
          <a class="button wide" href={`/signalements/${flag.id}/dossier`}>
            Ouvrir son dossier et noter ses accords
          </a>
        </p>
      )}
      {shown.map((command, at) => (
        <p>
          <One
            view={view}
            command={command}
            tone={at === 0 && flag.state !== 'contacted' ? 'first' : 'second'}
          />
        </p>
      ))}
      {open.includes('take-up') && flag.state !== 'contacted' && (
        <p>
          <a href={`/signalements/${flag.id}/dossier`}>Elle est d’accord : ouvrir son dossier</a>
        </p>
      )}
      <Endings view={view} open={open} />
    </section>
  );
};

const Endings = ({ view, open }: { view: FlagView; open: readonly FlagCommand[] }) => {
  const { flag, frame, form } = view;
  if (!open.includes('decline') && !open.includes('close')) return null;
  return (
    <details class="more" open={form.problems.length > 0}>
      <summary>Autres suites</summary>
      {open.includes('decline') && (
        <PostForm action={`/signalements/${flag.id}/etape`} csrf={frame.csrf} class="card">
          <h3>Elle ne souhaite pas de suite</h3>
          <Hidden name="do" value="decline" />
          <DateField
            form={form}
            name="recontactOn"
            label="La recontacter le"
            hint="Seulement si elle est d’accord."
            optional
          />
          <SubmitButton tone="second">Noter son choix</SubmitButton>
        </PostForm>
      )}
      {open.includes('redirect') && (
        <PostForm action={`/signalements/${flag.id}/etape`} csrf={frame.csrf} class="card">
          <h3>Orienter vers un autre service</h3>
          <Hidden name="do" value="redirect" />
          <Field form={form} name="where" label="Vers quel service" max={300} />
          <SubmitButton tone="second">Orienter</SubmitButton>
        </PostForm>
      )}
      {open.includes('give-up') && <One view={view} command="give-up" />}
      {open.includes('close') && (
        <PostForm action={`/signalements/${flag.id}/etape`} csrf={frame.csrf} class="card">
          <h3>Clore sans suite</h3>
          <Hidden name="do" value="close" />
          <Field form={form} name="why" label="Pourquoi" max={300} />
          <SubmitButton tone="danger">Clore</SubmitButton>
        </PostForm>
      )}
    </details>
  );
};

/** The person is told that someone spoke of her, in time: by letter, or by the safe channel. */
const Telling = ({ view }: { view: FlagView }) => {
  const { flag, frame } = view;
  if (!owesTelling(flag)) return null;
  const how = flag.sensitive ? 'safe-channel' : 'letter';
  return (
    <section class="card">
      <h2>Prévenir la personne</h2>
      <p>Elle a le droit de savoir qu’on a parlé d’elle, dans les huit jours.</p>
      {!flag.sensitive && (
        <p>
          <a href={`/signalements/${flag.id}/lettre`}>Imprimer la lettre</a>
        </p>
      )}
      <PostForm action={`/signalements/${flag.id}/informee`} csrf={frame.csrf}>
        <Hidden name="how" value={how} />
        <SubmitButton tone="second">
          {flag.sensitive ? 'Elle est prévenue par le chemin sûr' : 'La lettre est partie'}
        </SubmitButton>
      </PostForm>
    </section>
  );
};
