import { Anchor, Box, Button } from '@mantine/core'
import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState, ErrorState } from '../ui/states.tsx'

export const PageFailed = ({ error, reset }: ErrorComponentProps) => <ErrorState error={error} onRetry={reset} />

/** Before there is a frame: the server did not even say who we are. */
export const RootFailed = ({ error }: ErrorComponentProps) => (
  <Box component="main" maw={560} mx="auto" mt={80} px="md">
    <ErrorState error={error} onRetry={() => window.location.reload()} />
  </Box>
)

export const NotFound = () => {
  const { t } = useTranslation('shell')
  return (
    <Box component="main" maw={560} mx="auto" mt={80} px="md">
      <EmptyState
        isWholePage
        title={t('not_found.title')}
        action={
          <Anchor component={Link} to="/" underline="never">
            <Button component="span">{t('not_found.home')}</Button>
          </Anchor>
        }
      >
        {t('not_found.text')}
      </EmptyState>
    </Box>
  )
}
