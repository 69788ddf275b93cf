// YouTube and Vimeo speak to the page that embeds them by messages, once they are asked to.
import { parts } from './parts.ts'
import { videoProgress } from './video-progress.ts'

const { on, guard, isIgnored } = parts

type Player = {
  frame: HTMLIFrameElement
  provider: 'youtube' | 'vimeo'
  isHeard?: boolean
  progress?: (percent: number) => void
}
const players: Player[] = []

const ask = ({ frame, provider }: Player, message: unknown): void =>
  frame.contentWindow?.postMessage(
    JSON.stringify(message),
    provider === 'vimeo' ? 'https://player.vimeo.com' : new URL(frame.src).origin,
  )

const askAll = (player: Player): void => {
  if (player.provider === 'youtube') ask(player, { event: 'listening', id: 1, channel: 'widget' })
  else for (const value of ['play', 'timeupdate', 'ended']) ask(player, { method: 'addEventListener', value })
}

const askEveryMs = 500
const mostQuestions = 20

/** A player that is still starting does not hear; a lazy one starts when it comes into sight, and says so by `load`. */
const askUntilHeard = guard((player: Player, asked: number) => {
  if (player.isHeard || asked > mostQuestions) return
  askAll(player)
  setTimeout(() => askUntilHeard(player, asked + 1), askEveryMs)
})

const find = guard(() => {
  for (const frame of document.querySelectorAll('iframe')) {
    const [, service] =
      /^https:\/\/(?:www\.|player\.)?(youtube|youtube-nocookie|vimeo)\.com\/(?:embed\/|video\/)/.exec(frame.src) || []
    if (!service || isIgnored(frame) || players.some((player) => player.frame === frame)) continue
    const player: Player = { frame, provider: service === 'vimeo' ? 'vimeo' : 'youtube' }
    players.push(player)
    // Without this YouTube says nothing. It loads the frame again, so never one that the visitor is already using.
    if (service !== 'vimeo' && !/[?&]enablejsapi=1/.test(frame.src) && document.activeElement !== frame) {
      frame.src += `${frame.src.includes('?') ? '&' : '?'}enablejsapi=1`
    }
    on(frame, 'load', () => askUntilHeard(player, 0))
    askUntilHeard(player, 0)
  }
})

const titleOf = (player: Player, given: unknown): string =>
  player.frame.dataset.minnowVideo ||
  String(given || '') ||
  player.frame.title ||
  player.frame.src.replace(/[?#].*/, '').replace(/.*\//, '')

const move = (player: Player, percent: number, title?: unknown): void => {
  player.progress = player.progress || videoProgress(titleOf(player, title), player.provider)
  player.progress(percent)
}

type YouTubeInfo = {
  currentTime?: number
  playerState?: number
  progressState?: { duration?: number }
  duration?: number
  videoData?: { title?: string }
}
const youTubePlaying = 1
const youTubeEnded = 0
const lastInfo = new WeakMap<Player, YouTubeInfo>()

const hearYouTube = (player: Player, news: YouTubeInfo): void => {
  // Each message says only what changed.
  const info = { ...lastInfo.get(player), ...news }
  lastInfo.set(player, info)
  const duration = info.duration || info.progressState?.duration
  if (info.playerState === youTubeEnded) move(player, 100, info.videoData?.title)
  else if (info.playerState === youTubePlaying && duration) {
    move(player, Math.min(99, ((info.currentTime || 0) / duration) * 100), info.videoData?.title)
  }
}

export const startFrames = (): void => {
  on<MessageEvent>(window, 'message', ({ source, data }) => {
    const player = players.find(({ frame }) => frame.contentWindow === source)
    if (!player) return
    player.isHeard = true
    const message = typeof data === 'string' ? JSON.parse(data) : data
    if (player.provider === 'youtube') {
      if (message.info) hearYouTube(player, message.info)
    } else if (message.event === 'ready') askAll(player)
    else if (message.event === 'ended' || message.event === 'finish') move(player, 100)
    else if (message.event === 'timeupdate' || message.event === 'play')
      move(player, Math.min(99, (message.data?.percent || 0) * 100))
  })
  find()
  on(window, 'load click', () => setTimeout(find, 1e3))
}
