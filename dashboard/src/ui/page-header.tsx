import { Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

type Properties = {
  /** The page's question: "Where do we lose people?" */
  question: string
  /** Its answer in a sentence with the number; absent while nothing certain can be said. */
  answer?: ReactNode
  /** Actions at the right. */
  children?: ReactNode
}

export const PageHeader = ({ question, answer, children }: Properties) => {
  useEffect(() => {
    document.title = `${question} · Minnow`
  }, [question])
  return (
    <Group justify="space-between" align="flex-start" gap="md" mb="lg" wrap="wrap">
      <Stack gap={4} style={{ flex: '1 1 320px', minWidth: 0 }}>
        <Title order={1} fz={{ base: 22, sm: 26 }} lh={1.3}>
          {question}
        </Title>
        {/* Always there, so that a screen reader hears the answer when it arrives. */}
        <Text component="p" role="status" fz={{ base: 'md', sm: 'lg' }} c="dimmed" m={0} maw={760}>
          {answer}
        </Text>
      </Stack>
      {children ? <Group gap="xs">{children}</Group> : null}
    </Group>
  )
}
