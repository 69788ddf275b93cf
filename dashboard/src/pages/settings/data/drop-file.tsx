import { Progress, Text } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './data.module.css'

type Properties = { onFile: (file: File) => void; progress: number | null }

/** A place to drop a file on, or to choose one. */
export const DropFile = ({ onFile, progress }: Properties) => {
  const { t } = useTranslation('imports')
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }
  return (
    <label
      className={styles.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        disabled={progress !== null}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          currentTarget.value = ''
          if (file) onFile(file)
        }}
      />
      <IconFileUpload size={32} stroke={1.5} aria-hidden />
      <Text fw={600}>{t('drop')}</Text>
      <Text size="sm" c="dimmed" maw={520}>
        {t('dropText')}
      </Text>
      {progress === null ? null : <Progress value={progress * 100} w="100%" aria-label={t('sending')} />}
    </label>
  )
}
