import { useQueryClient } from '@tanstack/react-query'
import { callAuth } from '../api.ts'

/** Ends the session and forgets every answer that it got. */
export const useSignOut = () => {
  const queries = useQueryClient()
  return async () => {
    await callAuth('/sign-out', {}).catch(() => undefined)
    queries.clear()
    window.location.assign('/sign-in')
  }
}
