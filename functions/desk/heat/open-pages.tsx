import type { Campaign, StillOpen } from '../../../shared/heat/campaign/campaign.ts';
import { type HeatSettings, reachAt } from '../../../shared/heat/settings.ts';
import { LEVEL_NAMES, reachWords } from '../../../shared/heat/words.ts';
import type { Staff } from '../../../shared/staff/staff.ts';
import { frenchDay } from '../../../shared/time/french.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Moment, Notice } from '../../web/components.tsx';
import {
  Checks,
  Choice,
  DateField,
  ErrorSummary,
  Field,
  PostForm,
  SubmitButton,
  TextArea,
} from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { roleWords } from '../words.ts';
import { HEAT } from './read.ts';

/** Of the team, and whether the mayor named them to open the register. */
export type Officer = Staff & { readonly isNamed: boolean };

type FormProps = {
  readonly frame: Frame;
  readonly form: FormState;
  readonly town: Town;
  readonly officers: readonly Officer[];
  readonly settings: HeatSettings;
};

const Conduct = ({ form, officers, settings }: Pick<FormProps, 'form' | 'officers' | 'settings'>) => (
  <>
    <Choice
      form={form}
      name="level"
      label="Niveau"
      options={(['yellow', 'orange', 'red'] as const).map((level) => ({
        value: level,
        label: LEVEL_NAMES[level],
        hint: level === 'red' ? 'tout le registre, deux fois par jour' : reachWords(reachAt(settings, level)),
      }))}
    />
    <DateField
      form={form}
      name="expectedEnd"
      label="Fin prévue"
      hint="Rien ne s’arrête seul : on vous demandera."
    />
    <Checks
      form={form}
      name="duty"
      label="D’astreinte : qui répond de ce que personne n’a pris"
      hint="Un SMS part à leur portable s’il est connu, et au téléphone d’astreinte de la ville, si une personne est en détresse ou qu’un délai passe. Au deuxième délai passé pour une même personne, la coordination le reçoit aussi. Ce qui est au nom d’une personne qui quitte l’astreinte passe à celles qui restent."
      options={officers.map((one) => ({
        value: one.id,
        label: one.name,
        hint: one.isNamed
          ? roleWords(one.role)
          : `${roleWords(one.role)}, sans nomination pour le registre : ne voit ni nom ni numéro`,
      }))}
    />
    <Field
      form={form}
      name="callingNumber"
      label="Numéro qui s’affiche chez les personnes"
      type="tel"
      hint="Annoncé d’avance : beaucoup ne décrochent pas à un numéro inconnu."
      short
    />
    <div class="row">
      <Field form={form} name="from" label="Appels à partir de" type="time" short />
      <Field form={form} name="to" label="et jusqu’à" type="time" short />
    </div>
    <TextArea form={form} name="script" label="Ce que dit la personne qui appelle" max={2000} rows={8} />
  </>
);

/** The human act that starts the calls; everything is filled in, most is only read over. */
export const OpenPage = ({ frame, form, town, officers, settings }: FormProps) => (
  <DeskPage frame={frame} title="Ouvrir les appels" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={HEAT}>{settings.label}</a>
    </p>
    <ErrorSummary form={form} />
    <div class="narrow">
      <h1>Ouvrir les appels {settings.label}</h1>
      <p>
        À partir de l’orange, chaque personne du registre est appelée, chaque jour, jusqu’à ce qu’un humain
        ait conclu pour chacune. Les listes se font aussitôt&nbsp;; les bénévoles d’été reçoivent leur
        proposition par SMS.
      </p>
      <PostForm action={`${HEAT}/ouvrir`} csrf={frame.csrf}>
        <DateField form={form} name="startsOn" label="Premier jour d’appels" />
        <Conduct form={form} officers={officers} settings={settings} />
        {town.sectors.length > 1 && (
          <Checks
            form={form}
            name="sectors"
            label="Secteurs (aucun coché : toute la ville)"
            options={town.sectors.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
        <div class="actions">
          <SubmitButton>Ouvrir les appels</SubmitButton>
          <a class="button second" href={HEAT}>
            Ne rien ouvrir
          </a>
        </div>
      </PostForm>
    </div>
  </DeskPage>
);

export const ConductPage = ({ frame, form, officers, settings }: FormProps) => (
  <DeskPage frame={frame} title="Conduite des appels" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={HEAT}>{settings.label}</a>
    </p>
    <ErrorSummary form={form} />
    <div class="narrow">
      <h1>Changer le niveau, l’astreinte, la fin</h1>
      <p>
        Les listes en cours suivent aussitôt&nbsp;: les prochaines échéances sont celles du nouveau niveau.
        Une liste faite s’élargit quand le niveau monte, et ne se réduit jamais.
      </p>
      <PostForm action={`${HEAT}/conduite`} csrf={frame.csrf}>
        <Conduct form={form} officers={officers} settings={settings} />
        <div class="actions">
          <SubmitButton>Enregistrer</SubmitButton>
          <a class="button second" href={HEAT}>
            Ne rien changer
          </a>
        </div>
      </PostForm>
    </div>
  </DeskPage>
);

type CloseProps = {
  readonly frame: Frame;
  readonly campaign: Campaign;
  readonly still: StillOpen;
  readonly askedBy: string | undefined;
  readonly isMine: boolean;
  readonly form: FormState;
};

const StillList = ({ still }: { still: StillOpen }) => (
  <ul>
    {still.lists.map((list) => (
      <li>
        <a href={`${HEAT}?liste=${list.roundId}`}>{frenchDay(list.day)}</a>&nbsp;: {list.open} à joindre,{' '}
        {list.unsettled} {list.unsettled > 1 ? 'confiées' : 'confiée'} et pas encore{' '}
        {list.unsettled > 1 ? 'réglées' : 'réglée'}
        {list.isBeingMade && ' ; la liste se vérifie encore'}
      </li>
    ))}
  </ul>
);

/** The end needs two people and an empty list (F33): the page says what is missing of the two. */
export const ClosePage = ({ frame, campaign, still, askedBy, isMine, form }: CloseProps) => {
  const isEmpty = still.open + still.unsettled === 0 && still.lists.every((list) => !list.isBeingMade);
  return (
    <DeskPage frame={frame} title="Clore les appels" hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href={HEAT}>{campaign.label}</a>
      </p>
      <ErrorSummary form={form} />
      <div class="narrow">
        <h1>Clore les appels&nbsp;?</h1>
        <p>
          Il faut deux personnes, et plus personne à joindre&nbsp;: l’une demande, une autre confirme quand la
          liste est vide. Rien ne se clôt seul.
        </p>
        {isEmpty ? (
          <Notice tone="good">
            Plus personne à joindre&nbsp;: chacune est jointe, ou confiée et réglée.
          </Notice>
        ) : (
          <Notice tone="warn">
            <p>Encore ouvert, donc pas encore à confirmer&nbsp;:</p>
            <StillList still={still} />
          </Notice>
        )}
        {campaign.closing && (
          <p>
            Clôture demandée par <strong>{askedBy ?? 'un collègue'}</strong>,{' '}
            <Moment at={campaign.closing.at} />.{isMine && ' Une autre personne doit la confirmer.'}
          </p>
        )}
        {!campaign.closing && (
          <PostForm action={`${HEAT}/clore/demander`} csrf={frame.csrf}>
            <SubmitButton>Demander la clôture</SubmitButton>
          </PostForm>
        )}
        {campaign.closing && !isMine && isEmpty && (
          <PostForm action={`${HEAT}/clore/confirmer`} csrf={frame.csrf}>
            <SubmitButton tone="danger">Confirmer la clôture</SubmitButton>
          </PostForm>
        )}
        {campaign.closing && (
          <PostForm action={`${HEAT}/clore/retirer`} csrf={frame.csrf}>
            <SubmitButton tone="plain">Continuer les appels</SubmitButton>
          </PostForm>
        )}
      </div>
    </DeskPage>
  );
};
