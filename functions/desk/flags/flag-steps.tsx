import { owesTelling } from '../../../shared/flags/flag.ts';
import { type FlagCommand, openCommands } from '../../../shared/flags/transitions.ts';
import { DateField, Field, Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FlagView } from './flag-page.tsx';

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
export const Steps = ({ view }: { view: FlagView }) => {
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
    <section class="card no-print">
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
export const Telling = ({ view }: { view: FlagView }) => {
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
