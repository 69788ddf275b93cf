// The frame of every page: period, comparison and filters, in the URL.
// In: search parameters. Out: the Frame that reports take. Read frame-search.ts first.
export { FilterParts } from './filter-editor.tsx'
export { keepFrame, withFilter } from './frame-search.ts'
export { addDays, localDay } from './local-day.ts'
export { useFrame, usePageSearch } from './use-frame.ts'
export { useValueNames } from './value-names.ts'
