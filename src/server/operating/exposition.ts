/** Figures in Prometheus' text format (version 0.0.4). */
export type Sample = { labels?: Record<string, string>; value: number }
export type Metric = { name: string; kind: 'counter' | 'gauge'; help: string; samples: readonly Sample[] }

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const labelText = (labels: Record<string, string>): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

export const exposition = (metrics: readonly Metric[]): string =>
  metrics
    .flatMap(({ name, kind, help, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${kind}`,
      ...samples.map(({ labels = {}, value }) => `${name}${labelText(labels)} ${value}`),
    ])
    .map((line) => `${line}\n`)
    .join('')
