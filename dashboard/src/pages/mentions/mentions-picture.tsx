import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { MentionsAnswer } from '../../../../src/contract/mention.ts'
import { type ChartTokens, timeSeriesOption } from '../../charts/index.ts'
import { Picture, useTimeLabels } from '../../figures/index.ts'
import { useFormat } from '../../ui/use-format.ts'

const pictureHeight = 220

/** When people wrote. */
export const MentionsPicture = ({ answer }: { answer: MentionsAnswer }) => {
  const { t } = useTranslation('mentions')
  const { t: tFrame } = useTranslation('frame')
  const labels = useTimeLabels(answer.interval)
  const format = useFormat()
  const build = useCallback(
    (tokens: ChartTokens, width: number) =>
      timeSeriesOption(
        {
          name: t('figure.mentions'),
          points: answer.series.map(({ label, mentions, unfinished }) => ({ label, value: mentions, unfinished })),
          previous: null,
          color: 'supporting',
          formatValue: format.number,
          formatAxis: format.compact,
          formatLabel: labels.long,
          formatTick: labels.tick,
          unfinishedNote: tFrame('chart.unfinished'),
        },
        tokens,
        width,
      ),
    [answer, format, labels.long, labels.tick, t, tFrame],
  )
  const { mentions } = answer.totals
  return (
    <Picture
      title={t('picture.title')}
      build={build}
      height={pictureHeight}
      description={t('picture.description', { count: mentions, number: format.number(mentions) })}
      csv={() => [
        [tFrame('chart.time'), t('figure.mentions')],
        ...answer.series.map((point) => [point.label, point.mentions]),
      ]}
    />
  )
}
