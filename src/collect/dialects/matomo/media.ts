import { type Fields, numberOf, textOf } from '../values.ts'

/** Near enough to the end to have seen it. */
const COMPLETE_PERCENT = 95

/** A video or sound as Matomo's Media Analytics tells it: where it stands, again and again. */
export const mediaOf = (hit: URLSearchParams): { name: string; properties: Fields } => {
  const length = numberOf(hit.get('ma_le')) ?? 0
  const progress = numberOf(hit.get('ma_ps')) ?? 0
  const percent = length > 0 ? Math.min(100, Math.round((progress / length) * 100)) : 0
  const spent = numberOf(hit.get('ma_st')) ?? 0
  const name =
    percent >= COMPLETE_PERCENT ? 'video_complete' : spent > 0 || percent > 0 ? 'video_progress' : 'video_start'
  return {
    name,
    properties: {
      video: textOf(hit.get('ma_re'), 1_000) ?? textOf(hit.get('ma_ti'), 1_000),
      title: textOf(hit.get('ma_ti'), 500),
      provider: textOf(hit.get('ma_pn')) ?? 'html5',
      video_percent: percent,
      play_id: textOf(hit.get('ma_id')),
    },
  }
}
