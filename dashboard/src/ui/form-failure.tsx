import { Alert, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useFailureText } from './failure-text.ts'

/** Why a form was refused, above its button; nothing while it was not. */
export const FormFailure = ({ error }: { error: unknown }) => {
  const textOf = useFailureText()
  if (!error) return null
  const { message, fix } = textOf(error)
  return (
    <Alert
      role="alert"
      variant="outline"
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      styles={{ root: { borderColor: 'var(--minnow-bad)', background: 'var(--minnow-bad-soft)' } }}
    >
      <Text size="sm" c="var(--mantine-color-text)">
        {message} {fix}
      </Text>
    </Alert>
  )
}
