import { capital } from '../../shared/french/french.ts';
import { SUBJECT_NAMES, SUBJECTS } from '../../shared/seniors/subjects.ts';

/** Boxes to tick, in the order of the list. */
export const SUBJECT_OPTIONS = SUBJECTS.map((value) => ({ value, label: capital(SUBJECT_NAMES[value]) }));
