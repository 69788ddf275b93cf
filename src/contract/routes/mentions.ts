import { z } from 'zod'
import { Done, type Endpoints, report } from '../endpoint.ts'
import {
  Feed,
  FeedFailure,
  FeedSettings,
  Giveaway,
  GiveawaySettings,
  GiveawaysAnswer,
  Hook,
  MentionsAnswer,
  MentionsRequest,
  MentionsTaken,
  mentionLimits,
  NewHook,
} from '../mention.ts'
import { SharesAnswer, SharesRequest } from '../share.ts'

/** What others say and pass on: mentions, feeds, give-aways, shares, and the addresses that chats and alerts send to. */
export const mentionEndpoints = {
  sendMentions: {
    method: 'POST',
    path: '/api/sites/:site/mentions',
    access: 'site:write',
    summary: 'Record mentions of the brand elsewhere; the same one counts once',
    input: z.object({ mentions: z.array(z.unknown()).min(1).max(mentionLimits.mentionsPerRequest) }),
    output: MentionsTaken,
  },
  importMentions: {
    method: 'POST',
    path: '/api/sites/:site/mentions/csv',
    access: 'site:write',
    summary:
      'Record mentions from a CSV table: link, text, author, network, time, hashtags, campaign, sentiment, reach',
    input: z.object({ csv: z.string().min(1).max(mentionLimits.csvBytes) }),
    output: MentionsTaken,
  },
  mentionsReport: report(
    'mentions',
    'What was said about the brand, by whom and where',
    MentionsRequest,
    MentionsAnswer,
  ),
  sharesReport: report('shares', 'What each shared link brought', SharesRequest, SharesAnswer),

  feeds: {
    method: 'GET',
    path: '/api/sites/:site/feeds',
    access: 'site:read',
    summary: 'Feeds that are asked for mentions',
    output: z.array(Feed),
  },
  createFeed: {
    method: 'POST',
    path: '/api/sites/:site/feeds',
    access: 'site:write',
    summary: 'Add a feed, and ask it at once',
    input: FeedSettings,
    output: Feed,
  },
  updateFeed: {
    method: 'PATCH',
    path: '/api/sites/:site/feeds/:feed',
    access: 'site:write',
    summary: 'Change a feed',
    input: FeedSettings.partial(),
    output: Feed,
  },
  pollFeed: {
    method: 'POST',
    path: '/api/sites/:site/feeds/:feed/poll',
    access: 'site:write',
    summary: 'Ask a feed now',
    output: z.object({ accepted: z.number().int(), error: FeedFailure.nullable() }),
  },
  removeFeed: {
    method: 'DELETE',
    path: '/api/sites/:site/feeds/:feed',
    access: 'site:write',
    summary: 'Remove a feed; its mentions stay',
    output: Done,
  },

  hooks: {
    method: 'GET',
    path: '/api/sites/:site/hooks',
    access: 'site:own',
    summary: 'Addresses that alerts and chats send to',
    output: z.array(Hook),
  },
  createHook: {
    method: 'POST',
    path: '/api/sites/:site/hooks',
    access: 'site:own',
    summary: 'Make an address that an alert service, LINE or Messenger sends to',
    input: NewHook,
    output: Hook,
  },
  removeHook: {
    method: 'DELETE',
    path: '/api/sites/:site/hooks/:hook',
    access: 'site:own',
    summary: 'Close an address',
    output: Done,
  },

  giveaways: {
    method: 'GET',
    path: '/api/sites/:site/giveaways',
    access: 'site:read',
    summary: 'Give-aways with their entries and what came from their links',
    output: GiveawaysAnswer,
  },
  createGiveaway: {
    method: 'POST',
    path: '/api/sites/:site/giveaways',
    access: 'site:write',
    summary: 'Add a give-away; it gathers past mentions, too',
    input: GiveawaySettings,
    output: Giveaway,
  },
  updateGiveaway: {
    method: 'PUT',
    path: '/api/sites/:site/giveaways/:giveaway',
    access: 'site:write',
    summary: 'Change a give-away',
    input: GiveawaySettings,
    output: Giveaway,
  },
  removeGiveaway: {
    method: 'DELETE',
    path: '/api/sites/:site/giveaways/:giveaway',
    access: 'site:write',
    summary: 'Remove a give-away; no mention is lost',
    output: Done,
  },

  mentionsHook: {
    method: 'POST',
    path: '/api/hooks/mentions/:hook/:token',
    access: 'public',
    summary: 'Where an alert service sends mentions: one, a list, or an object with `mentions`',
    output: MentionsTaken,
  },
  lineHook: {
    method: 'POST',
    path: '/api/hooks/line/:hook',
    access: 'public',
    summary: "Where LINE's Messaging API sends; signed with the channel's secret",
    output: Done,
  },
  messengerHook: {
    method: 'POST',
    path: '/api/hooks/messenger/:hook',
    access: 'public',
    summary: "Where Messenger sends; signed with the app's secret",
    output: Done,
  },
  messengerChallenge: {
    method: 'GET',
    path: '/api/hooks/messenger/:hook',
    access: 'public',
    summary: "Answers Meta's question whether this address is ours",
    output: z.string(),
  },
} as const satisfies Endpoints
