// "Which conversions have no visit?": conversions whose way here is not known, with the likely reason and what to do.
// In: the orphans report. Out: a page. Read orphans-page.tsx first.
export { OrphansPage } from './orphans-page.tsx'
