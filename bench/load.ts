// Load on one collector, from a process of its own:
//   node bench/load.ts '{"port":8787,"site":"…","connections":64,"seconds":10,"eventsPerRequest":1}'
// Prints what it saw as JSON. Plain sockets with keep-alive, so that it takes little of the shared cores.
import { createConnection } from 'node:net'

export type LoadPlan = {
  port: number
  site: string
  connections: number
  seconds: number
  eventsPerRequest: number
  run: string
}
export type LoadResult = {
  requests: number
  events: number
  refused: number
  requestsPerSecond: number
  eventsPerSecond: number
  p50Ms: number
  p99Ms: number
}

const userAgents = Array.from({ length: 1_000 }, (_, index) => {
  const version = 100 + (index % 50)
  return index % 3 === 0
    ? `Mozilla/5.0 (iPhone; CPU iPhone OS ${15 + (index % 4)}_${index % 7} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${15 + (index % 4)}.${index % 60} Mobile/15E148 Safari/604.1`
    : `Mozilla/5.0 (${index % 2 ? 'Windows NT 10.0; Win64; x64' : 'Linux; Android 14; Pixel 8'}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.${index}.0 Safari/537.36`
})
const names = ['page_view', 'page_view', 'view_item', 'click', 'add_to_cart']

const eventOf = (run: string, number: number): string =>
  `{"id":"${run}-${number}","name":"${names[number % names.length]}","visitor":"${run}-v${number}","session":"${run}-s${number}","url":"https://shop.example/product/${number % 1_000}?utm_source=mail&utm_campaign=c${number % 20}","referrer":"https://www.google.com/","title":"Product ${number % 1_000}","value":${number % 200},"currency":"USD","properties":{"size":"m","colour":"c${number % 12}"}}`

const requestOf = ({ site, eventsPerRequest, run }: LoadPlan, number: number): string => {
  const events = Array.from({ length: eventsPerRequest }, (_, index) => eventOf(run, number * eventsPerRequest + index))
  const body = `{"site":"${site}","events":[${events.join(',')}]}`
  const address = `${11 + (number % 180)}.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
  return `POST /api/collect HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\norigin: https://shop.example\r\nuser-agent: ${userAgents[number % 1_000]}\r\nx-forwarded-for: ${address}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

const isComplete = (answer: string): boolean => {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0)
  return answer.length >= end + 4 + length
}

export const load = async (plan: LoadPlan): Promise<LoadResult> => {
  const took: number[] = []
  let next = 0
  let refused = 0
  const start = performance.now()
  const end = start + plan.seconds * 1_000

  const connection = () =>
    new Promise<void>((resolve, reject) => {
      const socket = createConnection({ host: '127.0.0.1', port: plan.port, noDelay: true })
      let answer = ''
      let sent = 0
      const send = () => {
        answer = ''
        sent = performance.now()
        socket.write(requestOf(plan, next++))
      }
      socket.on('connect', send)
      socket.on('error', reject)
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1')
        if (!isComplete(answer)) return
        took.push(performance.now() - sent)
        if (!answer.startsWith('HTTP/1.1 202')) refused++
        if (performance.now() < end) return send()
        socket.end()
        resolve()
      })
    })
  await Promise.all(Array.from({ length: plan.connections }, connection))

  const seconds = (performance.now() - start) / 1_000
  took.sort((one, other) => one - other)
  const at = (share: number) => Math.round((took[Math.floor(took.length * share)] ?? 0) * 10) / 10
  return {
    requests: took.length,
    events: took.length * plan.eventsPerRequest,
    refused,
    requestsPerSecond: Math.round(took.length / seconds),
    eventsPerSecond: Math.round((took.length * plan.eventsPerRequest) / seconds),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  }
}

if (import.meta.main) process.stdout.write(JSON.stringify(await load(JSON.parse(process.argv[2] ?? '{}') as LoadPlan)))
