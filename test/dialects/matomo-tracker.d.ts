declare module 'matomo-tracker' {
  import type { EventEmitter } from 'node:events'

  type Options = Record<string, string | number>
  export default class MatomoTracker extends EventEmitter {
    constructor(site: number | string, url: string)
    track(options: Options): void
    trackBulk(requests: Options[], done: (answer: string) => void): void
  }
}
