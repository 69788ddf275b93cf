import { Card, Group, Text, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { HowComputed } from '../../ui/how-computed.tsx'
import styles from './big-figure.module.css'

type Properties = {
  name: string
  value: string
  color: string
  explain: string
  isShown: boolean
  onShow: () => void
  /** Over the whole width on a phone. */
  isWide?: boolean
  /** Below the figure: its rate, its change. */
  children?: ReactNode
}

/** A large figure; pressing it draws its line. */
export const BigFigure = ({ name, value, color, explain, isShown, onShow, isWide, children }: Properties) => (
  <Card
    className={styles.card}
    data-shown={isShown || undefined}
    data-wide={isWide || undefined}
    style={{ '--figure-color': color }}
    p="md"
  >
    <Group gap={2} wrap="nowrap" justify="space-between">
      <UnstyledButton className={styles.cover} aria-pressed={isShown} onClick={onShow}>
        <Text span size="sm" fw={500} c="dimmed">
          {name}
        </Text>
      </UnstyledButton>
      <span className={styles.above}>
        <HowComputed of={name}>{explain}</HowComputed>
      </span>
    </Group>
    <Text component="p" m={0} fw={650} lh={1.25} className={styles.value} style={{ '--letters': value.length }}>
      {value}
    </Text>
    <Text component="div" size="sm" mt={2}>
      {children}
    </Text>
  </Card>
)
