import { Box, Button, Code, Group, Stack, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

/** How long (ms) the button says that it has copied. */
const saidForMs = 2_000

type Properties = { label: string; text: string; description?: string }

/** A text to take away: the tag, a link, a key. Selectable, too, for where the clipboard is closed to us. */
export const CopyField = ({ label, text, description }: Properties) => {
  const { t } = useTranslation('shell')
  const clipboard = useClipboard({ timeout: saidForMs })
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text fw={600} size="sm">
          {label}
        </Text>
        <Button
          size="compact-sm"
          mih={{ base: 40, sm: 32 }}
          variant={clipboard.copied ? 'default' : 'filled'}
          leftSection={clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={() => clipboard.copy(text)}
        >
          <span aria-live="polite">{clipboard.copied ? t('action.copied') : t('action.copy')}</span>
        </Button>
      </Group>
      {description ? (
        <Text size="sm" c="dimmed">
          {description}
        </Text>
      ) : null}
      <Box style={{ overflowX: 'auto' }}>
        <Code
          block
          translate="no"
          tabIndex={0}
          aria-label={label}
          style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all' }}
        >
          {text}
        </Code>
      </Box>
    </Stack>
  )
}
