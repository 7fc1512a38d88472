import type { RequirementKind } from '../../../../shared/town/programme.ts';
import type { Making } from '../making.ts';

/** How forty volunteers are spread: most are there, some rest, some are on their way in or out. */
export const PATHS = [
  ...Array.from({ length: 27 }, () => 'active' as const),
  'voice',
  'paused',
  'paused',
  'paused-open',
  'interviewed',
  'interviewed',
  'candidate',
  'candidate',
  'candidate',
  'left',
  'left',
  'left',
  'newcomer',
] as const;
/** Who was there before: a network two years old has been renewed. */
export const FORMER = Array.from({ length: 16 }, () => 'former' as const);
export type Path = (typeof PATHS)[number] | 'former';

/** Days after the application at which each step was taken. */
export const STEPS: readonly { readonly kind: RequirementKind; readonly after: number }[] = [
  { kind: 'interview', after: 9 },
  { kind: 'charter', after: 16 },
  { kind: 'criminal-record', after: 20 },
  { kind: 'training', after: 24 },
];

/** Days since the application: those who left came early, newcomers and candidates lately. */
export const sinceApplication = ({ dice }: Making, path: Path): number => {
  if (path === 'candidate') return dice.between(1, 12);
  if (path === 'interviewed') return dice.between(13, 22);
  if (path === 'newcomer') return 34;
  if (path === 'former') return dice.between(260, 1_000);
  return dice.chance(0.3) ? dice.between(60, 150) : dice.between(150, 650);
};

/** Three who applied lately: one waited too long, one was called in vain, one has a date. */
export const APPLIED_DAYS_AGO = [12, 5, 3];
