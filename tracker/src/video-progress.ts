// One video's way through its shares: each is said once, together with what was said before it.
import { parts } from './parts.ts'

const { record } = parts

const milestones = [10, 25, 50, 75, 90]

export const videoProgress = (video: string, provider: string): ((percent: number) => void) => {
  let said = -1
  const say = (name: string, percent: number): void => {
    record(name, {
      video: video.slice(0, 200),
      provider,
      video_percent: percent,
      video_percent_before: Math.max(said, 0),
    })
    said = percent
  }
  return (percent) => {
    if (said < 0) say('video_start', 0)
    const reached = milestones.filter((milestone) => milestone <= percent).pop() || 0
    if (percent < 100 && reached > said) say('video_progress', reached)
    if (percent >= 100 && said < 100) say('video_complete', 100)
  }
}
