import { hmac } from '../ids/digest.ts';
import type { SeniorId } from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { nextSeniorLook, type Senior, seniorSchema } from './senior.ts';

export const seniorKey = (id: SeniorId): Key => ({ pk: id, sk: 'SENIOR' });

/** Names sort without accents or case, as people look for them. */
export const sortName = (lastName: string, firstName: string): string =>
  `${lastName} ${firstName}`
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .slice(0, 100);

export const seniorList = (town: string, state: Senior['state']): string => `${town}#senior#${state}`;

const dueOf = (senior: Senior) => {
  const at = nextSeniorLook(senior);
  return at === undefined ? undefined : ({ lane: 'agenda', at } as const);
};

/**
 * | question                                    | key or index                                              | consistent |
 * |---------------------------------------------|-----------------------------------------------------------|------------|
 * | who is she?                                 | pk senior id, sk `SENIOR`                                 | yes        |
 * | her whole file (consents, pictures, audit)  | pk senior id                                              | yes        |
 * | who do we accompany, by name?               | `list`: town + state, sorted by name                      | no         |
 * | what do we still owe this file?             | `due` in the agenda lane (closing, bridge call, recontact) | no         |
 */
export const seniorKind: Kind<Senior> = defineKind({
  name: 'senior',
  v: 2,
  schema: seniorSchema,
  key: (senior) => seniorKey(senior.id),
  places: (senior) => ({
    list: {
      partition: seniorList(senior.town, senior.state),
      sort: `${sortName(senior.lastName, senior.firstName)}#${senior.id}`,
    },
    due: dueOf(senior),
  }),
});

/** A blind index value: equal things give equal keys, and a leaked key tells nothing (reliability.md §4.7). */
export const blindIndex = (secret: string, what: string, value: string): string =>
  hmac(secret, `${what}|${value}`).slice(0, 22);
