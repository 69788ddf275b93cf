import { Box, Button, Drawer, Group, Select, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Frame } from '../../../src/contract/report.ts'
import { Filters } from './filters.tsx'
import { defaultCompare } from './frame-search.ts'
import './frame-bar.css'
import { defaultPeriod } from './period.ts'
import { PeriodChoices, PeriodPicker, usePeriodText } from './period-picker.tsx'
import { type FrameState, useFrame } from './use-frame.ts'

const comparisons: readonly Frame['compare'][] = ['previous', 'year', 'none']

const CompareChoice = ({ state, label }: { state: FrameState; label?: string }) => {
  const { t } = useTranslation('frame')
  return (
    <Select
      label={label}
      aria-label={t('compare.label')}
      data={comparisons.map((compare) => ({ value: compare, label: t(`compare.${compare}`) }))}
      value={state.frame.compare}
      onChange={(compare) => compare && state.change({ compare: compare === defaultCompare ? undefined : compare })}
      allowDeselect={false}
      w={label ? undefined : 190}
      styles={{ input: { minHeight: 36, height: 36 } }}
    />
  )
}

const setPeriod = (state: FrameState) => (period: Parameters<typeof state.change>[0]['period']) =>
  state.change({ period: period === defaultPeriod ? undefined : period })
const setFilters = (state: FrameState) => (filters: Frame['filters']) =>
  state.change({ filters: filters.length > 0 ? filters : undefined })

/** On a phone: one button that says what is shown, and a sheet to change it. */
const PhoneBar = ({ state }: { state: FrameState }) => {
  const { t } = useTranslation('frame')
  const periodText = usePeriodText()
  const [isOpen, setIsOpen] = useState(false)
  const period = state.search.period ?? defaultPeriod
  const count = state.frame.filters.length
  return (
    <>
      <Button
        variant="default"
        fullWidth
        justify="space-between"
        mih={44}
        rightSection={<IconAdjustmentsHorizontal size={18} />}
        onClick={() => setIsOpen(true)}
      >
        <VisuallyHidden>{t('sheet.open')}: </VisuallyHidden>
        {periodText(period, state.today)}
        {count > 0 ? ` · ${t('filter.count', { count })}` : ''}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        position="bottom"
        size="85%"
        title={t('sheet.open')}
        radius="md"
      >
        <Stack gap="lg">
          <Box>
            <Text fw={600} mb={4} size="sm">
              {t('filter.label')}
            </Text>
            <Filters filters={state.frame.filters} onChange={setFilters(state)} />
          </Box>
          <CompareChoice state={state} label={t('compare.label')} />
          <Box>
            <Text fw={600} mb={4} size="sm">
              {t('period.label')}
            </Text>
            <PeriodChoices value={period} today={state.today} onChange={setPeriod(state)} />
          </Box>
          <Button mih={44} onClick={() => setIsOpen(false)}>
            {t('sheet.done')}
          </Button>
        </Stack>
      </Drawer>
    </>
  )
}

/** Period, comparison and filters of every report page; all of it lives in the address. */
export const FrameBar = () => {
  const { t } = useTranslation('frame')
  const state = useFrame()
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  return (
    <Box component="section" aria-label={t('bar')} className="minnow-frame-bar">
      {isPhone ? (
        <PhoneBar state={state} />
      ) : (
        <Group gap="xs" wrap="wrap" align="center">
          <PeriodPicker value={state.search.period ?? defaultPeriod} today={state.today} onChange={setPeriod(state)} />
          <CompareChoice state={state} />
          <Filters filters={state.frame.filters} onChange={setFilters(state)} />
        </Group>
      )}
    </Box>
  )
}
