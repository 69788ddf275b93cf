import { Notifications } from '@mantine/notifications'
import '@mantine/notifications/styles.css'

/** Where "Saved" is said. */
export const Toasts = () => <Notifications position="top-center" />
