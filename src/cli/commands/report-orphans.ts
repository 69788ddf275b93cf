import type { OrphansAnswer } from '../../contract/orphans.ts'
import { count, table } from '../say.ts'

/** Conversions without a visit, as text. */
export const orphansText = ({ conversions, orphans, visit_days: days, reasons, examples }: OrphansAnswer): string =>
  [
    `${count(orphans)} of ${count(conversions)} conversions have no visit in the ${days} days before.`,
    '',
    table(
      ['likely reason', 'conversions'],
      reasons.map(({ reason, conversions: number }) => [reason, count(number)]),
    ),
    '',
    table(
      ['time', 'event', 'order', 'value', 'came by', 'likely reason'],
      examples.map(({ time, name, transaction_id: order, value, currency, origin, reason }) => [
        ...[
          new Date(time).toISOString().slice(0, 16),
          name,
          order,
          `${count(value)} ${currency}`.trim(),
          origin,
          reason,
        ],
      ]),
    ),
  ].join('\n')
