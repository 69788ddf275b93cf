// "Which posts move people?": engagement on the platforms themselves, by post.
// In: the posts report. Out: a page. Read posts-page.tsx.
export { PostsPage } from './posts-page.tsx'
