import type { Condition } from '../contract/goal.ts'
import { toldByLevel, toldByName, toldByValue } from '../events/index.ts'

type Bits = bigint | undefined
const union = (parts: readonly Bits[]): Bits =>
  parts.reduce((all, part) => (all === undefined || part === undefined ? undefined : all | part), 0n)

const videos = ['video_start', 'video_progress', 'video_complete']

/**
 * The bits of the roll-up's marks that exactly the events have which meet a condition; undefined when it asks for more
 * than marks tell.
 */
export const conditionBits = (condition: Condition): Bits => {
  switch (condition.kind) {
    case 'event': {
      const { name, where = [] } = condition
      const [filter, ...others] = where
      if (!filter) return toldByName(name)
      if (others.length > 0 || filter.op !== 'is' || !filter.field.startsWith('property:')) return undefined
      const property = filter.field.slice('property:'.length)
      return filter.values.length === 0
        ? undefined
        : union(filter.values.map((value) => toldByValue(name, property, value)))
    }
    case 'scroll':
      return condition.path === undefined ? toldByLevel('engagement', 'scroll_percent', condition.percent) : undefined
    case 'time':
      return condition.path === undefined ? toldByLevel('engagement', 'engaged_seconds', condition.seconds) : undefined
    case 'video':
      return condition.video === undefined
        ? union(videos.map((name) => toldByLevel(name, 'video_percent', condition.percent)))
        : undefined
    case 'posts':
      return 0n
    case 'any':
      return condition.of.length === 0 ? undefined : union(condition.of.map(conditionBits))
    case 'all':
      return condition.of.length === 1 && condition.of[0] ? conditionBits(condition.of[0]) : undefined
    default:
      return undefined
  }
}
