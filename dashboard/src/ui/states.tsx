import { Box, Button, Card, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiFailure } from '../api.ts'
import { useFailureText } from './failure-text.ts'
import { Note } from './note.tsx'

/** What happened, why, and the next step. */
export const ErrorState = ({ error, onRetry }: { error: unknown; onRetry?: () => void }) => {
  const { t } = useTranslation('errors')
  const { message, fix } = useFailureText()(error)
  const isOffline = error instanceof ApiFailure && error.code === 'offline'
  return (
    <Note
      tone="bad"
      isUrgent
      title={t('title')}
      icon={isOffline ? <IconPlugConnectedX size={20} stroke={1.8} /> : undefined}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          {message} {fix}
        </Text>
        {onRetry ? (
          <Button variant="default" size="sm" onClick={onRetry}>
            {t('retry')}
          </Button>
        ) : null}
      </Stack>
    </Note>
  )
}

type EmptyProperties = {
  title: string
  /** What the page will look like once it has data. */
  children?: ReactNode
  /** The one action that fills it. */
  action?: ReactNode
  icon?: ReactNode
  /** When the page has no other title. */
  isWholePage?: boolean
}

export const EmptyState = ({ title, children, action, icon, isWholePage = false }: EmptyProperties) => (
  <Card padding="xl" radius="md">
    <Stack align="center" gap="sm" py="lg" ta="center">
      {icon ? (
        <Box c="dimmed" aria-hidden>
          {icon}
        </Box>
      ) : null}
      <Title order={isWholePage ? 1 : 2} fz="lg">
        {title}
      </Title>
      {children ? (
        <Text c="dimmed" maw={520} component="div">
          {children}
        </Text>
      ) : null}
      {action}
    </Stack>
  </Card>
)

/** Only the first time; afterwards old figures stay while new ones load. */
export const LoadingState = ({ rows = 4 }: { rows?: number }) => {
  const { t } = useTranslation('shell')
  return (
    <Stack gap="sm" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a skeleton have no other name
        <Skeleton key={row} height={row === 0 ? 96 : 36} radius="md" />
      ))}
    </Stack>
  )
}

type QueryViewProperties<T> = {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
  loading?: ReactNode
}

/** The life of a question: skeleton the first time, error with a retry, old figures dimmed while new ones load. */
export const QueryView = <T,>({ query, children, loading }: QueryViewProperties<T>) => {
  if (query.data === undefined) {
    if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
    return loading ?? <LoadingState />
  }
  const isOld = query.isPlaceholderData
  return (
    <Box style={{ opacity: isOld ? 0.55 : 1, transition: 'opacity 120ms' }} aria-busy={isOld}>
      {query.isError ? (
        <Box mb="md">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </Box>
      ) : null}
      {children(query.data)}
    </Box>
  )
}
