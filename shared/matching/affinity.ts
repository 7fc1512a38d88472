import type { Mission } from '../missions/mission.ts';
import { SUBJECT_NAMES, SUBJECTS, type Subject } from '../seniors/subjects.ts';
import type { Volunteer } from '../volunteers/volunteer.ts';

type Liking = Pick<Volunteer, 'subjects'>;
type Liked = Pick<Mission, 'subjects'>;

/** Subjects beyond this many say no more. */
const MOST_SUBJECTS = 2;

/** What both like, in the order of the list. */
const sharedSubjects = (volunteer: Liking, mission: Liked): readonly Subject[] =>
  mission.subjects?.length && volunteer.subjects?.length
    ? SUBJECTS.filter((one) => mission.subjects?.includes(one) && volunteer.subjects?.includes(one))
    : [];

/** What a taste in common is worth, in minutes of travel equivalent: an advantage, two subjects at most (matching.md §1). */
export const subjectPoints = (
  volunteer: Liking,
  mission: Liked,
  { subject }: { readonly subject: number },
): number => Math.min(MOST_SUBJECTS, sharedSubjects(volunteer, mission).length) * subject;

const listed = new Intl.ListFormat('fr', { type: 'conjunction' });
/** « en commun : le jardin et la lecture »; undefined when nothing is. */
export const subjectsSentence = (volunteer: Liking, mission: Liked): string | undefined => {
  const subjects = sharedSubjects(volunteer, mission);
  if (subjects.length === 0) return undefined;
  return `en commun\u00a0: ${listed.format(subjects.map((one) => SUBJECT_NAMES[one]))}`;
};
