// The frame of every page: period, comparison and filters, in the URL.
// In: search parameters. Out: the Frame that reports take. Read frame-search.ts first.
export { type FrameSearch, frameOf, keepFrame, readFrameSearch, withFilter } from './frame-search.ts'
export { localDay } from './local-day.ts'
