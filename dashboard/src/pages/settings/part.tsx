import { Card, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** One subject of a settings section: what it is, in a sentence, and what can be done. */
export const Part = ({ title, text, children }: { title: string; text: string; children: ReactNode }) => (
  <Card>
    <Title order={2} fz="md" mb={4}>
      {title}
    </Title>
    <Text size="sm" c="dimmed" mb="md">
      {text}
    </Text>
    <Stack>{children}</Stack>
  </Card>
)
