import { IconInfoCircle } from '@tabler/icons-react'
import { type ReactNode, type ToggleEvent, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './how-computed.module.css'

type Properties = {
  /** What is explained, for people who hear the button: "Conversion rate". */
  of: string
  /** One sentence. */
  children: ReactNode
  /** The method's page. */
  href?: string
}

/** Hover must last this long (ms) before it opens or closes, so that crossing the page opens nothing. */
const hoverDelayMs = 120
/** Between the button and its bubble, and between the bubble and the window's edge, in px. */
const gap = 6
const edge = 12

/** Above the button when there is room, else below; never beyond the window. */
const place = (bubble: HTMLElement, button: HTMLElement): void => {
  const at = button.getBoundingClientRect()
  const { width, height } = bubble.getBoundingClientRect()
  const left = Math.min(Math.max(edge, at.left + at.width / 2 - width / 2), window.innerWidth - width - edge)
  const above = at.top - height - gap
  bubble.style.left = `${left}px`
  bubble.style.top = `${above >= edge ? above : at.bottom + gap}px`
}

/** "How is this computed?": opens on hover, focus and touch; closes on leaving, Escape or a tap elsewhere. */
export const HowComputed = ({ of, children, href }: Properties) => {
  const { t } = useTranslation('shell')
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const bubble = useRef<HTMLSpanElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const show = () => {
    clearTimeout(timer.current)
    if (!bubble.current?.matches(':popover-open')) bubble.current?.showPopover()
  }
  const hide = () => {
    if (bubble.current?.matches(':popover-open')) bubble.current.hidePopover()
  }
  const soon = (change: () => void) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(change, hoverDelayMs)
  }
  const placed = ({ newState }: ToggleEvent<HTMLSpanElement>) => {
    if (newState === 'open' && bubble.current && button.current) place(bubble.current, button.current)
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-label={t('explain.button', { of })}
        aria-describedby={id}
        onMouseEnter={() => soon(show)}
        onMouseLeave={() => soon(hide)}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && show()}
        onBlur={() => soon(hide)}
        onClick={(event) => {
          event.stopPropagation()
          show()
        }}
      >
        <IconInfoCircle size={16} stroke={1.7} aria-hidden />
      </button>
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        popover="auto"
        className={styles.bubble}
        onToggle={placed}
        onMouseEnter={() => soon(show)}
        onMouseLeave={() => soon(hide)}
      >
        {children}
        {href ? (
          <>
            {' '}
            <a href={href} target="_blank" rel="noreferrer">
              {t('explain.more')}
            </a>
          </>
        ) : null}
      </span>
    </>
  )
}
