import { SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConversionFigures, Overview } from '../../../../src/contract/report.ts'
import { ChangeMark, Interval } from '../../figures/index.ts'
import { roleColor } from '../../ui/theme.ts'
import { useFormat } from '../../ui/use-format.ts'
import { BigFigure } from './big-figure.tsx'
import type { Metric } from './metrics.ts'

type Properties = { overview: Overview; metric: Metric; onMetric: (metric: Metric) => void }

const RateLine = ({ figures }: { figures: ConversionFigures }) => {
  const { t } = useTranslation('overview')
  const format = useFormat()
  if (!figures.rate) return null
  return (
    <Text component="div" size="sm">
      {t('figure.rate', { percent: format.percent(figures.rate.value) })}{' '}
      <Interval low={figures.rate.low} high={figures.rate.high} />
    </Text>
  )
}

/** Longer amounts are written short, and exactly below. */
const longestFigure = 10

/** The five figures that say how it goes; each draws its line when pressed. */
export const OverviewFigures = ({ overview, metric, onMetric }: Properties) => {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const { totals, changes } = overview
  const figure = (name: Metric, also: Metric[] = []) => ({
    name: t(`metric.${name}`),
    explain: t(`explain.${name}`),
    isShown: metric === name || also.includes(metric),
    onShow: () => onMetric(name),
  })
  const { net, refunds } = totals.value
  const exact = format.money(net, overview.currency)
  const isLong = exact.length > longestFigure
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing={{ base: 'xs', sm: 'md' }} mb="md">
      <BigFigure {...figure('people')} value={format.number(totals.people)} color="var(--mantine-color-text)">
        <ChangeMark change={changes?.people} />
      </BigFigure>
      <BigFigure {...figure('sessions')} value={format.number(totals.sessions)} color="var(--mantine-color-text)">
        <ChangeMark change={changes?.sessions} />
      </BigFigure>
      <BigFigure
        {...figure('macro', ['macro_rate'])}
        value={format.number(totals.macro.conversions)}
        color={roleColor('macro')}
      >
        <RateLine figures={totals.macro} />
        <ChangeMark change={changes?.macro_rate ?? changes?.macro} />
      </BigFigure>
      <BigFigure
        {...figure('micro', ['micro_rate'])}
        value={format.number(totals.micro.conversions)}
        color={roleColor('milestone')}
      >
        <RateLine figures={totals.micro} />
        <ChangeMark change={changes?.micro_rate ?? changes?.micro} />
      </BigFigure>
      <BigFigure
        {...figure('value')}
        isWide
        value={isLong ? format.compactMoney(net, overview.currency) : exact}
        color={roleColor('macro')}
      >
        {isLong ? (
          <Text component="div" size="sm">
            {exact}
          </Text>
        ) : null}
        {refunds > 0 ? (
          <Text component="div" size="sm" c="dimmed">
            {t('figure.refunds', { amount: format.money(refunds, overview.currency) })}
          </Text>
        ) : null}
        {totals.other_currencies.map(({ currency, net }) => (
          <Text component="div" size="sm" key={currency}>
            + {format.money(net, currency)}
          </Text>
        ))}
        <ChangeMark change={changes?.value} />
      </BigFigure>
    </SimpleGrid>
  )
}
