import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askTwoFactor, callAuth } from '../../../api.ts'
import { CopyField } from '../../../ui/copy-field.tsx'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { PasswordField } from '../../../ui/password-field.tsx'
import { QrCode } from '../../../ui/qr-code.tsx'
import { say } from '../../../ui/say.ts'

type Offer = { totpURI: string; backupCodes: string[] }
const isOffer = (answer: unknown): answer is Offer =>
  typeof answer === 'object' && answer !== null && 'totpURI' in answer && 'backupCodes' in answer

const secretOf = (uri: string): string => new URL(uri).searchParams.get('secret') ?? ''

/** A second step at sign-in: a code from an app. On after the first right code; off with the password. */
export const TwoFactor = () => {
  const { t } = useTranslation('settings')
  const [password, setPassword] = useState('')
  const [offer, setOffer] = useState<Offer | null>(null)
  const [code, setCode] = useState('')
  const [failure, setFailure] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)

  const state = useQuery({ queryKey: ['two-factor'], queryFn: askTwoFactor })
  const isOn = state.data === true

  const attempt = (work: () => Promise<void>) => {
    setBusy(true)
    setFailure(null)
    work()
      .catch(setFailure)
      .finally(() => setBusy(false))
  }
  const turnOff = () =>
    attempt(async () => {
      await callAuth('/two-factor/disable', { password })
      setPassword('')
      await state.refetch()
      say(t('two_factor.is_off'))
    })
  const begin = (event: FormEvent) => {
    event.preventDefault()
    if (isOn) return turnOff()
    attempt(async () => {
      const answer = await callAuth('/two-factor/enable', { password })
      if (isOffer(answer)) setOffer(answer)
      setPassword('')
    })
  }
  const finish = (event: FormEvent) => {
    event.preventDefault()
    attempt(async () => {
      await callAuth('/two-factor/verify-totp', { code: code.trim() })
      setOffer(null)
      setCode('')
      await state.refetch()
      say(t('two_factor.is_on'))
    })
  }

  if (offer)
    return (
      <form onSubmit={finish}>
        <Stack>
          <Text size="sm">
            {t('two_factor.add')}{' '}
            <Anchor href={offer.totpURI} size="sm">
              {t('two_factor.open_app')}
            </Anchor>
          </Text>
          <QrCode text={offer.totpURI} label={t('two_factor.qr')} />
          <CopyField label={t('two_factor.secret')} text={secretOf(offer.totpURI)} />
          <CopyField
            label={t('two_factor.backup')}
            description={t('two_factor.backup_text')}
            text={offer.backupCodes.join('\n')}
          />
          <TextInput
            label={t('two_factor.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            size="md"
            maw={220}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <FormFailure error={failure} />
          <Group>
            <Button type="submit" loading={isBusy}>
              {t('two_factor.finish')}
            </Button>
          </Group>
        </Stack>
      </form>
    )
  return (
    <form onSubmit={begin}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('two_factor.text')}
        </Text>
        {state.data === undefined ? null : <Text fw={600}>{t(isOn ? 'two_factor.is_on' : 'two_factor.is_off')}</Text>}
        <PasswordField label={t('me.password_present')} maw={360} value={password} onChange={setPassword} />
        <FormFailure error={failure} />
        <Group>
          <Button
            type="submit"
            variant={isOn ? 'default' : 'filled'}
            loading={isBusy || state.isPending}
            disabled={password === ''}
          >
            {t(isOn ? 'two_factor.off' : 'two_factor.begin')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
