import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callAuth } from '../../api.ts'
import { chooseLanguage } from '../../i18n/i18n.ts'
import { meQuery } from '../../queries.ts'
import { FormFailure } from '../../ui/form-failure.tsx'
import { Outside } from '../../ui/outside.tsx'
import { DemoOffer } from '../welcome/demo-offer.tsx'

type Stage = 'password' | 'code' | 'backup'

const asksForCode = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'twoFactorRedirect' in answer && answer.twoFactorRedirect === true

export const SignInPage = () => {
  const { t } = useTranslation('sign-in')
  const { next } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [stage, setStage] = useState<Stage>('password')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [failure, setFailure] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)

  const enter = async () => {
    await queries.invalidateQueries({ queryKey: ['me'] })
    const me = await queries.fetchQuery({ ...meQuery, staleTime: 0 })
    if (me.user?.language) await chooseLanguage(me.user.language)
    await navigate({ href: next ?? '/' })
  }

  const attempt = async () => {
    if (stage === 'password') {
      const answer = await callAuth('/sign-in/email', { email: email.trim(), password, rememberMe: true })
      if (asksForCode(answer)) return setStage('code')
    } else {
      await callAuth(stage === 'code' ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code', {
        code: code.trim(),
      })
    }
    await enter()
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setFailure(null)
    attempt()
      .catch(setFailure)
      .finally(() => setBusy(false))
  }

  return (
    <Outside title={stage === 'password' ? t('title') : t('code.title')} maxWidth={400}>
      <form onSubmit={submit}>
        <Stack>
          {stage === 'password' ? (
            <>
              <TextInput
                label={t('email')}
                type="email"
                name="email"
                autoComplete="username"
                required
                size="md"
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
              />
              <PasswordInput
                label={t('password')}
                name="password"
                autoComplete="current-password"
                required
                size="md"
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                visibilityToggleButtonProps={{ 'aria-label': t('password_show') }}
              />
            </>
          ) : (
            <TextInput
              key={stage}
              label={stage === 'code' ? t('code.label') : t('code.backup_label')}
              description={stage === 'code' ? t('code.hint') : t('code.backup_hint')}
              name="code"
              autoComplete="one-time-code"
              inputMode={stage === 'code' ? 'numeric' : 'text'}
              required
              size="md"
              data-autofocus
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          )}
          <FormFailure error={failure} />
          <Button type="submit" size="md" loading={isBusy}>
            {t('submit')}
          </Button>
          {stage === 'code' ? (
            <Button variant="subtle" onClick={() => setStage('backup')}>
              {t('code.use_backup')}
            </Button>
          ) : null}
        </Stack>
      </form>
      <Text size="sm" c="dimmed" mt="xl">
        {t('locked_out')}{' '}
        <Text span ff="monospace" size="xs" translate="no">
          minnow user reset-password
        </Text>
      </Text>
      <DemoOffer />
    </Outside>
  )
}
