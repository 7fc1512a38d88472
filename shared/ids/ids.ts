import * as z from 'zod';

/** Every record's id is a short prefix and a ULID: readable in a log, sortable, not guessable as a link. */
const id = <P extends string>(prefix: P) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`))
    .brand<P>();

export const seniorIdSchema = id('sen');
export type SeniorId = z.infer<typeof seniorIdSchema>;
export const volunteerIdSchema = id('vol');
export type VolunteerId = z.infer<typeof volunteerIdSchema>;
export const staffIdSchema = id('stf');
export type StaffId = z.infer<typeof staffIdSchema>;
export const flagIdSchema = id('flg');
export type FlagId = z.infer<typeof flagIdSchema>;
export const serviceIdSchema = id('ser');
export type ServiceId = z.infer<typeof serviceIdSchema>;
export const missionIdSchema = id('mis');
export type MissionId = z.infer<typeof missionIdSchema>;
export const concernIdSchema = id('con');
export type ConcernId = z.infer<typeof concernIdSchema>;
export const taskIdSchema = id('tsk');
export type TaskId = z.infer<typeof taskIdSchema>;
export const importIdSchema = id('imp');
export type ImportId = z.infer<typeof importIdSchema>;
export const registerEntryIdSchema = id('reg');
export type RegisterEntryId = z.infer<typeof registerEntryIdSchema>;
export const loanIdSchema = id('loa');
export type LoanId = z.infer<typeof loanIdSchema>;
export const itemIdSchema = id('itm');
export type ItemId = z.infer<typeof itemIdSchema>;
export const deliveryRoundIdSchema = id('rou');
export type DeliveryRoundId = z.infer<typeof deliveryRoundIdSchema>;
export const thanksIdSchema = id('tha');
export type ThanksId = z.infer<typeof thanksIdSchema>;
export const gatheringIdSchema = id('gat');
export type GatheringId = z.infer<typeof gatheringIdSchema>;
export const expenseIdSchema = id('exp');
export type ExpenseId = z.infer<typeof expenseIdSchema>;

export type IdPrefix =
  | 'sen'
  | 'vol'
  | 'stf'
  | 'flg'
  | 'ser'
  | 'mis'
  | 'con'
  | 'tsk'
  | 'imp'
  | 'reg'
  | 'loa'
  | 'itm'
  | 'rou'
  | 'tha'
  | 'gat'
  | 'exp';
export type IdOf = {
  sen: SeniorId;
  vol: VolunteerId;
  stf: StaffId;
  flg: FlagId;
  ser: ServiceId;
  mis: MissionId;
  con: ConcernId;
  tsk: TaskId;
  imp: ImportId;
  reg: RegisterEntryId;
  loa: LoanId;
  itm: ItemId;
  rou: DeliveryRoundId;
  tha: ThanksId;
  gat: GatheringId;
  exp: ExpenseId;
};

/** A link token: 22 base62 characters, 130.99 bits, ends in no punctuation (reliability.md §4.2). */
export const linkTokenSchema = z
  .string()
  .regex(/^[0-9A-Za-z]{22}$/)
  .brand<'LinkToken'>();
export type LinkToken = z.infer<typeof linkTokenSchema>;

/** PORT. The only source of randomness. */
export type Ids = {
  readonly next: <P extends IdPrefix>(prefix: P) => IdOf[P];
  readonly linkToken: () => LinkToken;
  /** 256 bits, base64url: sessions, CSRF, states. */
  readonly secret: () => string;
  /** Uniform in [0, below): jitter, device codes. */
  readonly integerBelow: (below: number) => number;
};
