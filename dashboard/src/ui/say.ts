import { notifications } from '@mantine/notifications'

/** A word that something worked; it goes away by itself. */
export const say = (message: string): void => {
  notifications.show({ message, color: 'green', withBorder: true, autoClose: 4_000 })
}
