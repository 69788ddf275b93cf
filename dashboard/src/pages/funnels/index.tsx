// "Where do we lose people?": funnels, saved and unsaved, with where and when they leak.
// In: the funnel report. Out: a page. Read funnels-page.tsx first.
export { FunnelsPage } from './funnels-page.tsx'
