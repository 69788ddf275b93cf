import { useMatches, useNavigate } from '@tanstack/react-router'

/** The same page of another site. */
export const useSwitchSite = () => {
  const navigate = useNavigate()
  const route = useMatches({ select: (matches) => matches.at(-1)?.fullPath })
  return (site: string) => {
    const page = route?.startsWith('/sites/$site/') ? route : '/sites/$site/overview'
    return navigate({
      to: page,
      params: (current: object) => ({ ...current, site }),
      search: (current: object) => current,
    } as never)
  }
}
