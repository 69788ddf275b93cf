import { Group } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BreakdownAnswer } from '../../../../src/contract/report.ts'
import { type ChartTokens, pairedBarsHeight, pairedBarsOption } from '../../charts/index.ts'
import { Picture } from '../../figures/index.ts'
import { useValueNames } from '../../frame-bar/index.ts'
import { useFormat } from '../../ui/use-format.ts'
import { sharesOf } from './answer.ts'

/** What each brings of people and of macro-conversions. */
export const ChannelsPicture = ({ answer }: { answer: BreakdownAnswer }) => {
  const { t } = useTranslation('channels')
  const { valueName, fieldName } = useValueNames()
  const format = useFormat()
  const bars = useMemo(
    () =>
      sharesOf(answer).map(({ key, people, macro }) => ({
        name: key === null ? t('other') : valueName(answer.by, key),
        people,
        macro,
        peopleText: format.percent(people),
        macroText: format.percent(macro),
      })),
    [answer, t, valueName, format],
  )
  const build = useCallback((tokens: ChartTokens) => pairedBarsOption(bars, tokens), [bars])
  return (
    <Picture
      title={t('picture.title', { field: fieldName(answer.by) })}
      legend={
        <Group gap="md">
          <span>
            <span aria-hidden="true" style={{ color: 'var(--minnow-quiet)' }}>
              ■{' '}
            </span>
            {t('picture.people')}
          </span>
          <span>
            <span aria-hidden="true" style={{ color: 'var(--minnow-macro)' }}>
              ■{' '}
            </span>
            {t('picture.macro')}
          </span>
        </Group>
      }
      build={build}
      height={pairedBarsHeight(bars.length)}
      description={bars
        .map((bar) => t('picture.spoken', { name: bar.name, people: bar.peopleText, macro: bar.macroText }))
        .join(' ')}
      csv={() => [
        [fieldName(answer.by), t('picture.people'), t('picture.macro')],
        ...bars.map(({ name, people, macro }) => [name, people, macro]),
      ]}
    />
  )
}
