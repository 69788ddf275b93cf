// Questions about the past.
// In: a request, a site, its goals, the event store. Out: the answers of contract/report.ts.
// Read run.ts first. Each report is a query (plan → SQL) and a reader (rows → answer), both pure.

export { runBusiest } from './busiest.ts'
export { InvalidRequest } from './invalid-request.ts'
export { runReconciliation } from './reconcile.ts'
export {
  type ReportDeps,
  reportNames,
  runBreakdown,
  runFunnel,
  runGoals,
  runOverview,
  runReport,
} from './run.ts'
export { runContacts } from './run-contacts.ts'
export { runLive, runPreview, runValues } from './run-lately.ts'
export { runGiveaways, runMentions, runShares } from './run-mentions.ts'
export { runOrphans } from './run-orphans.ts'
export { runImportedDays, runPosts, runProducts, runSearchWords } from './run-side.ts'
