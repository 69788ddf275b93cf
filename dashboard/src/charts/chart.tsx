import { Box, useComputedColorScheme } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import type { ECharts, EChartsCoreOption } from 'echarts/core'
import { useEffect, useRef, useState } from 'react'
import { type ChartTokens, readTokens } from './tokens.ts'

export type ChartBuilder = (tokens: ChartTokens, width: number) => EChartsCoreOption

type Properties = {
  build: ChartBuilder
  height: number
  /** What the picture shows, for people who do not see it. */
  description: string
  /** Receives a function that gives the picture as a PNG data URL. */
  onReady?: (toPng: () => string) => void
}

/** One ECharts picture. The engine is loaded when the first picture is drawn. */
export const Chart = ({ build, height, description, onReady }: Properties) => {
  const holder = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  /** Figures that come in later take their place at once: they would be unrolled anew each time, away from their names. */
  const hasMoved = useRef(false)
  const draw = useRef<() => void>(() => {})
  const scheme = useComputedColorScheme('light')
  const isCalm = useReducedMotion()
  const [isDrawn, setIsDrawn] = useState(false)

  useEffect(() => {
    draw.current = () => {
      const element = holder.current
      if (!element || !chart.current) return
      const option = build(readTokens(element), element.clientWidth)
      chart.current.setOption(
        {
          ...option,
          darkMode: scheme === 'dark',
          animation: !isCalm && !hasMoved.current,
          aria: { enabled: true, label: { description } },
        },
        true,
      )
      hasMoved.current = true
    }
    draw.current()
  }, [build, scheme, isCalm, description])

  useEffect(() => {
    const element = holder.current
    if (!element) return
    let isGone = false
    const observer = new ResizeObserver(() => {
      const now = chart.current
      if (!now || (now.getWidth() === element.clientWidth && now.getHeight() === element.clientHeight)) return
      now.resize()
      draw.current()
    })
    import('./engine.ts').then(({ startChart }) => {
      if (isGone) return
      chart.current = startChart(element)
      hasMoved.current = false
      draw.current()
      setIsDrawn(true)
      observer.observe(element)
      onReady?.(
        () =>
          chart.current?.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: readTokens(element).surface }) ?? '',
      )
    })
    return () => {
      isGone = true
      observer.disconnect()
      chart.current?.dispose()
      chart.current = null
    }
  }, [onReady])

  return (
    <Box
      ref={holder}
      h={height}
      w="100%"
      role="img"
      aria-label={description}
      bg={isDrawn ? undefined : 'var(--minnow-sunken)'}
      style={{ borderRadius: 'var(--mantine-radius-md)' }}
    />
  )
}
