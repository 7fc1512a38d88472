import type { Child } from 'hono/jsx';
import { civilOf, dayOf, yearOf } from '../../shared/time/civil.ts';
import { frenchFullDay, frenchMoment, frenchTime } from '../../shared/time/french.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { deadlineWords } from './deadline.ts';
import { Hidden, PostForm, SubmitButton } from './fields.tsx';

export type Tone = 'good' | 'warn' | 'alert' | 'info' | 'neutral';
const toned = (base: string, tone: Tone): string => (tone === 'neutral' ? base : `${base} ${tone}`);

/** A message about the whole page. `alert` interrupts a screen reader, the others do not. */
export const Notice = ({
  tone = 'info',
  title,
  children,
}: {
  tone?: Tone;
  title?: string;
  children?: Child;
}) => (
  <div class={toned('notice', tone)} role={tone === 'alert' ? 'alert' : 'status'}>
    {title && <h2>{title}</h2>}
    {typeof children === 'string' ? <p>{children}</p> : children}
  </div>
);

/** Nothing here yet: says so, why, and what to do next. */
export const EmptyState = ({ title, children }: { title: string; children?: Child }) => (
  <div class="empty">
    <p>
      <strong>{title}</strong>
    </p>
    {typeof children === 'string' ? <p>{children}</p> : children}
  </div>
);

/** A state in words; the colour only repeats it. */
export const Badge = ({ tone = 'neutral', children }: { tone?: Tone; children?: Child }) => (
  <span class={toned('badge', tone)}>{children}</span>
);

/** A deadline, visible in words wherever something waits. */
export const Clock = ({ due, now }: { due: Instant; now: Instant }) => {
  const { words, pressure } = deadlineWords(due, now);
  return (
    <time
      class={pressure === 'calm' ? 'clock' : `clock ${pressure}`}
      datetime={due}
      title={frenchMoment(due)}
    >
      {words}
    </time>
  );
};

type MomentProps = { at: Instant; withYear?: boolean; now?: Instant };
/** A day and an hour; with its year if told to, or where the year of `now`, when that is given, is another. */
export const Moment = ({ at, now = at, withYear = false }: MomentProps) => {
  const { day, time } = civilOf(at);
  const isFull = withYear || yearOf(day) !== yearOf(dayOf(now));
  return (
    <time datetime={at}>{isFull ? `${frenchFullDay(day)} à ${frenchTime(time)}` : frenchMoment(at)}</time>
  );
};

export type TimelineItem = {
  readonly at: Instant;
  readonly title: Child;
  readonly body?: Child;
  readonly tone?: Tone;
};
/** What happened, in the order given; each year is written where the story covers more than one, today's (`now`) included. */
export const Timeline = ({ items, now }: { items: readonly TimelineItem[]; now: Instant }) => {
  const years = new Set([...items.map(({ at }) => at), now].map((at) => yearOf(dayOf(at))));
  return (
    <ol class="timeline">
      {items.map((item) => (
        <li class={item.tone ?? ''}>
          <Moment at={item.at} withYear={years.size > 1} />
          <p>{item.title}</p>
          {item.body && <p class="quiet">{item.body}</p>}
        </li>
      ))}
    </ol>
  );
};

/** Name and value pairs; a value that is absent is not shown. */
export const Facts = ({ of }: { of: readonly (readonly [string, Child | undefined])[] }) => (
  <dl class="facts">
    {of
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
  </dl>
);

export type Column<R> = {
  readonly title: string;
  readonly cell: (row: R) => Child;
  /** The cell that names the row. One at most. */
  readonly heads?: boolean;
  readonly numeric?: boolean;
  /** Buttons and links to press: nothing of it is on paper, nor an empty column. */
  readonly acts?: boolean;
};
const columnClass = <R,>({ numeric, acts }: Column<R>): string =>
  [numeric && 'number', acts && 'no-print'].filter(Boolean).join(' ');

export type DataTableProps<R> = {
  /** What the table holds: « Missions des 48 prochaines heures ». */
  readonly caption: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  /** Shown instead of an empty table. */
  readonly empty: Child;
  readonly hideCaption?: boolean;
  /** Written again at the head of each sheet of paper, where the list goes on over several. */
  readonly sheetTitle?: string;
  readonly rowClass?: (row: R) => string;
  /** Where an address may lead within the page; undefined for a row that none leads to. */
  readonly rowId?: (row: R) => string | undefined;
};

/** Dense at the desk; on a phone each row becomes a card whose cells carry their column's title. */
export const DataTable = <R,>({
  caption,
  columns,
  rows,
  empty,
  hideCaption,
  sheetTitle,
  rowClass,
  rowId,
}: DataTableProps<R>) =>
  rows.length === 0 ? (
    <div>{empty}</div>
  ) : (
    <table class="data">
      <caption class={hideCaption ? 'hidden' : ''}>{caption}</caption>
      <thead>
        {sheetTitle && (
          <tr class="sheet-title">
            <td colspan={columns.length}>{sheetTitle}</td>
          </tr>
        )}
        <tr>
          {columns.map((column) => (
            <th scope="col" class={columnClass(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr id={rowId?.(row)} class={rowClass?.(row) ?? ''}>
            {columns.map((column) =>
              column.heads ? (
                <th scope="row" data-title={column.title}>
                  {column.cell(row)}
                </th>
              ) : (
                <td data-title={column.title} class={columnClass(column)}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );

/** Forward through a long list; the cursor is the table's own, and « début » leads back. */
export const Pagination = ({
  path,
  query = {},
  next,
  isFirst = true,
}: {
  path: string;
  query?: Readonly<Record<string, string>>;
  next: string | undefined;
  isFirst?: boolean;
}) => {
  if (!next && isFirst) return null;
  const here = new URLSearchParams(query).toString();
  const on = new URLSearchParams({ ...query, after: next ?? '' }).toString();
  return (
    <nav class="pages" aria-label="Pages de la liste">
      {!isFirst && <a href={here ? `${path}?${here}` : path}>Revenir au début</a>}
      {next && (
        <a rel="next" href={`${path}?${on}`}>
          Page suivante
        </a>
      )}
    </nav>
  );
};

export type ConfirmProps = {
  /** A question: « Mettre fin à l’accompagnement de Mme Martin ? » */
  readonly question: string;
  /** What will happen, each in a sentence. */
  readonly consequences: readonly string[];
  readonly action: string;
  readonly csrf: string;
  /** The verb of the act: « Mettre fin ». */
  readonly yes: string;
  readonly back: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** What cannot be undone; `true` = all of it. */
  readonly irreversible?: boolean | string;
  readonly children?: Child;
};
/** Shown before what cannot be undone: the act in words, its consequences, the way back. */
export const Confirm = (props: ConfirmProps) => (
  <section class="card">
    <h1>{props.question}</h1>
    <ul>
      {props.consequences.map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ul>
    {props.irreversible && (
      <Notice tone="warn">
        {props.irreversible === true ? 'Cela ne pourra pas être annulé.' : props.irreversible}
      </Notice>
    )}
    <PostForm action={props.action} csrf={props.csrf}>
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
      {props.children}
      <div class="actions">
        <SubmitButton tone={props.irreversible ? 'danger' : 'first'}>{props.yes}</SubmitButton>
        <a class="button second" href={props.back}>
          Ne rien changer
        </a>
      </div>
    </PostForm>
  </section>
);
