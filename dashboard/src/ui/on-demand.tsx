import { type ComponentType, lazy, type ReactNode, Suspense, useMemo, useState } from 'react'

type Trigger = { onClick: () => void; onPointerEnter: () => void; onFocus: () => void }
type Properties = {
  load: () => Promise<{ default: ComponentType }>
  /** The button as it looks before; given what loads the rest ahead and opens it. */
  trigger: (open: Trigger) => ReactNode
}

/** A button whose menu is fetched when it is nearly wanted (pointer or focus on it), so that first pages stay light. */
export const OnDemand = ({ load, trigger }: Properties) => {
  const [isWanted, setWanted] = useState(false)
  const Loaded = useMemo(() => lazy(load), [load])
  const ahead = () => void load()
  const button = trigger({ onClick: () => setWanted(true), onPointerEnter: ahead, onFocus: ahead })
  return isWanted ? (
    <Suspense fallback={button}>
      <Loaded />
    </Suspense>
  ) : (
    button
  )
}
