import {
  QueryClient,
  queryOptions,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { Me } from '../../src/contract/account.ts'
import { ApiFailure, call, type Input, type Output, type Params, type Request, type RouteName } from './api.ts'

export type SiteOfMe = Me['sites'][number]

const maxRetries = 2
const worthRetrying = (error: unknown): boolean =>
  error instanceof ApiFailure && (error.status === 0 || error.status === 503)

export const makeQueryClient = (): QueryClient => {
  const queries: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 30 * 60_000,
        retry: (count, error) => count < maxRetries && worthRetrying(error),
        refetchOnWindowFocus: true,
      },
    },
  })
  // A session that ended elsewhere: ask again who we are, and the guard of the routes does the rest.
  queries.getQueryCache().subscribe(({ type, query }) => {
    const error: unknown = query.state.error
    if (type === 'updated' && query.queryKey[0] !== 'me' && error instanceof ApiFailure && error.status === 401)
      void queries.invalidateQueries({ queryKey: ['me'] })
  })
  return queries
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => call('me', { params: {}, signal }),
  staleTime: 5 * 60_000,
})

/** Who is asking; undefined only before the first answer. */
export const useMe = (): Me | undefined => useQuery(meQuery).data

/** The site of the page; pages below /sites/$site have one. */
export const useSite = (): SiteOfMe => {
  const { site } = useParams({ strict: false })
  const found = useMe()?.sites.find(({ id }) => id === site)
  if (!found) throw new Error('this page needs a site')
  return found
}

export const mayEdit = (site: SiteOfMe): boolean => site.role !== 'viewer'

/** `refetchEveryMs` may depend on the last answer. */
type AskOptions<T> = { enabled?: boolean; refetchEveryMs?: number | ((known: T | undefined) => number | false) }

const intervalOf = <T>({ refetchEveryMs = 0 }: AskOptions<T>, known: unknown): number | false =>
  typeof refetchEveryMs === 'function' ? refetchEveryMs(known as T | undefined) : refetchEveryMs || false

/** One question to the API; the key is the endpoint's name, its params and its input. */
export const useAsk = <N extends RouteName>(
  name: N,
  request: Omit<Request<N>, 'signal'>,
  options: AskOptions<Output<N>> = {},
): UseQueryResult<Output<N>> =>
  useQuery({
    queryKey: [name, request.params, request.input ?? null],
    queryFn: ({ signal }) => call(name, { ...request, signal }),
    enabled: options.enabled ?? true,
    refetchInterval: (query) => intervalOf(options, query.state.data),
  })

type SiteRoute = {
  [N in RouteName]: Params<N> extends { site: string }
    ? Exclude<keyof Params<N>, 'site'> extends never
      ? N
      : never
    : never
}[RouteName]

/**
 * A question about the site of the page. Old figures stay while new ones load (`isPlaceholderData`),
 * but never those of another site. `useReport('overview', frame)`
 */
export const useReport = <N extends SiteRoute>(
  name: N,
  input?: Input<N>,
  options: AskOptions<Output<N>> = {},
): UseQueryResult<Output<N>> => {
  const site = useSite().id
  const queryKey: readonly unknown[] = [name, { site }, input ?? null]
  return useQuery<unknown, Error, unknown, readonly unknown[]>({
    queryKey,
    queryFn: ({ signal }) => call(name, { params: { site } as unknown as Params<N>, input, signal }),
    placeholderData: (previous: unknown, query: { queryKey: readonly unknown[] } | undefined) =>
      siteOfKey(query?.queryKey) === site ? previous : undefined,
    enabled: options.enabled ?? true,
    refetchInterval: (query) => intervalOf(options, query.state.data),
  }) as UseQueryResult<Output<N>>
}

const siteOfKey = (key: readonly unknown[] | undefined): string | undefined =>
  (key?.[1] as { site?: string } | undefined)?.site

/** A change; what it makes stale is asked again. `useChange('createGoal', ['goals', 'goalsReport'])` */
export const useChange = <N extends RouteName>(name: N, stale: readonly RouteName[] = []) => {
  const queries = useQueryClient()
  return useMutation<Output<N>, Error, Omit<Request<N>, 'signal'>>({
    mutationFn: (request) => call(name, request),
    onSuccess: async () => {
      await Promise.all(stale.map((staleName) => queries.invalidateQueries({ queryKey: [staleName] })))
    },
  })
}
