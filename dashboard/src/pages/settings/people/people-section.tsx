import { Card, Group, Select, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../../../src/contract/account.ts'
import type { Role } from '../../../../../src/contract/site.ts'
import { call } from '../../../api.ts'
import { useChange, useMe, useReport, useSite } from '../../../queries.ts'
import { actionColumn } from '../../../ui/columns.ts'
import { ConfirmButton } from '../../../ui/confirm-button.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { FormFailure } from '../../../ui/form-failure.tsx'
import { QueryView } from '../../../ui/states.tsx'
import { InvitationForm } from './invitation-form.tsx'
import { OpenInvitations } from './open-invitations.tsx'

const roleNames: readonly Role[] = ['owner', 'editor', 'viewer']

export const PeopleSection = () => {
  const { t } = useTranslation('settings')
  const site = useSite()
  const isOwner = site.role === 'owner'
  const members = useReport('members')
  return (
    <Stack gap="xl">
      <QueryView query={members}>
        {(answer) => (
          <Stack gap="xl">
            <Members members={answer.members} isOwner={isOwner} />
            {isOwner ? <OpenInvitations invitations={answer.invitations} /> : null}
          </Stack>
        )}
      </QueryView>
      {isOwner ? (
        <Card>
          <Title order={2} fz="md" mb={4}>
            {t('people.invite_title')}
          </Title>
          <Text size="sm" c="dimmed" mb="md">
            {t('people.invite_text')}
          </Text>
          <InvitationForm />
        </Card>
      ) : (
        <Text c="dimmed">{t('people.only_owner')}</Text>
      )}
    </Stack>
  )
}

const Members = ({ members, isOwner }: { members: readonly Member[]; isOwner: boolean }) => {
  const { t } = useTranslation('settings')
  const site = useSite()
  const me = useMe()?.user
  const queries = useQueryClient()
  const setRole = useChange('setRole', ['members', 'me'])
  const remove = async (user: string) => {
    await call('removeMember', { params: { site: site.id, user } })
    await Promise.all(['members', 'me'].map((name) => queries.invalidateQueries({ queryKey: [name] })))
  }
  /** Who cannot go, or be less: a site always keeps one owner. */
  const isLastOwner = ({ role }: Member): boolean =>
    role === 'owner' && members.filter((member) => member.role === 'owner').length === 1
  const columns: Column<Member>[] = [
    {
      key: 'name',
      header: t('people.name'),
      value: ({ name }) => name,
      show: ({ name, user }) => (user === me?.id ? t('people.you', { name }) : name),
    },
    { key: 'email', header: t('people.email'), value: ({ email }) => email },
    {
      key: 'role',
      header: t('people.role'),
      value: ({ role }) => role,
      show: (member) => {
        const { user, name, role } = member
        return isOwner && !isLastOwner(member) ? (
          <Select
            aria-label={t('people.role_of', { name })}
            data={roleNames.map((value) => ({ value, label: t(`role.${value}`) }))}
            value={role}
            allowDeselect={false}
            w={150}
            onChange={(chosen) =>
              chosen && setRole.mutate({ params: { site: site.id, user }, input: { role: chosen as Role } })
            }
          />
        ) : (
          t(`role.${role}`)
        )
      },
    },
  ]
  if (isOwner)
    columns.push(
      actionColumn(t('people.actions'), (member) => {
        if (isLastOwner(member)) {
          return (
            <Text span size="sm" c="dimmed">
              {t('people.last_owner')}
            </Text>
          )
        }
        const { user, name } = member
        return (
          <ConfirmButton
            label={t('people.remove')}
            title={t('people.remove_confirm', { name })}
            text={t('people.remove_text', { site: site.name })}
            onConfirm={() => remove(user)}
            buttonProps={{ size: 'compact-sm', mih: 36, 'aria-label': t('people.remove_whom', { name }) }}
          />
        )
      }),
    )
  return (
    <Stack>
      <Group gap="lg">
        {roleNames.map((role) => (
          <Text key={role} size="sm" c="dimmed">
            <Text span fw={600} c="var(--mantine-color-text)" size="sm">
              {t(`role.${role}`)}
            </Text>{' '}
            {t(`role_text.${role}`)}
          </Text>
        ))}
      </Group>
      <FormFailure error={setRole.error} />
      <DataTable
        name={t('people.table')}
        columns={columns}
        rows={members}
        rowKey={({ user }) => user}
        isList
        withoutDownload={!isOwner}
      />
    </Stack>
  )
}
