// "What did shared links bring?": each shared link with its visits, conversions and further shares.
// In: the shares report. Out: a page. Read shares-page.tsx first.
export { SharesPage } from './shares-page.tsx'
