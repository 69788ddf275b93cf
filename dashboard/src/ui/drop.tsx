import { type ReactNode, type ToggleEvent, useCallback, useEffect, useId, useRef, useState } from 'react'
import styles from './drop.module.css'

type Trigger = {
  ref: (button: HTMLButtonElement | null) => void
  popoverTarget: string
  'aria-haspopup': 'dialog'
  'aria-expanded': boolean
}
type Properties = {
  /** Names what opens, for people who hear it. */
  label: string
  /** The button, given what makes it open. */
  trigger: (open: Trigger) => ReactNode
  /** What opens; it exists while it is open, and may close itself. */
  children: (close: () => void) => ReactNode
  /** Its edge that lies under the same edge of the button. */
  align?: 'start' | 'end'
  width?: number
}

/** Between the button and what it opens, and between that and the window's edge, in px. */
const gap = 6
const edge = 8

/** Below the button where there is room, else as far down as it fits; never beyond the window. */
const place = (box: HTMLElement, button: HTMLElement, align: 'start' | 'end'): void => {
  const at = button.getBoundingClientRect()
  const { width, height } = box.getBoundingClientRect()
  const left = align === 'start' ? at.left : at.right - width
  const top = at.bottom + gap
  box.style.left = `${Math.max(edge, Math.min(left, window.innerWidth - width - edge))}px`
  box.style.top = `${Math.max(edge, Math.min(top, window.innerHeight - height - edge))}px`
}

/** What a button opens under itself. The browser closes it on Escape and on a tap elsewhere, and gives the focus back. */
export const Drop = ({ label, trigger, children, align = 'start', width }: Properties) => {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const setButton = useCallback((element: HTMLButtonElement | null) => {
    button.current = element
  }, [])
  useEffect(() => {
    const [inside, above] = [box.current, button.current]
    if (!isOpen || !inside || !above) return
    const follow = () => place(inside, above, align)
    const observer = new ResizeObserver(follow)
    observer.observe(inside)
    window.addEventListener('scroll', follow, { capture: true, passive: true })
    window.addEventListener('resize', follow)
    return () => {
      observer.disconnect()
      window.removeEventListener('scroll', follow, { capture: true })
      window.removeEventListener('resize', follow)
    }
  }, [isOpen, align])
  return (
    <>
      {trigger({ ref: setButton, popoverTarget: id, 'aria-haspopup': 'dialog', 'aria-expanded': isOpen })}
      <div
        ref={box}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={styles.box}
        style={{ width }}
        onToggle={({ newState }: ToggleEvent<HTMLDivElement>) => setIsOpen(newState === 'open')}
      >
        {isOpen ? children(() => box.current?.hidePopover()) : null}
      </div>
    </>
  )
}
