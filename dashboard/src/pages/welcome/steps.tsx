import { useTranslation } from 'react-i18next'
import styles from './steps.module.css'

export type WelcomeStep = 'account' | 'site' | 'tag'

/** Where in the first visit one is. */
export const Steps = ({ steps, now }: { steps: readonly WelcomeStep[]; now: WelcomeStep }) => {
  const { t } = useTranslation('welcome')
  const position = steps.indexOf(now)
  return (
    <ol className={styles.steps} aria-label={t('step.label')}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={styles.step}
          data-done={index < position || undefined}
          aria-current={step === now ? 'step' : undefined}
        >
          <span className={styles.number} aria-hidden>
            {index + 1}
          </span>
          {t(`step.${step}`)}
        </li>
      ))}
    </ol>
  )
}
