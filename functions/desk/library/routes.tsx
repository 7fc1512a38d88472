import type { Catalogue } from '../../../shared/library/catalogue/catalogue.ts';
import { librarySettingsOf } from '../../../shared/library/loans/open-loans.ts';
import { changeLibrary } from '../../../shared/library/readers/change-reader.ts';
import { addDays, civilDay, dayOf, daysBetween, isCivilDay } from '../../../shared/time/civil.ts';
import { readForm } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { bagRoutes } from './bags/routes.tsx';
import { LibraryPage } from './home-page.tsx';
import { dayOfBags, loansIn } from './read.ts';
import { readerRoutes } from './readers/routes.tsx';
import { returnRoutes } from './returns/routes.tsx';
import { SettingsPage, settingsForm, typedSettings } from './settings-page.tsx';
import { shelfRoutes } from './shelf/routes.tsx';
import { doneWords, LIBRARY } from './words.ts';

const DAYS = 7;

/** The librarian's first page, at its own address and after signing in. */
export const showLibrary = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const town = townOf(c);
  const today = dayOf(c.var.now);
  const asked = c.req.query('du') ?? '';
  const from = isCivilDay(asked) && asked > today ? civilDay(asked) : today;
  const [settings, toCheck, overdue, ...days] = await Promise.all([
    librarySettingsOf(table, town.id),
    loansIn(table, town.id, 'to-check'),
    loansIn(table, town.id, 'overdue'),
    ...Array.from({ length: DAYS }, (_, i) => dayOfBags(table, town.id, addDays(from, i))),
  ]);
  const bags = days.flatMap((one) => one.bags);
  return show(
    c,
    <LibraryPage
      frame={{ ...frameOf(c), path: LIBRARY }}
      from={from}
      today={today}
      days={days
        .filter((one) => one.bags.length > 0)
        .map((one) => ({
          day: one.day,
          bags: one.bags.length,
          ready: one.bags.filter(({ items, toPick }) => items.length > 0 && toPick.length === 0).length,
        }))}
      waiting={{
        toCheck: toCheck.loans.length,
        overdue: overdue.loans.length,
        neverReturned: overdue.loans.filter(
          ({ dueOn }) => dueOn && daysBetween(dueOn, today) > settings.neverReturnedDays,
        ).length,
        withoutProfile: bags.filter(({ reader }) => !reader).length,
      }}
      done={doneWords(c.req.query('dit'))}
    />,
  );
};

const saveSettings = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, settingsForm);
  if (!read.ok) return show(c, <SettingsPage frame={frameOf(c)} form={read.refusal} />, 422);
  await changeLibrary(c.var.world, { town: townOf(c).id, ...read.value }, actorOf(c), c.var.now);
  return seeOther(c, `${LIBRARY}?dit=reglages`);
};

/** The home library: whoever works in it needs no other page. */
export const libraryRoutes = ({ catalogue }: { readonly catalogue: Catalogue }): readonly DeskRoute[] => [
  { method: 'GET', path: LIBRARY, action: 'library.view', handler: showLibrary },
  ...bagRoutes,
  ...readerRoutes(catalogue),
  ...returnRoutes,
  ...shelfRoutes,
  {
    method: 'GET',
    path: `${LIBRARY}/reglages`,
    action: 'library.stock',
    handler: async (c) =>
      show(
        c,
        <SettingsPage
          frame={frameOf(c)}
          form={typedSettings(await librarySettingsOf(c.var.world.table, townOf(c).id))}
        />,
      ),
  },
  { method: 'POST', path: `${LIBRARY}/reglages`, action: 'library.stock', handler: saveSettings },
];
