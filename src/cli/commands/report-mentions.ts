import type { MentionsAnswer } from '../../contract/mention.ts'
import type { SharesAnswer } from '../../contract/share.ts'
import { count, table } from '../say.ts'

/** What others say and pass on, as text. */

const TEXT_CHARACTERS = 60

export const mentionsText = ({ totals, networks, rows }: MentionsAnswer): string =>
  [
    `${count(totals.mentions)} mentions by ${count(totals.authors)} authors; ${count(totals.positive)} positive, ${count(totals.negative)} negative.`,
    '',
    table(
      ['network', 'mentions', 'authors'],
      networks.map(({ key, mentions, authors }) => [key || '(none)', count(mentions), count(authors)]),
    ),
    '',
    table(
      ['time', 'network', 'author', 'text', 'link'],
      rows.map(({ time, network, author, text, link }) => [
        ...[
          new Date(time).toISOString().slice(0, 16),
          network,
          author,
          [...text].slice(0, TEXT_CHARACTERS).join(''),
          link,
        ],
      ]),
    ),
  ].join('\n')

export const sharesText = ({ rows, total, currency }: SharesAnswer): string =>
  table(
    [
      'page',
      'shared by',
      'id',
      'visits',
      'people',
      'micro',
      'macro',
      `value ${currency}`,
      'shared on',
      'visits of these',
    ],
    [...rows, { ...total, page: 'together', method: '', share: '', shares: 0, further_visits: 0 }].map((row) => [
      ...[row.page, row.method || '–', row.share, count(row.visits), count(row.people), count(row.micro)],
      ...[count(row.macro), count(row.value), count(row.shares), count(row.further_visits)],
    ]),
  )
