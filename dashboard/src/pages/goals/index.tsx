// "Which small actions lead to the big one?": goals with their conversions, and the drawer that makes and changes them.
// In: goals and the goals report. Out: a page. Read goals-page.tsx first.
export { GoalsPage } from './goals-page.tsx'
