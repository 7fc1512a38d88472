import type { Child } from 'hono/jsx';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import type { Day } from './read.ts';

export type SectionProps = {
  readonly day: Day;
  readonly town: Town;
  readonly now: Instant;
  /** Named for the alert register: the calls of a hot day open. */
  readonly isNamed: boolean;
};

/** Another page, by its name. */
export type Link = { readonly href: string; readonly label: string };

/** « 12 », or « 50 et plus » where the list goes on. */
export const countWords = (n: number, more: boolean): string => (more ? `${n} et plus` : String(n));

/** One kind of thing that waits: its number in the heading, then its rows; when nothing waits, one calm line. */
export const Section = ({
  title,
  count,
  more = false,
  calm,
  all,
  link,
  children,
}: {
  title: string;
  count: number;
  more?: boolean;
  /** What is said when nothing waits. */
  calm: string;
  /** Where all of them are. */
  all?: Link | readonly Link[];
  /** A page beside it, whether or not anything waits. */
  link?: Link;
  children?: Child;
}) => (
  <section class={count === 0 ? 'wait none' : 'wait'}>
    <h2>
      {title} <span class="count">{countWords(count, more)}</span>
    </h2>
    {count === 0 ? <p class="quiet">{calm}</p> : children}
    {count > 0 && all && (
      <p class="no-print more-links">
        {[all].flat().map(({ href, label }) => (
          <a class="more-link" href={href}>
            {label}
          </a>
        ))}
      </p>
    )}
    {link && (
      <p class="no-print">
        <a class="more-link" href={link.href}>
          {link.label}
        </a>
      </p>
    )}
  </section>
);

/** A row: what it is about, what is known of it, and the one next act. */
export const Rows = ({ children }: { children?: Child }) => <ul class="rows">{children}</ul>;
export const Row = ({
  title,
  facts,
  href,
  act,
  first = false,
}: {
  title: Child;
  facts: Child;
  href: string;
  act: string;
  first?: boolean;
}) => (
  <li>
    <div>
      <p class="what">{title}</p>
      <p class="facts-line">{facts}</p>
    </div>
    <a class={first ? 'button' : 'button second'} href={href}>
      {act}
    </a>
  </li>
);
