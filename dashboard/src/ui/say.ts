import i18next from 'i18next'
import type { ReactNode } from 'react'
import { useSyncExternalStore } from 'react'

// Most visits change nothing: what shows these words is fetched when there is something to say.

let hasSaid = false
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** True from the first word on: then the frame shows them. */
export const useHasSaid = (): boolean => useSyncExternalStore(subscribe, () => hasSaid)

type More = {
  /** To take it back before its time. */
  id?: string
  forMs?: number
}

/** A word that something worked; it goes away by itself. */
export const say = (message: ReactNode, { id, forMs = 4_000 }: More = {}): void => {
  hasSaid = true
  for (const listener of listeners) listener()
  void import('@mantine/notifications').then(({ notifications }) =>
    notifications.show({
      ...{ id, message, color: 'green', withBorder: true, autoClose: forMs },
      closeButtonProps: { 'aria-label': i18next.t('shell:action.close') },
    }),
  )
}

export const unsay = (id: string): void => {
  void import('@mantine/notifications').then(({ notifications }) => notifications.hide(id))
}
