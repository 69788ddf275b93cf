declare module 'matomo-tracker' {
  import type { EventEmitter } from 'node:events'

  type Options = Record<string, string | number>
  class MatomoTracker extends EventEmitter {
    constructor(site: number | string, url: string)
    track(options: Options): void
    trackBulk(requests: Options[], done: (answer: string) => void): void
  }
  export = MatomoTracker
}
