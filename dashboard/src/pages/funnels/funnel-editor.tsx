import { Button, Drawer, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Funnel } from '../../../../src/contract/funnel.ts'
import type { Goal } from '../../../../src/contract/goal.ts'
import { useNames } from '../../figures/index.ts'
import { mayEdit, useChange, useSite } from '../../queries.ts'
import { say, unsay } from '../../ui/say.ts'
import type { FunnelShape } from './funnel-search.ts'
import { isStepReady, StepEditor } from './step-editor.tsx'
import { WindowChoice } from './window-choice.tsx'

type Properties = {
  isOpen: boolean
  /** The saved funnel that is changed; undefined for a new one. */
  saved: Funnel | undefined
  shape: FunnelShape
  goals: readonly Goal[]
  onClose: () => void
  /** To see it without saving: it stands in the address. */
  onShow: (shape: FunnelShape) => void
  onSaved: (funnel: Funnel) => void
  onRemoved: () => void
}

const timeToUndoMs = 10_000

type FormProperties = Omit<Properties, 'isOpen'>

const RemoveFunnel = ({ saved, onRemoved }: { saved: Funnel; onRemoved: () => void }) => {
  const { t } = useTranslation('funnels')
  const { funnelName } = useNames()
  const create = useChange('createFunnel', ['funnels'])
  const remove = useChange('removeFunnel', ['funnels'])
  const { id, site, preset_key: _key, ...definition } = saved
  const word = `removed ${id}`
  const restore = () => {
    unsay(word)
    create.mutate({ params: { site }, input: definition })
  }
  const removed = () => {
    say(
      <Group justify="space-between" wrap="nowrap">
        {t('removed', { name: funnelName(saved) })}
        <Button variant="default" size="compact-sm" mih={36} onClick={restore}>
          {t('undo')}
        </Button>
      </Group>,
      { id: word, forMs: timeToUndoMs },
    )
    onRemoved()
  }
  return (
    <Button
      variant="subtle"
      color="red"
      c="var(--minnow-bad)"
      loading={remove.isPending}
      onClick={() => remove.mutate({ params: { site, funnel: id } }, { onSuccess: removed })}
    >
      {t('remove')}
    </Button>
  )
}

const FunnelForm = ({ saved, shape, goals, onClose, onShow, onSaved, onRemoved }: FormProperties) => {
  const { t } = useTranslation('funnels')
  const site = useSite()
  const { funnelName } = useNames()
  const [draft, setDraft] = useState(shape)
  const shownName = saved ? funnelName(saved) : ''
  const [name, setName] = useState(shownName)
  const create = useChange('createFunnel', ['funnels'])
  const update = useChange('updateFunnel', ['funnels', 'funnel'])
  const isReady = draft.steps.length >= 2 && draft.steps.every(isStepReady)
  const failure = create.error?.message ?? update.error?.message
  const save = () => {
    const onSuccess = (funnel: Funnel) => {
      say(t('saved', { name: name.trim() }))
      onSaved(funnel)
    }
    if (saved) {
      const input = { ...draft, name: name === shownName ? saved.name : name.trim() }
      update.mutate({ params: { site: site.id, funnel: saved.id }, input }, { onSuccess })
    } else create.mutate({ params: { site: site.id }, input: { ...draft, name: name.trim() } }, { onSuccess })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) onShow(draft)
      }}
    >
      <Stack gap="lg">
        <div>
          <Text component="h3" fw={600} size="sm" m={0} mb={6}>
            {t('steps')}
          </Text>
          <StepEditor steps={draft.steps} goals={goals} onChange={(steps) => setDraft({ ...draft, steps })} />
        </div>
        <WindowChoice
          seconds={draft.window_seconds}
          onChange={(window_seconds) => setDraft({ ...draft, window_seconds })}
        />
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t('per.label')}
          </Text>
          <SegmentedControl
            aria-label={t('per.label')}
            value={draft.per}
            onChange={(per) => setDraft({ ...draft, per: per === 'session' ? 'session' : 'person' })}
            data={[
              { value: 'person', label: t('per.person') },
              { value: 'session', label: t('per.session') },
            ]}
          />
        </div>
        {mayEdit(site) ? (
          <TextInput
            label={t('name')}
            placeholder={t('namePlaceholder')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
          />
        ) : null}
        {failure ? (
          <Text role="alert" size="sm" c="var(--minnow-bad)">
            {failure}
          </Text>
        ) : null}
        <Group justify="space-between" gap="xs">
          {saved && mayEdit(site) ? <RemoveFunnel saved={saved} onRemoved={onRemoved} /> : <span />}
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" variant="default" disabled={!isReady}>
              {t('show')}
            </Button>
            {mayEdit(site) ? (
              <Button
                disabled={!isReady || name.trim() === ''}
                loading={create.isPending || update.isPending}
                onClick={save}
              >
                {t('save')}
              </Button>
            ) : null}
          </Group>
        </Group>
      </Stack>
    </form>
  )
}

/** Builds a funnel; it can be looked at without being saved. */
export const FunnelEditor = ({ isOpen, ...form }: Properties) => {
  const { t } = useTranslation('funnels')
  const isPhone = useMediaQuery('(max-width: 48em)')
  return (
    <Drawer
      opened={isOpen}
      onClose={form.onClose}
      size={isPhone ? '100%' : 560}
      title={form.saved ? t('edit') : t('new')}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
      closeButtonProps={{ 'aria-label': t('cancel'), size: 40 }}
    >
      {isOpen ? <FunnelForm key={form.saved?.id ?? 'new'} {...form} /> : null}
    </Drawer>
  )
}
