import type { QueryOptions } from '../store.ts'

export const defaultMaxSeconds = 30

/** Written after the statement: settings given beside it stay on an embedded connection. */
export const settingsText = (settings: Record<string, string | number>): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name} = ${typeof value === 'number' ? value : `'${value}'`}`)
    .join(', ')

/**
 * The share of its memory from which a query writes what it gathers to disk. Joining what was written and what cannot be
 * written (a map of joined people, an answer being put together) take the rest.
 */
const spillFrom = 0.54

/** The bounds that every query carries, and how its answer is written. `mark` tells it from others, to stop it. */
export const querySettings = (
  { maxSeconds = defaultMaxSeconds, gatherings = 1 }: QueryOptions,
  bounds: { memoryMb: number; threads: number | undefined; mark: string },
): Record<string, string | number> => ({
  max_execution_time: maxSeconds,
  timeout_overflow_mode: 'throw',
  max_memory_usage: bounds.memoryMb * 1_048_576,
  // What does not fit goes on by way of the disk, rather than fail.
  max_bytes_before_external_group_by: Math.round((bounds.memoryMb * 1_048_576 * spillFrom) / gatherings),
  ...(bounds.threads !== undefined && { max_threads: bounds.threads }),
  // Shared, a table that is read after one of its own projections would have only the projection's columns.
  enable_shared_storage_snapshot_in_query: 0,
  // What gathers is compiled when it is asked for the second time: a sixth faster, whatever the period. Compiled
  // expressions bring nothing, and each new period would wait a third of a second for its own.
  min_count_to_compile_aggregate_expression: 1,
  compile_expressions: 0,
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_denormals: 0,
  ...(bounds.mark !== '' && { log_comment: bounds.mark }),
})
