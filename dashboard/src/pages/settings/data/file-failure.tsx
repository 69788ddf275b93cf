import { Stack, Text } from '@mantine/core'
import { ApiFailure } from '../../../api.ts'
import { FormFailure } from '../../../ui/form-failure.tsx'

/** Why a file was refused, with what exactly is wrong with it. */
export const FileFailure = ({ error }: { error: unknown }) => {
  if (!error) return null
  const issues = error instanceof ApiFailure ? error.issues : []
  return (
    <Stack gap={4}>
      <FormFailure error={error} />
      {issues.map(({ path, message }) => (
        <Text key={`${path} ${message}`} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
      ))}
    </Stack>
  )
}
