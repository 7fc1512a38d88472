import type { NamedField } from '../fields.ts';

type Scope = 'everyone' | 'register' | 'seniors' | 'volunteers' | 'register+seniors';

export type Naming = {
  readonly field: NamedField;
  /** What a person reads in the list of choices. */
  readonly label: string;
  readonly scope: Scope;
  /** The whole header, folded, is one of these. */
  readonly exact: ReadonlySet<string>;
  /** Sets of words that must all appear: one of each group. More groups, more certain. */
  readonly groups: readonly (readonly (readonly string[])[])[];
  /** Words that make it mean something else: the phone of a relative is not the person's. */
  readonly unless: readonly string[];
  /** Several columns may hold it (« Téléphone fixe », « Portable »). */
  readonly repeats: boolean;
};

/** `exact` separated by bars; `groups` by bars, the groups of one set by +, the alternatives by spaces. */
export const naming = (
  field: NamedField,
  label: string,
  scope: Scope,
  exact: string,
  groups = '',
  more: { readonly unless?: string; readonly repeats?: boolean } = {},
): Naming => ({
  field,
  label,
  scope,
  exact: new Set(exact.split(' | ')),
  groups:
    groups === '' ? [] : groups.split(' | ').map((set) => set.split(' + ').map((one) => one.split(' '))),
  unless: more.unless?.split(' ') ?? [],
  repeats: more.repeats ?? false,
});

/** Words that the namings of several files share. */
export const PHONE = 'tel telephone telephones phone portable mobile gsm fixe';
export const RELATIVE = 'prevenir urgence proche famille aidant contact enfant fille fils';
export const DATE = 'date le depuis';
