import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortestPassword } from './checks.ts'

type Properties = Omit<PasswordInputProps, 'value' | 'onChange'> & {
  value: string
  onChange: (password: string) => void
  /** One that is chosen here, rather than the present one. */
  isNew?: boolean
}

export const PasswordField = ({ onChange, isNew, ...rest }: Properties) => {
  const { t } = useTranslation('forms')
  return (
    <PasswordInput
      autoComplete={isNew ? 'new-password' : 'current-password'}
      description={isNew ? t('label.password_hint', { count: shortestPassword }) : undefined}
      required
      size="md"
      visibilityToggleButtonProps={{ 'aria-label': t('label.password_show') }}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...rest}
    />
  )
}
