import * as z from 'zod';
import { isCivilDay } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import { DateField, TextArea } from '../../web/fields.tsx';
import { day, text } from '../../web/form.ts';
import { sectionRoutes } from './section.tsx';

const SENTENCE = 'Écrivez un numéro par ligne, suivi de ce qu’il est : « 15 Samu ».';
const LINE = /^(\+?[\d ]{2,12}?)\s+(\D.{0,79})$/;

/** One number a line. */
const readNumbers = (typed: string) =>
  typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => LINE.exec(line))
    .map((match) =>
      match?.[1] && match[2] ? { number: match[1].trim(), label: match[2].trim() } : undefined,
    );

/** The numbers shown wherever somebody may be in danger; checked by a person, with the day they did. */
export const emergencySection = sectionRoutes({
  slug: 'urgences',
  title: 'Numéros d’urgence',
  lead: 'Ils s’affichent partout où quelqu’un pourrait être en danger. Appelez-les ou vérifiez-les, puis datez.',
  schema: () =>
    z.object({
      numbers: text(1_200, SENTENCE).transform((typed, check) => {
        const read = readNumbers(typed).filter((one) => one !== undefined);
        if (read.length === typed.split('\n').filter((line) => line.trim()).length && read.length <= 12)
          return read;
        check.addIssue({ code: 'custom', message: SENTENCE });
        return z.NEVER;
      }),
      checkedOn: day('Écrivez le jour où vous les avez vérifiés.'),
    }),
  known: (town) => ({
    numbers: town.emergencyNumbers.map(({ number, label }) => `${number} ${label}`).join('\n'),
    checkedOn: town.emergencyNumbersCheckedOn,
  }),
  edit: (values) => (town) => ({
    ...town,
    emergencyNumbers: values.numbers,
    emergencyNumbersCheckedOn: values.checkedOn,
  }),
  facts: (town) => [
    ...town.emergencyNumbers.map(({ number, label }) => [number, label] as const),
    [
      'Vérifiés le',
      isCivilDay(town.emergencyNumbersCheckedOn)
        ? frenchDate(town.emergencyNumbersCheckedOn)
        : 'jamais : à vérifier',
    ],
  ],
  fields: ({ form }) => (
    <>
      <TextArea form={form} name="numbers" label="Numéros" hint={SENTENCE} rows={7} max={1_200} />
      <DateField form={form} name="checkedOn" label="Vérifiés le" />
    </>
  ),
});
