// "How is the shop doing?": the figures of the period, their line, and the heads of the other reports.
// In: the overview, breakdown and goals reports. Out: a page. Read overview-page.tsx first.
export { OverviewPage } from './overview-page.tsx'
