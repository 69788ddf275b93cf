// "Which products do people want?": products by what people did with them, with what the shop's feed says.
// In: the products report. Out: a page. Read products-page.tsx.
export { ProductsPage } from './products-page.tsx'
