import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Frame } from '../../../src/contract/report.ts'
import { defaultCompare } from './frame-search.ts'
import type { FrameState } from './use-frame.ts'

const comparisons: readonly Frame['compare'][] = ['previous', 'year', 'none']

type Properties = { state: FrameState; label?: string }

export const CompareChoice = ({ state, label }: Properties) => {
  const { t } = useTranslation('frame')
  const choose = (text: string) => {
    const compare = comparisons.find((known) => known === text)
    if (compare) state.change({ compare: compare === defaultCompare ? undefined : compare })
  }
  return (
    <NativeSelect
      label={label}
      aria-label={t('compare.label')}
      data={comparisons.map((compare) => ({ value: compare, label: t(`compare.${compare}`) }))}
      value={state.frame.compare}
      onChange={(event) => choose(event.currentTarget.value)}
      styles={label ? undefined : { input: { minHeight: 36, height: 36 } }}
    />
  )
}
