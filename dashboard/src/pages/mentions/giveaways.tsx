import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Giveaway, GiveawayResult } from '../../../../src/contract/mention.ts'
import { call } from '../../api.ts'
import { mayEdit, useReport, useSite } from '../../queries.ts'
import { countColumn } from '../../ui/columns.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { networkName } from '../../ui/network-names.ts'
import { EmptyState, QueryView } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { GiveawayForm } from './giveaway-form.tsx'

type Entrant = GiveawayResult['entrants'][number]

const Entrants = ({ entrants, name }: { entrants: readonly Entrant[]; name: string }) => {
  const { t } = useTranslation('mentions')
  const format = useFormat()
  const columns: Column<Entrant>[] = [
    { key: 'author', header: t('column.author'), value: ({ author }) => author },
    {
      key: 'network',
      header: t('column.network'),
      value: ({ network }) => network,
      show: ({ network }) => (network === '' ? t('elsewhere') : networkName(network)),
    },
    countColumn(format, { key: 'entries', header: t('column.entries'), of: ({ entries }) => entries }),
  ]
  return (
    <DataTable
      atFirst={10}
      name={name}
      columns={columns}
      rows={entrants}
      rowKey={({ network, author }) => `${network} ${author}`}
    />
  )
}

const useSentences = ({ entries, authors, reach, came }: GiveawayResult): string[] => {
  const { t } = useTranslation('mentions')
  const format = useFormat()
  const said = [
    t('giveaway.entries', { count: entries, number: format.number(entries) }),
    t('giveaway.authors', { count: authors, number: format.number(authors) }),
    ...(reach === null ? [] : [t('reach', { count: reach, number: format.number(reach) })]),
  ].join(' · ')
  if (!came) return [said]
  const brought = t('giveaway.came', {
    visits: format.number(came.visits),
    people: format.number(came.people),
    macro: format.number(came.macro),
    micro: format.number(came.micro),
    value: format.money(came.value),
  })
  return [said, brought]
}

const Result = ({ result, onEdit }: { result: GiveawayResult; onEdit: (giveaway: Giveaway) => void }) => {
  const { t } = useTranslation('mentions')
  const site = useSite()
  const queries = useQueryClient()
  const format = useFormat()
  const { giveaway } = result
  const remove = async () => {
    await call('removeGiveaway', { params: { site: site.id, giveaway: giveaway.id } })
    await queries.invalidateQueries({ queryKey: ['giveaways'] })
  }
  const sentences = useSentences(result)
  return (
    <Card>
      <Group justify="space-between" align="flex-start" mb="xs">
        <div>
          <Group gap="xs">
            <Title order={2} fz="md">
              {giveaway.name}
            </Title>
            <Badge variant="light" color={result.state === 'running' ? undefined : 'gray'} tt="none">
              {t(`giveaway.state.${result.state}`)}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {format.localDay(giveaway.first_day)} – {format.localDay(giveaway.last_day)}
            {giveaway.hashtags.length > 0 ? ` · ${giveaway.hashtags.join(' ')}` : ''}
            {giveaway.campaign === '' ? '' : ` · utm_campaign=${giveaway.campaign}`}
          </Text>
        </div>
        {mayEdit(site) ? (
          <Group gap="xs">
            <Button variant="default" size="compact-sm" mih={36} onClick={() => onEdit(giveaway)}>
              {t('giveaway.change')}
            </Button>
            <ConfirmButton
              label={t('giveaway.remove')}
              title={t('giveaway.remove_confirm', { name: giveaway.name })}
              text={t('giveaway.remove_text')}
              onConfirm={remove}
              buttonProps={{ size: 'compact-sm', mih: 36 }}
            />
          </Group>
        ) : null}
      </Group>
      {sentences.map((sentence) => (
        <Text key={sentence} size="sm" mb={4}>
          {sentence}
        </Text>
      ))}
      {result.entrants.length > 0 ? <Entrants entrants={result.entrants} name={t('giveaway.entrants')} /> : null}
    </Card>
  )
}

export const Giveaways = () => {
  const { t } = useTranslation('mentions')
  const site = useSite()
  const query = useReport('giveaways')
  const [editing, setEditing] = useState<Giveaway | 'new' | null>(null)
  return (
    <Stack>
      <Text c="dimmed">{t('giveaway.text')}</Text>
      {editing ? (
        <Card>
          <GiveawayForm
            key={editing === 'new' ? '' : editing.id}
            giveaway={editing === 'new' ? undefined : editing}
            onDone={() => setEditing(null)}
          />
        </Card>
      ) : mayEdit(site) ? (
        <Group>
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEditing('new')}>
            {t('giveaway.add')}
          </Button>
        </Group>
      ) : null}
      <QueryView query={query}>
        {({ giveaways }) =>
          giveaways.length === 0 ? (
            <EmptyState title={t('giveaway.empty_title')}>{t('giveaway.empty_text')}</EmptyState>
          ) : (
            <Stack>
              {giveaways.map((result) => (
                <Result key={result.giveaway.id} result={result} onEdit={setEditing} />
              ))}
            </Stack>
          )
        }
      </QueryView>
    </Stack>
  )
}
