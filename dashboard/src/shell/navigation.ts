import {
  type Icon,
  IconActivity,
  IconChartBar,
  IconFilterDown,
  IconListSearch,
  IconMessage,
  IconRoute,
  IconSettings,
  IconShare,
  IconShoppingBag,
  IconTarget,
  IconThumbUp,
  IconUnlink,
} from '@tabler/icons-react'

/** The pages in the order of the work; `onPhone` are those in the bottom bar, the rest are in its sheet. */
export const pages = [
  { name: 'overview', to: '/sites/$site/overview', icon: IconChartBar, onPhone: true },
  { name: 'live', to: '/sites/$site/live', icon: IconActivity, onPhone: true },
  { name: 'goals', to: '/sites/$site/goals', icon: IconTarget, onPhone: true },
  { name: 'funnels', to: '/sites/$site/funnels', icon: IconFilterDown, onPhone: true },
  { name: 'channels', to: '/sites/$site/channels', icon: IconRoute, onPhone: false },
  { name: 'words', to: '/sites/$site/words', icon: IconListSearch, onPhone: false },
  { name: 'products', to: '/sites/$site/products', icon: IconShoppingBag, onPhone: false },
  { name: 'posts', to: '/sites/$site/posts', icon: IconThumbUp, onPhone: false },
  { name: 'mentions', to: '/sites/$site/mentions', icon: IconMessage, onPhone: false },
  { name: 'shares', to: '/sites/$site/shares', icon: IconShare, onPhone: false },
  { name: 'orphans', to: '/sites/$site/orphans', icon: IconUnlink, onPhone: false },
  { name: 'settings', to: '/sites/$site/settings', icon: IconSettings, onPhone: false },
] as const satisfies readonly { name: string; to: string; icon: Icon; onPhone: boolean }[]
