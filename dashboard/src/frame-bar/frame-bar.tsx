import { Box, Button, Group, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CompareChoice } from './compare-choice.tsx'
import { Filters } from './filters.tsx'
import './frame-bar.css'
import { defaultPeriod } from './period.ts'
import { PeriodPicker, usePeriodText } from './period-picker.tsx'
import { type FrameState, setFilters, setPeriod, useFrame } from './use-frame.ts'

const loadSheet = () => import('./phone-sheet.tsx').then(({ PhoneSheet }) => ({ default: PhoneSheet }))
const PhoneSheet = lazy(loadSheet)

/** On a phone: one button that says what is shown, and a sheet to change it, fetched when a finger is on the button. */
const PhoneBar = ({ state }: { state: FrameState }) => {
  const { t } = useTranslation('frame')
  const periodText = usePeriodText()
  const [isOpen, setIsOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  const period = state.search.period ?? defaultPeriod
  const count = state.frame.filters.length
  const open = () => {
    setWasOpened(true)
    setIsOpen(true)
  }
  return (
    <>
      <Button
        variant="default"
        fullWidth
        justify="space-between"
        mih={44}
        rightSection={<IconAdjustmentsHorizontal size={18} />}
        onPointerDown={() => void loadSheet()}
        onFocus={() => void loadSheet()}
        onClick={open}
      >
        <VisuallyHidden>{t('sheet.open')}: </VisuallyHidden>
        {periodText(period, state.today)}
        {count > 0 ? ` · ${t('filter.count', { count })}` : ''}
      </Button>
      <Suspense fallback={null}>
        {wasOpened ? <PhoneSheet state={state} isOpen={isOpen} close={() => setIsOpen(false)} /> : null}
      </Suspense>
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
