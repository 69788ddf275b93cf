/**
 * Gathers questions of many requests into one query at a time. A question asked while a query runs goes into the next.
 */
export class Lookup<Question> {
  readonly #ask: (questions: readonly Question[]) => Promise<ReadonlySet<string>>
  readonly #keyOf: (question: Question) => string
  readonly #maxQuestions: number
  #queue: { question: Question; resolve: (found: boolean) => void; reject: (error: unknown) => void }[] = []
  #isRunning = false

  constructor(options: {
    /** The keys of those that exist. */
    ask: (questions: readonly Question[]) => Promise<ReadonlySet<string>>
    keyOf: (question: Question) => string
    maxQuestions: number
  }) {
    this.#ask = options.ask
    this.#keyOf = options.keyOf
    this.#maxQuestions = options.maxQuestions
  }

  exists(question: Question): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ question, resolve, reject })
      if (this.#isRunning) return
      this.#isRunning = true
      setImmediate(() => void this.#run())
    })
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      const asked = this.#queue.splice(0, this.#maxQuestions)
      try {
        const found = await this.#ask(asked.map(({ question }) => question))
        for (const { question, resolve } of asked) resolve(found.has(this.#keyOf(question)))
      } catch (error) {
        for (const { reject } of asked) reject(error)
      }
    }
    this.#isRunning = false
  }
}
