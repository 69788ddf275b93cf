import { Button, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { checkEmail, checkPassword, checkText, shortestPassword } from './checks.ts'
import { FormFailure } from './form-failure.tsx'
import { PasswordField } from './password-field.tsx'

export type NewAccount = { name: string; email: string; password: string }
type Properties = {
  submitLabel: string
  isBusy: boolean
  error: unknown
  onSubmit: (account: NewAccount) => void
}

/** Name, e-mail and password of a new account. */
export const AccountForm = ({ submitLabel, isBusy, error, onSubmit }: Properties) => {
  const { t } = useTranslation('forms')
  const [account, setAccount] = useState<NewAccount>({ name: '', email: '', password: '' })
  const [wasTried, setTried] = useState(false)
  const faults = {
    name: checkText(account.name),
    email: checkEmail(account.email),
    password: checkPassword(account.password),
  }
  const faultOf = (field: keyof NewAccount) => {
    const fault = faults[field]
    return wasTried && fault ? t(fault, { count: shortestPassword }) : null
  }
  const change = (field: keyof NewAccount) => (text: string) => setAccount({ ...account, [field]: text })
  const typed = (field: keyof NewAccount) => (event: { currentTarget: { value: string } }) =>
    change(field)(event.currentTarget.value)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.values(faults).some((fault) => fault !== null)) return
    onSubmit({ name: account.name.trim(), email: account.email.trim(), password: account.password })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={t('label.name')}
          name="name"
          autoComplete="name"
          size="md"
          required
          value={account.name}
          onChange={typed('name')}
          error={faultOf('name')}
        />
        <TextInput
          label={t('label.email')}
          name="email"
          type="email"
          autoComplete="username"
          size="md"
          required
          value={account.email}
          onChange={typed('email')}
          error={faultOf('email')}
        />
        <PasswordField
          isNew
          label={t('label.password')}
          name="password"
          value={account.password}
          onChange={change('password')}
          error={faultOf('password')}
        />
        <FormFailure error={error} />
        <Button type="submit" size="md" loading={isBusy}>
          {submitLabel}
        </Button>
      </Stack>
    </form>
  )
}
