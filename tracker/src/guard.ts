// Nothing here may ever disturb the page: every function that the browser calls goes through `guard`.

export const guard =
  <A extends unknown[]>(run: (...args: A) => void) =>
  (...args: A): void => {
    try {
      run(...args)
    } catch {
      // The page matters more than the measurement.
    }
  }

/** Listens before the page's own handlers can stop the event. */
export const on = <E extends Event>(target: EventTarget, types: string, run: (event: E) => void): void => {
  for (const type of types.split(' ')) {
    target.addEventListener(type, guard(run) as EventListener, true)
  }
}
