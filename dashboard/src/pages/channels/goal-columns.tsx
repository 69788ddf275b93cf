import { Button } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Goal } from '../../../../src/contract/goal.ts'
import { useNames } from '../../figures/index.ts'
import drop from '../../ui/drop.module.css'
import { Drop } from '../../ui/drop.tsx'
import styles from './goal-columns.module.css'

/** More columns than these, and nobody reads across. */
const mostColumns = 10

type Properties = { goals: readonly Goal[]; chosen: readonly string[]; onChange: (chosen: string[]) => void }

/** Which goals have columns of their own. */
export const GoalColumns = ({ goals, chosen, onChange }: Properties) => {
  const { t } = useTranslation('channels')
  const { goalName } = useNames()
  const text = chosen.length > 0 ? `${t('goalColumns')} · ${chosen.length}` : t('goalColumns')
  return (
    <Drop
      label={t('goalColumns')}
      trigger={(open) => (
        <Button {...open} variant="default" fw={500} leftSection={<IconColumns3 size={16} aria-hidden />}>
          {text}
        </Button>
      )}
    >
      {() => (
        <div className={styles.list}>
          {goals.map((goal) => {
            const isChosen = chosen.includes(goal.id)
            return (
              <label key={goal.id} className={drop.choice}>
                <input
                  type="checkbox"
                  className={styles.box}
                  checked={isChosen}
                  disabled={!isChosen && chosen.length >= mostColumns}
                  onChange={() => onChange(isChosen ? chosen.filter((id) => id !== goal.id) : [...chosen, goal.id])}
                />
                {goalName(goal)}
              </label>
            )
          })}
        </div>
      )}
    </Drop>
  )
}
