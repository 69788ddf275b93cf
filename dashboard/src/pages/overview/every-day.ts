import { addDays } from '../../frame-bar/index.ts'

/** Ten years: what a period of the dashboard may span, and more. */
const most = 3_700

/** Every day from the first to the last, both included. */
export const everyDay = (first: string | undefined, last: string | undefined): string[] => {
  const days: string[] = []
  if (first === undefined || last === undefined) return days
  for (let day = first; day <= last && days.length < most; day = addDays(day, 1)) days.push(day)
  return days
}
