// The demo shop: a storefront to click in, and a past for it.
// In: a seed and a stretch of time. Out: the events of its visitors, and the truth about them.
// Read simulator/parameters.ts first: how the visitors behave. Folder site/ is what Minnow serves at /demo-shop/.
export { type Elsewhere, ElsewhereFigures, productFeed } from './simulator/elsewhere.ts'
export { giveawayOf, mentionsOf } from './simulator/mentions.ts'
export { type Simulation, simulate } from './simulator/simulate.ts'
export { type Truth, truthOf } from './simulator/truth.ts'
