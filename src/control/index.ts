// What people configure: sites, goals, funnels, roles, invitations, keys, and the secrets of the day.
// In: decisions of people, through the server. Out: typed rows for every other stage.
// Read schema.ts first. Accounts and their sign-in sessions are better-auth's, on the same database.

export { alone } from './alone.ts'
export { addAudit, listAudit, removeOldAudit } from './audit.ts'
export { type CollectorNote, eraseFromNotes, notePositionAt, readNotes, tellNote } from './collector-notes.ts'
export { copySettings } from './copy.ts'
export { CannotCopy, type CopiedTable, copyControl } from './copy-control.ts'
export { addDayCounts, countsKept, type DayCounted, DayTally, dayCountsOf, forgetDayCounts } from './day-counts.ts'
export { FolderInUse, lockFolder } from './engines/sqlite/folder-lock.ts'
export {
  addErasure,
  countErased,
  type ErasureMarks,
  findErasure,
  finishErasure,
  listErasureMarks,
  listErasures,
  unfinishedErasures,
} from './erasures.ts'
export {
  createFeed,
  type DueFeed,
  dueFeeds,
  type FeedOutcome,
  findFeed,
  listFeeds,
  noteFeed,
  removeFeed,
  toFeed,
  updateFeed,
} from './feeds.ts'
export { createFunnel, findFunnel, listFunnels, removeFunnel, updateFunnel } from './funnels.ts'
export { createGiveaway, findGiveaway, listGiveaways, removeGiveaway, updateGiveaway } from './giveaways.ts'
export { createGoal, findGoal, listGoals, removeGoal, updateGoal } from './goals.ts'
export {
  createHook,
  findHook,
  type HookWorld,
  listHooks,
  markHookUsed,
  type OpenHook,
  removeHook,
  sealHooksAgain,
} from './hooks.ts'
export { createImport, findImport, listImports, stopLeftImports, updateImport } from './imports.ts'
export {
  createInvitation,
  findInvitation,
  listInvitations,
  releaseInvitation,
  removeInvitation,
  useInvitation,
} from './invitations.ts'
export { createKey, findKey, type KeyFacts, listKeys, markKeyUsed, removeKey } from './keys.ts'
export { forgetMentions, knownMentions, noteMentions } from './known-mentions.ts'
export { dropLease, endLease, type Lease, type LeaseState, listLeases, renewLease, takeLease } from './leases.ts'
export { changeMember, listMembers, ownsAnySite, roleOf, setMembership } from './members.ts'
export { NewerControlStore } from './migrations/migrate.ts'
export { addOtherId, allOtherIds, listOtherIds, type OtherIdFacts, removeOtherId } from './other-ids.ts'
export { removeOldSalts, saltOf } from './salts.ts'
export { hashSecret } from './secret.ts'
export { claimSetting, readSetting, removeSetting, writeSetting } from './settings.ts'
export { findSiteRules, listSiteRules, updateSiteRules } from './site-rules.ts'
export { createSite, findSite, listSites, removeSite, sitesOf, updatePrivacy, updateSite } from './sites.ts'
export { type ControlDatabase, type ControlPlace, type ControlStore, openControl } from './store.ts'
