import { concernAccess } from '../concerns/access.ts';
import { consentAccess } from '../consents/access.ts';
import { engagementAccess } from '../engagement/access.ts';
import { flagAccess } from '../flags/access.ts';
import { friendlyAccess } from '../friendly/access.ts';
import { heatAccess } from '../heat/access.ts';
import { importAccess } from '../imports/access.ts';
import { libraryAccess } from '../library/access.ts';
import { matchingAccess } from '../matching/access.ts';
import { messageAccess } from '../messages/access.ts';
import { missionAccess } from '../missions/access.ts';
import { planAccess } from '../plans/access.ts';
import { registerAccess } from '../register/access.ts';
import { roundAccess } from '../rounds/access.ts';
import { seniorAccess } from '../seniors/access.ts';
import { serviceAccess } from '../services/access.ts';
import { staffAccess } from '../staff/access.ts';
import { taskAccess } from '../tasks/access.ts';
import { townAccess } from '../town/access.ts';
import { vigilanceAccess } from '../vigilance/access.ts';
import { volunteerAccess } from '../volunteers/access.ts';
import { sessionAccess } from './access.ts';
import { type About, isAllowed, mightBeAllowed, type Subject } from './permission.ts';

/** The whole permission table: one line per slice, whose rows are in its own `access.ts`. */
export const PERMISSIONS = {
  ...sessionAccess,
  ...townAccess,
  ...staffAccess,
  ...volunteerAccess,
  ...importAccess,
  ...flagAccess,
  ...seniorAccess,
  ...registerAccess,
  ...heatAccess,
  ...friendlyAccess,
  ...consentAccess,
  ...missionAccess,
  ...serviceAccess,
  ...concernAccess,
  ...taskAccess,
  ...messageAccess,
  ...matchingAccess,
  ...libraryAccess,
  ...planAccess,
  ...roundAccess,
  ...vigilanceAccess,
  ...engagementAccess,
};

export type Action = keyof typeof PERMISSIONS;
export const ACTIONS = Object.keys(PERMISSIONS).filter((name): name is Action => name in PERMISSIONS);

/** May this person do this, about that? Deny by default; asked again at each request. */
export const can = (subject: Subject | undefined, action: Action, about?: About): boolean =>
  isAllowed(PERMISSIONS[action], subject, about);
/** Is there any record on which this person may? For menus and for the first check of a route. */
export const mightEver = (subject: Subject | undefined, action: Action): boolean =>
  mightBeAllowed(PERMISSIONS[action], subject);
