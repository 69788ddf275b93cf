import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([LineChart, BarChart, CustomChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer])

export { init }
