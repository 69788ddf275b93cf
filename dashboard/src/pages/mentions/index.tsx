// "What do people say about us?": mentions elsewhere, and give-aways with what came of them.
// In: the mentions report and the give-aways. Out: a page. Read mentions-page.tsx first.
export { MentionsPage } from './mentions-page.tsx'
