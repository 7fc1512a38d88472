import * as z from 'zod';
import { askNow, askYearly, readToAsk } from '../../../../shared/engagement/cover/ask-summer.ts';
import {
  nextAsk,
  type SummerQuestion,
  summerQuestionKey,
  summerQuestionKind,
  type ToAsk,
} from '../../../../shared/engagement/cover/summer-question.ts';
import { measureText } from '../../../../shared/messages/gsm7.ts';
import { DOORS } from '../../../../shared/messages/kinds.ts';
import { writeText } from '../../../../shared/messages/texts.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Confirm } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { choice, readForm } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { volunteerPath } from '../../day/people.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import { counted } from '../../plan/words.ts';
import { type DeskRoute, missing } from '../../router.ts';
import { euros } from '../../words.ts';
import { SUMMER } from './words.ts';

const ASK = `${SUMMER}/demander`;
const YEARLY = `${SUMMER}/chaque-annee`;
/** As long as a real link token. */
const TOKEN = 'x'.repeat(22);

/** What the texts would cost now: the very text, measured. */
const costOf = (town: Town, linksOrigin: string, texts: number): number => {
  const signature = {
    house: town.houseName,
    contact: undefined,
    phone: town.phone,
    sectorName: () => town.name,
  };
  const text = writeText(
    { kind: 'summer-question' },
    signature,
    `${linksOrigin}${DOORS['dates-link']}${TOKEN}`,
  );
  return texts * (text ? measureText(text).parts : 1) * town.smsPartMicroEuros;
};

export type Asking = {
  readonly toAsk: ToAsk;
  readonly question: SummerQuestion | undefined;
  readonly now: DeskContext['var']['now'];
};

export const askingFor = async (c: DeskContext): Promise<Asking> => {
  const { table } = c.var.world;
  const town = townOf(c).id;
  const [toAsk, question] = await Promise.all([
    readToAsk(table, town, c.var.now),
    table.get(summerQuestionKind, summerQuestionKey(town)),
  ]);
  return { toAsk, question: question?.value, now: c.var.now };
};

/** Who has told their summer, who could be asked, and the yearly question. */
export const AskSection = ({ csrf, asking: { toAsk, question, now } }: { csrf: string; asking: Asking }) => {
  const { toText, toCall, asked, said } = toAsk;
  const yearly = question?.yearly === true;
  const isLeaving = question?.askAt !== undefined && question.askAt <= now;
  return (
    <section class="figure no-print">
      <h2>Demander les dates d’été</h2>
      <p>
        Parmi les bénévoles actifs qui visitent quelqu’un&nbsp;: {said} {said === 1 ? 'a' : 'ont'} dit une
        absence cet été, {asked} {asked === 1 ? 'a reçu' : 'ont reçu'} la question,{' '}
        {toText.length + toCall.length} {toText.length + toCall.length === 1 ? 'reste' : 'restent'} à
        interroger.
      </p>
      {question?.asked && (
        <p class="quiet">
          Dernière fois : le {frenchDate(question.asked.on)}, {counted(question.asked.count, 'SMS', 'SMS')}.
        </p>
      )}
      {toCall.length > 0 && (
        <p>
          Sans SMS, à appeler&nbsp;:{' '}
          {toCall.map((one, i) => (
            <>
              {i > 0 && ', '}
              <a href={volunteerPath(one.id)}>{volunteerName(one)}</a>
            </>
          ))}
          .
        </p>
      )}
      {isLeaving ? (
        <p>Les SMS partent, dans les heures permises.</p>
      ) : (
        toText.length > 0 && (
          <p>
            <a class="button second" href={ASK}>
              Demander maintenant à {counted(toText.length, 'bénévole')}
            </a>
          </p>
        )
      )}
      <p>
        {yearly
          ? `Chaque année, la question part d’elle-même : la prochaine fois le ${frenchDate(dayOf(nextAsk(now)))}.`
          : 'La question ne part pas d’elle-même.'}{' '}
        Elle ne va qu’à ceux qui visitent quelqu’un, et une fois par an.
      </p>
      <PostForm action={YEARLY} csrf={csrf}>
        <Hidden name="yearly" value={yearly ? 'no' : 'yes'} />
        <SubmitButton tone="second">
          {yearly ? 'Ne plus la poser chaque année' : 'La poser chaque année, début mai'}
        </SubmitButton>
      </PostForm>
    </section>
  );
};

const confirm = async (c: DeskContext): Promise<Response> => {
  const { toAsk } = await askingFor(c);
  const texts = toAsk.toText.length;
  if (texts === 0) return seeOther(c, `${SUMMER}?dit=personne`);
  const frame = frameOf(c);
  return show(
    c,
    <DeskPage frame={frame} title="Demander les dates d’été">
      <Confirm
        question="Demander leurs dates d’été aux bénévoles ?"
        consequences={[
          `${counted(texts, 'SMS part', 'SMS partent')}, dans les heures permises : environ ${euros(costOf(townOf(c), c.var.world.config.linksOrigin, texts))}.`,
          'Le lien ouvre leurs absences dans « Mon espace ». Ne pas répondre ne change rien pour eux.',
          'Chacun n’est interrogé qu’une fois pour cet été.',
          ...(toAsk.toCall.length > 0
            ? [
                `${counted(toAsk.toCall.length, 'bénévole')} sans SMS : la liste est sur la page, pour un appel.`,
              ]
            : []),
        ]}
        action={ASK}
        csrf={frame.csrf}
        yes={`Envoyer ${texts} SMS`}
        back={SUMMER}
      />
    </DeskPage>,
  );
};

const yearlyForm = z.object({ yearly: choice(['yes', 'no'], 'Ouvrez de nouveau cette page.') });

const yearly = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, yearlyForm);
  if (!read.ok) return missing(c);
  await askYearly(c.var.world, townOf(c).id, read.value.yearly === 'yes', actorOf(c), c.var.now);
  return seeOther(c, `${SUMMER}?dit=annee`);
};

const ACTION = 'engagement.cover-ask';

/** The question about summer dates: the count and the cost first, then the agenda sends it. */
export const askRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: ASK, action: ACTION, handler: confirm },
  {
    method: 'POST',
    path: ASK,
    action: ACTION,
    handler: async (c) => {
      await askNow(c.var.world, townOf(c).id, actorOf(c), c.var.now);
      return seeOther(c, `${SUMMER}?dit=demande`);
    },
  },
  { method: 'POST', path: YEARLY, action: ACTION, handler: yearly },
];
