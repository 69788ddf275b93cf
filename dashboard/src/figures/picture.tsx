import { ActionIcon, Box, Card, Group, Text, Title } from '@mantine/core'
import { IconChartLine, IconDownload, IconTable } from '@tabler/icons-react'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart, type ChartBuilder, type CsvCell, toCsv } from '../charts/index.ts'
import { downloadText, fileNameOf } from '../ui/download.ts'
import drop from '../ui/drop.module.css'
import { Drop } from '../ui/drop.tsx'

type Properties = {
  title: string
  /** What the lines are, in words and colours, where the picture itself has no room for it. */
  legend?: ReactNode
  build: ChartBuilder
  height: number
  description: string
  /** Head and rows: the picture's figures as CSV. */
  csv: () => CsvCell[][]
  /** The same figures to read; shown in place of the picture. Absent where the table stands on the page anyway. */
  table?: () => ReactNode
  actions?: ReactNode
}

const savePng = (fileName: string, address: string): void => {
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
}

/** A picture with its name, its table, and its PNG and CSV. */
export const Picture = ({ title, legend, build, height, description, csv, table, actions }: Properties) => {
  const { t } = useTranslation('frame')
  const [isTable, setIsTable] = useState(false)
  const toPng = useRef<() => string>(() => '')
  const onReady = useCallback((png: () => string) => {
    toPng.current = png
  }, [])
  return (
    <Card p={{ base: 'sm', sm: 'lg' }}>
      <Group justify="space-between" gap="xs" mb="sm" wrap="nowrap" align="flex-start">
        <Box style={{ flex: 1, minWidth: 0 }}>
          <Title order={2} fz="md">
            {title}
          </Title>
          {legend ? (
            <Text component="div" size="xs" c="dimmed">
              {legend}
            </Text>
          ) : null}
        </Box>
        <Group gap={4} justify="flex-end" style={{ flex: 'none', maxWidth: '60%' }}>
          {actions}
          {table ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={40}
              aria-pressed={isTable}
              aria-label={isTable ? t('chart.picture') : t('chart.table')}
              title={isTable ? t('chart.picture') : t('chart.table')}
              onClick={() => setIsTable(!isTable)}
            >
              {isTable ? <IconChartLine size={18} aria-hidden /> : <IconTable size={18} aria-hidden />}
            </ActionIcon>
          ) : null}
          <Drop
            label={t('chart.menu')}
            align="end"
            trigger={(open) => (
              <ActionIcon
                {...open}
                variant="subtle"
                color="gray"
                size={40}
                aria-label={t('chart.menu')}
                title={t('chart.menu')}
              >
                <IconDownload size={18} aria-hidden />
              </ActionIcon>
            )}
          >
            {(close) => (
              <>
                <button
                  type="button"
                  className={drop.choice}
                  disabled={isTable}
                  onClick={() => {
                    savePng(fileNameOf(title, 'png'), toPng.current())
                    close()
                  }}
                >
                  {t('chart.png')}
                </button>
                <button
                  type="button"
                  className={drop.choice}
                  onClick={() => {
                    downloadText(fileNameOf(title, 'csv'), 'text/csv;charset=utf-8', toCsv(csv()))
                    close()
                  }}
                >
                  {t('chart.csv')}
                </button>
              </>
            )}
          </Drop>
        </Group>
      </Group>
      {isTable && table ? table() : <Chart build={build} height={height} description={description} onReady={onReady} />}
    </Card>
  )
}
