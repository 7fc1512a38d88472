import { auditKind } from '../../../../shared/audit/audit.ts';
import { concernKind } from '../../../../shared/concerns/concern.ts';
import { consentKind } from '../../../../shared/consents/consent.ts';
import { summerQuestionKind } from '../../../../shared/engagement/cover/summer-question.ts';
import {
  attestationBookKind,
  attestationFileKind,
  attestationKind,
} from '../../../../shared/engagement/recognition/attestation/attestation.ts';
import { expenseKind } from '../../../../shared/engagement/recognition/expenses/expense.ts';
import { hourEntriesKind } from '../../../../shared/engagement/recognition/hours/entry.ts';
import { milestoneKind } from '../../../../shared/engagement/recognition/milestones/milestone.ts';
import { sourceKind } from '../../../../shared/engagement/recruitment/source.ts';
import { restsKind } from '../../../../shared/engagement/rests/rests.ts';
import { talksKind } from '../../../../shared/engagement/rests/talk.ts';
import { closedReviewKind, reviewBookKind } from '../../../../shared/engagement/review/review.ts';
import { attentionKind } from '../../../../shared/engagement/steps/attention.ts';
import { flagFormKind, flagKind, flagNumberKind } from '../../../../shared/flags/store.ts';
import { callScheduleKind } from '../../../../shared/friendly/schedule.ts';
import { summerCallerKind } from '../../../../shared/heat/batches/summer-caller.ts';
import { callMemoryKind } from '../../../../shared/heat/calls/memory.ts';
import { callRoundKind } from '../../../../shared/heat/calls/round.ts';
import { callTaskKind } from '../../../../shared/heat/calls/task.ts';
import { itemKind } from '../../../../shared/library/item.ts';
import { loanKind } from '../../../../shared/library/loans/loan.ts';
import { readerKind as readingKind } from '../../../../shared/library/readers/reader.ts';
import { librarySettingsKind } from '../../../../shared/library/settings.ts';
import { linkKind } from '../../../../shared/links/link.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { loadKind, offerKind } from '../../../../shared/offers/store.ts';
import { readerKind } from '../../../../shared/register/readers/reader.ts';
import { entryKind, entryOfSeniorKind, markKind, toAskAgainKind } from '../../../../shared/register/store.ts';
import { deliveryCampaignKind } from '../../../../shared/rounds/campaign/campaign.ts';
import { lookupKind } from '../../../../shared/seniors/identity/lookup.ts';
import { pictureKind } from '../../../../shared/seniors/picture/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { tieKind } from '../../../../shared/services/ties.ts';
import { staffKind, staffLoginKind } from '../../../../shared/staff/staff.ts';
import type { Kind } from '../../../../shared/table/kind.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { townKind } from '../../../../shared/town/settings.ts';
import { reportKind } from '../../../../shared/visits/report.ts';
import { checkInsKind } from '../../../../shared/volunteers/check-ins/check-in.ts';
import { gatheringKind } from '../../../../shared/volunteers/gatherings/gathering.ts';
import { movementKind } from '../../../../shared/volunteers/movements/movement.ts';
import { servedKind } from '../../../../shared/volunteers/movements/served.ts';
import { phoneLookupKind } from '../../../../shared/volunteers/phone-lookup.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { thankYouKind } from '../../../../shared/volunteers/thanks/thank-you.ts';

export const KINDS: readonly Kind<never>[] = [
  auditKind,
  concernKind,
  consentKind,
  flagFormKind,
  flagKind,
  flagNumberKind,
  intentKind,
  linkKind,
  loadKind,
  lookupKind,
  missionKind,
  offerKind,
  phoneLookupKind,
  pictureKind,
  readerKind,
  summerCallerKind,
  entryKind,
  entryOfSeniorKind,
  markKind,
  toAskAgainKind,
  reportKind,
  seniorKind,
  serviceKind,
  staffKind,
  staffLoginKind,
  taskKind,
  tieKind,
  townKind,
  volunteerKind,
  callScheduleKind,
  deliveryCampaignKind,
  callRoundKind,
  callTaskKind,
  callMemoryKind,
  movementKind,
  servedKind,
  sourceKind,
  checkInsKind,
  summerQuestionKind,
  closedReviewKind,
  reviewBookKind,
  talksKind,
  restsKind,
  attentionKind,
  attestationKind,
  attestationBookKind,
  attestationFileKind,
  hourEntriesKind,
  expenseKind,
  loanKind,
  itemKind,
  readingKind,
  librarySettingsKind,
  thankYouKind,
  gatheringKind,
  milestoneKind,
] as never;
