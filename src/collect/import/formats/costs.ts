import { tableFormat } from './table-format.ts'

/**
 * What advertising cost: GA4's cost data file (campaign source, medium and date; name, id; cost, clicks, impressions),
 * with a keyword where the file has one.
 */
export const costs = tableFormat({
  kind: 'costs',
  table: 'costs',
  time: 'day',
  needs: ['source', 'medium', 'cost'],
  tells: ['source', 'medium', 'cost', 'day'],
  fields: {
    source: { as: 'text', names: ['utm_source', 'campaign source', 'source', 'session source'] },
    medium: { as: 'text', names: ['utm_medium', 'campaign medium', 'medium', 'session medium'] },
    campaign_id: { as: 'text', names: ['utm_id', 'campaign id'] },
    campaign: { as: 'text', names: ['utm_campaign', 'campaign name', 'campaign', 'session campaign'] },
    term: { as: 'text', names: ['utm_term', 'keyword', 'term', 'campaign term', 'search keyword'] },
    cost: { as: 'amount', names: ['cost', 'ad cost', 'spend', 'amount spent'] },
    clicks: { as: 'count', names: ['clicks', 'ad clicks', 'link clicks'] },
    impressions: { as: 'count', names: ['impressions', 'ad impressions', 'impr'] },
  },
})
