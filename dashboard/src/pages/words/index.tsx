// "What do people search for?": words of search engines and ads, and of the site's own search.
// In: the search words report. Out: a page. Read words-page.tsx.
export { WordsPage } from './words-page.tsx'
