// A real ClickHouse server as a process of its own, from packages alone: the library that chDB ships can also listen.
//   node clickhouse-server.mjs FOLDER HTTP_PORT TCP_PORT [CONFIG.xml]
// (koffi would not do: it runs calls on a stack of its own, which the engine refuses.)
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import ffi from 'ffi-rs'

const [folder, httpPort, tcpPort, config] = process.argv.slice(2)
const platform = `${process.platform}-${process.arch}${process.platform === 'linux' ? '-gnu' : ''}`
const manifest = createRequire(import.meta.resolve('chdb')).resolve(`@chdb/lib-${platform}/package.json`)

// Who started this holds the other end: when it is gone, so is the server.
// (An orderly exit would wait for the statement below, which never ends.)
process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume()

ffi.open({ library: 'chdb', path: join(dirname(manifest), 'libchdb.so') })
const listenForever =
  'SYSTEM START LISTEN QUERIES ALL; SELECT sleepEachRow(3) FROM numbers(1000000000) ' +
  'SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 0'
const words = [
  ...['clickhouse', '--path', folder, '--listen_host', '127.0.0.1'],
  ...(config ? ['--config-file', config] : []),
  ...['--http_port', httpPort, '--tcp_port', tcpPort, '--query', listenForever],
]
// In a thread of its own, so that this one hears when its parent is gone.
await ffi.load({
  library: 'chdb',
  funcName: 'chdb_query_cmdline',
  retType: ffi.DataType.External,
  paramsType: [ffi.DataType.I32, ffi.DataType.StringArray],
  paramsValue: [words.length, words],
  runInNewThread: true,
})
