import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

/** Registering again does nothing; done here, and not when imported, so that the bundler keeps it. */
export const startChart = (element: HTMLElement): ECharts => {
  use([
    ...[LineChart, BarChart, CustomChart, GridComponent, MarkLineComponent, TooltipComponent, AriaComponent],
    CanvasRenderer,
  ])
  return init(element, null, { renderer: 'canvas' })
}
