import { tableFormat } from './table-format.ts'

const hosts: Record<string, RegExp> = {
  facebook: /(^|\.)(facebook\.com|fb\.watch)$/,
  instagram: /(^|\.)instagram\.com$/,
  youtube: /(^|\.)(youtube\.com|youtu\.be)$/,
  tiktok: /(^|\.)tiktok\.com$/,
}

const networkOf = (link: unknown): string | undefined => {
  if (typeof link !== 'string' || !URL.canParse(link)) return undefined
  const { hostname } = new URL(link)
  return Object.keys(hosts).find((name) => hosts[name]?.test(hostname))
}

/** What people did with posts on the platforms themselves: the export of a page, an account or a channel. */
export const posts = tableFormat({
  kind: 'posts',
  table: 'posts',
  time: 'day',
  // YouTube's first row is of all videos together.
  totals: { field: 'post', say: /^(total|tổng( số| cộng)?|ทั้งหมด|รวม|iš viso)$/iu },
  needs: [['views', 'likes', 'comments', 'shares', 'saves', 'follows', 'reach']],
  tells: ['post', 'views'],
  fields: {
    network: { as: 'text', names: ['network', 'platform', 'social network', 'source'] },
    account: { as: 'text', names: ['account', 'account name', 'account username', 'page name', 'channel'] },
    post: {
      as: 'text',
      names: ['post', 'post id', 'video id', 'media id', 'content', 'permalink', 'video link', 'link'],
    },
    title: { as: 'text', names: ['title', 'video title', 'description', 'post message', 'caption', 'text'] },
    link: { as: 'text', names: ['permalink', 'link', 'video link', 'url', 'post link'] },
    reach: { as: 'count', names: ['reach', 'people reached', 'accounts reached', 'reached audience'] },
    views: { as: 'count', names: ['views', 'video views', 'plays', 'total views', 'impressions', 'total video views'] },
    completions: {
      as: 'count',
      names: [
        'completions',
        'complete views',
        'thruplays',
        'watched full video',
        'video watches at 100%',
        'views to 100%',
      ],
    },
    likes: { as: 'count', names: ['likes', 'reactions', 'total likes'] },
    comments: { as: 'count', names: ['comments', 'comments added', 'total comments'] },
    shares: { as: 'count', names: ['shares', 'sharing', 'total shares'] },
    saves: { as: 'count', names: ['saves', 'saved', 'favorites', 'add to favorites'] },
    follows: {
      as: 'count',
      names: ['follows', 'new followers', 'followers gained', 'subscribers', 'subscribers gained'],
    },
    clicks: { as: 'count', names: ['clicks', 'link clicks', 'total clicks', 'website clicks'] },
  },
  finish: (row, { options }) => ({
    ...row,
    network: row.network ?? options.network ?? networkOf(row.link) ?? networkOf(row.post) ?? '',
    account: row.account ?? options.account ?? '',
  }),
})
