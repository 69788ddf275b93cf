import { Text, UnstyledButton, type UnstyledButtonProps } from '@mantine/core'
import { IconSelector, IconUserCircle } from '@tabler/icons-react'
import type { ComponentPropsWithRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../queries.ts'
import styles from './shell.module.css'

export const AccountButton = (properties: UnstyledButtonProps & ComponentPropsWithRef<'button'>) => {
  const { t } = useTranslation('shell')
  const user = useMe()?.user
  return (
    <UnstyledButton aria-haspopup="menu" {...properties} className={styles.link} w="100%">
      <IconUserCircle size={20} stroke={1.7} aria-hidden />
      <Text span truncate flex={1} size="sm" fw={500}>
        {user?.name ?? t('account.guest')}
      </Text>
      <IconSelector size={16} aria-hidden />
    </UnstyledButton>
  )
}
