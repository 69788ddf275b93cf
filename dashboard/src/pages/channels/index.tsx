// "Which channels bring what?": people and conversions by channel, page, device or any other way to tell them apart.
// In: the breakdown report. Out: a page. Read channels-page.tsx first.
export { ChannelsPage } from './channels-page.tsx'
