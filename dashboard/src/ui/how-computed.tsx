import { ActionIcon, Anchor, Popover, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

type Properties = {
  /** What is explained, for people who hear the button: "Conversion rate". */
  of: string
  /** One sentence. */
  children: ReactNode
  /** The method's page. */
  href?: string
}

/** Hover must last this long (ms) before it opens, so that crossing the page opens nothing. */
const hoverDelayMs = 120

/** "How is this computed?": opens on hover, focus and touch; closes on leaving, Escape or a tap elsewhere. */
export const HowComputed = ({ of, children, href }: Properties) => {
  const { t } = useTranslation('shell')
  const [isOpen, setOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const soon = (open: boolean) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(open), hoverDelayMs)
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} width={300} position="top" withinPortal trapFocus={false}>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          size={24}
          radius="xl"
          color="gray"
          c="dimmed"
          aria-label={t('explain.button', { of })}
          onMouseEnter={() => soon(true)}
          onMouseLeave={() => soon(false)}
          onFocus={(event) => event.currentTarget.matches(':focus-visible') && setOpen(true)}
          onBlur={() => soon(false)}
          onClick={(event) => {
            event.stopPropagation()
            clearTimeout(timer.current)
            setOpen(true)
          }}
        >
          <IconInfoCircle size={16} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown onMouseEnter={() => soon(true)} onMouseLeave={() => soon(false)}>
        <Text size="sm" component="div" style={{ whiteSpace: 'normal', textAlign: 'start', fontWeight: 400 }}>
          {children}
          {href ? (
            <>
              {' '}
              <Anchor href={href} target="_blank" rel="noreferrer" size="sm">
                {t('explain.more')}
              </Anchor>
            </>
          ) : null}
        </Text>
      </Popover.Dropdown>
    </Popover>
  )
}
