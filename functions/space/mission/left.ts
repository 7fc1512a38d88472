import type { Typed } from '../../web/form.ts';

/** Beside the fields of a worry, those of the report it interrupted: nothing typed is lost, nothing of it is stored. */
const LEFT = 'report.';
const OWN = ['_csrf', 'worried'];

/** A report's form as hidden fields of another form. */
export const leaving = (typed: Typed): Typed =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, values]) => (OWN.includes(name) ? [] : [[LEFT + name, values]])),
  );

/** The hidden fields of a report that waits, among whatever else came with the form; undefined when none does. */
export const leftOf = (typed: Typed): Typed | undefined => {
  const left = Object.entries(typed).filter(([name]) => name.startsWith(LEFT));
  return left.length > 0 ? Object.fromEntries(left) : undefined;
};

/** The same under their own names, for the report's form. */
export const broughtBack = (typed: Typed): Typed | undefined => {
  const left = leftOf(typed);
  return (
    left &&
    Object.fromEntries(Object.entries(left).map(([name, values]) => [name.slice(LEFT.length), values]))
  );
};
