export const tabs = ['mentions', 'giveaways'] as const
export type MentionsTab = (typeof tabs)[number]

export type MentionsSearch = { tab?: MentionsTab }

export const readMentionsSearch = (search: Record<string, unknown>): MentionsSearch => {
  const tab = tabs.find((one) => one === search.tab)
  return tab && tab !== 'mentions' ? { tab } : {}
}
