// How figures of reports are shown: rates with their intervals, changes, pictures with their table and files.
// In: what reports answer. Out: React components. Read picture.tsx first.
export { ChangeMark } from './change-mark.tsx'
export { useNames } from './names.ts'
export { Picture } from './picture.tsx'
export { Interval, Rate } from './rate.tsx'
export { useTimeLabels } from './time-labels.ts'
