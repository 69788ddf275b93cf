import { Button, Card, Group, Select, Stack, Text, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callAuth } from '../../../api.ts'
import { useLanguage } from '../../../i18n/i18n.ts'
import { isLanguage, languageNames, languages } from '../../../i18n/languages.ts'
import { useMe } from '../../../queries.ts'
import { useSignOut } from '../../../shell/sign-out.ts'
import { useChooseLanguage } from '../../../shell/use-choose-language.ts'
import { checkPassword, shortestPassword } from '../../../ui/checks.ts'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { PasswordField } from '../../../ui/password-field.tsx'
import { say } from '../../../ui/say.ts'
import { TwoFactor } from './two-factor.tsx'

export const MeSection = () => {
  const { t } = useTranslation('settings')
  const user = useMe()?.user
  const language = useLanguage()
  const choose = useChooseLanguage()
  const signOut = useSignOut()
  if (!user) return null
  return (
    <Stack gap="xl">
      <Group justify="space-between">
        <div>
          <Text fw={600}>{user.name}</Text>
          <Text c="dimmed">{user.email}</Text>
        </div>
        <Button variant="default" onClick={() => void signOut()}>
          {t('me.sign_out')}
        </Button>
      </Group>
      <Select
        label={t('me.language')}
        description={t('me.language_text')}
        size="md"
        maw={360}
        value={language}
        allowDeselect={false}
        data={languages.map((code) => ({ value: code, label: languageNames[code] }))}
        onChange={(code) => isLanguage(code) && void choose(code)}
      />
      <Card>
        <Title order={2} fz="md" mb="md">
          {t('me.password')}
        </Title>
        <PasswordForm />
      </Card>
      <Card>
        <Title order={2} fz="md" mb={4}>
          {t('two_factor.title')}
        </Title>
        <TwoFactor />
      </Card>
    </Stack>
  )
}

const PasswordForm = () => {
  const { t } = useTranslation(['settings', 'forms'])
  const [present, setPresent] = useState('')
  const [next, setNext] = useState('')
  const [fault, setFault] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const isShort = checkPassword(next) !== null
    setFault(isShort)
    if (isShort) return
    setBusy(true)
    setFailure(null)
    callAuth('/change-password', { currentPassword: present, newPassword: next, revokeOtherSessions: true })
      .then(() => {
        setPresent('')
        setNext('')
        say(t('me.password_changed'))
      })
      .catch(setFailure)
      .finally(() => setBusy(false))
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <PasswordField label={t('me.password_present')} maw={360} value={present} onChange={setPresent} />
        <PasswordField
          isNew
          label={t('me.password_new')}
          maw={360}
          value={next}
          onChange={setNext}
          error={fault ? t('forms:field.password', { count: shortestPassword }) : null}
        />
        <FormFailure error={failure} />
        <Group>
          <Button type="submit" loading={isBusy}>
            {t('me.password_change')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
