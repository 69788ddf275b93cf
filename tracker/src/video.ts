// Videos of the page, of YouTube and of Vimeo: begun, watched to a share, watched to the end.
import { parts } from './parts.ts'
import { startFrames } from './video-frames.ts'
import { videoProgress } from './video-progress.ts'

const { on, guard, isIgnored, shared, mediaBroke } = parts

type Watched = { source: string; view: unknown; at: ReturnType<typeof videoProgress> }
const watched = new WeakMap<HTMLVideoElement, Watched>()

/** Moving wallpaper is not watched by anybody. */
const isWallpaper = (video: HTMLVideoElement): boolean => video.loop && video.muted && !video.controls

const nameOf = (video: HTMLVideoElement): string =>
  video.dataset.minnowVideo ||
  video.title ||
  video.ariaLabel ||
  video.currentSrc.replace(/[?#].*/, '').replace(/.*\//, '')

const progressOf = (video: HTMLVideoElement): Watched['at'] => {
  const known = watched.get(video)
  if (known && known.source === video.currentSrc && known.view === shared.view) return known.at
  const at = videoProgress(nameOf(video), 'html5')
  watched.set(video, { source: video.currentSrc, view: shared.view, at })
  return at
}

const look = (video: HTMLVideoElement, isEnd: boolean): void => {
  if (!(video instanceof HTMLVideoElement) || isWallpaper(video) || isIgnored(video)) return
  progressOf(video)(isEnd ? 100 : (video.currentTime / video.duration) * 100)
}

on(document, 'playing timeupdate ended', ({ type, target }) => look(target as HTMLVideoElement, type === 'ended'))
guard(() => {
  for (const video of document.querySelectorAll('video')) {
    // It may have begun, or broken, before anybody listened.
    if (!video.paused || video.ended) look(video, video.ended)
    if (video.error) mediaBroke(video)
    if (video.networkState === video.NETWORK_NO_SOURCE) {
      for (const source of video.querySelectorAll('source')) mediaBroke(source as Element as HTMLVideoElement)
    }
  }
})()
startFrames()
