import * as z from 'zod';
import { canonical, lettersOf } from '../../../../shared/ids/digest.ts';
import { actTitle } from '../../../../shared/missions/words.ts';
import { fileReport, type ReportWords } from '../../../../shared/visits/hold-visit.ts';
import {
  herMoodSchema,
  outcomeSchema,
  type Report,
  reportKey,
  reportKind,
} from '../../../../shared/visits/report.ts';
import {
  type FormState,
  freshForm,
  readForm,
  type Typed,
  textIfAny,
  ticked,
  withProblem,
} from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext } from '../../env.ts';
import { missing } from '../../router.ts';
import { type AskedMission, missionPath, subjectFor } from '../read.ts';
import { ReportPage } from './act-pages.tsx';
import { propsOf, staffed } from './act-props.ts';

const MOST_WORDS = 1000;
const reportForm = z.object({
  outcome: z.enum(outcomeSchema.options, { error: 'Dites ce qui s’est passé.' }),
  her: herMoodSchema.optional(),
  words: textIfAny(MOST_WORDS),
  worry: textIfAny(1000),
  urgent: ticked(),
  seen: textIfAny(40),
});
type Told = z.infer<typeof reportForm>;

const reportOf = async (c: DeskContext, { mission }: AskedMission) =>
  (await c.var.world.table.get(reportKind, reportKey(mission.id)))?.value;

/** Of a report, what this form shows: whoever corrects it has read that. */
const seenOf = (report: Pick<Report, 'outcome' | 'her' | 'words'> | undefined): string =>
  report ? lettersOf(canonical([report.outcome, report.her, report.words])) : '';

/**
 * A report told on the telephone, over the one that stands: what this form does not ask stays as the volunteer said it
 * (how they are, minutes, a thank-you, a wish). Undefined over one that came while the form was open, unless both say the same.
 */
const toldOver =
  ({ outcome, her, words, worry, urgent, seen }: Told) =>
  (before: Report | undefined): ReportWords | undefined => {
    const stands = seenOf(before);
    if (seen !== stands && seenOf({ outcome, her, words }) !== stands) return undefined;
    const { me, minutes, kilometres, thanks, wish, handedTo } = before ?? { thanks: '' };
    return {
      outcome,
      her,
      words,
      thanks,
      me,
      minutes,
      kilometres,
      wish,
      ...(outcome === 'done' ? { handedTo } : {}),
      ...(worry ? { concern: { words: worry, urgent } } : {}),
    };
  };

/**
 * The form with what came meanwhile in it: its words before those typed here, and whatever was left without an answer here.
 * Saved as it is, neither loses a word; words that would not fit together stay those typed, the others above the form.
 */
const withBoth = (typed: Typed, { outcome, her, words }: Report): FormState => {
  const mine = typed.words?.[0]?.trim() ?? '';
  const both = [words, mine].filter(Boolean).join('\n');
  return {
    problems: [],
    typed: {
      ...typed,
      outcome: typed.outcome ?? [outcome],
      ...(typed.her || !her ? {} : { her: [her] }),
      ...(mine.includes(words) || both.length > MOST_WORDS ? {} : { words: [both] }),
    },
  };
};

const showForm = async (
  c: DeskContext,
  asked: AskedMission,
  form: FormState,
  seen: string,
  status: 200 | 409 | 422,
  since?: Report,
) => show(c, <ReportPage {...(await propsOf(c, asked, form))} seen={seen} since={since} />, status);

/** What was reported already stands in the form: a correction changes a word and loses none. */
export const showReport = async (c: DeskContext): Promise<Response> => {
  const asked = await staffed(c);
  const before = await reportOf(c, asked);
  const form = freshForm({ outcome: before?.outcome, her: before?.her, words: before?.words });
  return showForm(c, asked, form, seenOf(before), 200);
};

export const report = async (c: DeskContext): Promise<Response> => {
  const asked = await staffed(c);
  const holder = asked.mission.holder?.volunteerId;
  if (!holder) return missing(c);
  const read = await readForm(c, reportForm);
  if (!read.ok)
    return showForm(c, asked, read.refusal, read.refusal.typed.seen?.[0]?.slice(0, 40) ?? '', 422);
  const subject = subjectFor(c, asked.mission, holder);
  const filed = await fileReport(c.var.world, subject, toldOver(read.value), actorOf(c), c.var.now);
  if (filed.ok) return seeOther(c, missionPath(asked.mission.id, '?dit=compte-rendu'));
  if (filed.refusal === 'changed') {
    const now = await reportOf(c, asked);
    const form = now ? withBoth(read.typed, now) : { problems: [], typed: read.typed };
    return showForm(c, asked, form, seenOf(now), 409, now);
  }
  const sentence =
    filed.refusal === 'too-early'
      ? `${actTitle(asked.mission.act)} n’a pas encore commencé.`
      : 'Cette mission n’attend pas de compte rendu.';
  const form = withProblem({ problems: [], typed: read.typed }, '', sentence);
  return showForm(c, asked, form, read.value.seen, 409);
};
