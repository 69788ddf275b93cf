import { Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './note.module.css'

const icons = { bad: IconAlertTriangle, good: IconCircleCheck, plain: IconInfoCircle }

type Properties = {
  tone: keyof typeof icons
  title?: string
  icon?: ReactNode
  /** Said at once by a screen reader. */
  isUrgent?: boolean
  children?: ReactNode
}

/** Something to know, good or bad: colour and sign say so together. */
export const Note = ({ tone, title, icon, isUrgent = false, children }: Properties) => {
  const ToneIcon = icons[tone]
  return (
    <div className={styles.note} data-tone={tone} role={isUrgent ? 'alert' : undefined}>
      <span className={styles.icon} aria-hidden>
        {icon ?? <ToneIcon size={20} stroke={1.8} />}
      </span>
      <div className={styles.body}>
        {title ? (
          <Text component="p" fw={650} m={0}>
            {title}
          </Text>
        ) : null}
        {children}
      </div>
    </div>
  )
}
