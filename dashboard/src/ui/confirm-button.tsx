import { Button, type ButtonProps, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormFailure } from './form-failure.tsx'

type Properties = {
  label: string
  /** The question and what it costs. */
  title: string
  text: ReactNode
  /** What must be typed first, for what destroys data. */
  typed?: string
  onConfirm: () => Promise<unknown>
  buttonProps?: ButtonProps & { 'aria-label'?: string }
}

/** Asks once more before what cannot be undone. */
export const ConfirmButton = ({ label, title, text, typed, onConfirm, buttonProps }: Properties) => {
  const { t } = useTranslation('shell')
  const [isOpen, setOpen] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const [said, setSaid] = useState('')
  const confirm = () => {
    setBusy(true)
    setFailure(null)
    onConfirm()
      .then(() => setOpen(false))
      .catch(setFailure)
      .finally(() => setBusy(false))
  }
  return (
    <>
      <Button variant="default" {...buttonProps} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={
          <Text span fw={650}>
            {title}
          </Text>
        }
        closeButtonProps={{ 'aria-label': t('action.close'), size: 40 }}
      >
        <Stack>
          <Text size="sm">{text}</Text>
          {typed ? (
            <TextInput
              label={t('confirm.type', { typed })}
              value={said}
              onChange={(event) => setSaid(event.currentTarget.value)}
              autoComplete="off"
            />
          ) : null}
          <FormFailure error={failure} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpen(false)}>
              {t('action.cancel')}
            </Button>
            <Button
              color="var(--minnow-danger)"
              loading={isBusy}
              disabled={typed !== undefined && said !== typed}
              onClick={confirm}
            >
              {label}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
