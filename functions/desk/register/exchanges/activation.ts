import {
  campaignKey,
  campaignKind,
  currentKey,
  currentKind,
} from '../../../../shared/heat/campaign/campaign.ts';
import type { ActiveActivation } from '../../../../shared/register/exchanges/prefect-export.ts';

/** A heat-wave campaign that runs in this town: the alert plan is on. Two consistent reads. */
export const campaignThatRuns: ActiveActivation = async (table, town) => {
  const id = (await table.get(currentKind, currentKey(town)))?.value.campaignId;
  const campaign = id && (await table.get(campaignKind, campaignKey(id)))?.value;
  return campaign?.state === 'active' ? { id: campaign.id, startedAt: campaign.startedAt } : undefined;
};
