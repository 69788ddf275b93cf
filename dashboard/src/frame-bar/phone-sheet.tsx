import { Box, Button, Drawer, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CompareChoice } from './compare-choice.tsx'
import { Filters } from './filters.tsx'
import { defaultPeriod } from './period.ts'
import { PeriodChoices } from './period-picker.tsx'
import { type FrameState, setFilters, setPeriod } from './use-frame.ts'

type Properties = { state: FrameState; isOpen: boolean; close: () => void }

/** The bar's choices on a phone. */
export const PhoneSheet = ({ state, isOpen, close }: Properties) => {
  const { t } = useTranslation('frame')
  return (
    <Drawer opened={isOpen} onClose={close} position="bottom" size="85%" title={t('sheet.open')} radius="md">
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
          <PeriodChoices value={state.search.period ?? defaultPeriod} today={state.today} onChange={setPeriod(state)} />
        </Box>
        <Button mih={44} onClick={close}>
          {t('sheet.done')}
        </Button>
      </Stack>
    </Drawer>
  )
}
