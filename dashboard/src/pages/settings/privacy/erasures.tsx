import { Box, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Erasure } from '../../../../../src/contract/person.ts'
import { useReport } from '../../../queries.ts'
import { countColumn } from '../../../ui/columns.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { useFormat } from '../../../ui/use-format.ts'

const ASK_AGAIN_MS = 5_000

/** Who was erased, without saying who, and what was found on disk afterwards. */
export const Erasures = () => {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const { data } = useReport('erasures', undefined, {
    refetchEveryMs: (known) => (known?.some(({ finished }) => finished === null) ? ASK_AGAIN_MS : false),
  })
  if (!data || data.length === 0) return null

  const stateOf = ({ proof, finished }: Erasure): string => {
    if (!proof) return t('erasures.cleaning')
    const placesWith = (wanted: string): string[] =>
      proof.places.flatMap(({ place, outcome }) => (outcome === wanted ? [t(`erasures.place.${place}`)] : []))
    const left = [...proof.found_in, ...placesWith('found')]
    if (left.length > 0 || proof.rows_left > 0) return t('erasures.left', { files: format.list(left) })
    if (finished === null) return t('erasures.parts_left')
    const unsearched = placesWith('not_searched')
    if (unsearched.length > 0) return t('erasures.not_searched', { places: format.list(unsearched) })
    return t('erasures.clean', { count: proof.files_searched, number: format.number(proof.files_searched) })
  }
  const columns: Column<Erasure>[] = [
    {
      key: 'at',
      header: t('erasures.at'),
      value: ({ at }) => new Date(at).toISOString(),
      show: ({ at }) => format.dateTime(at),
    },
    {
      key: 'known_by',
      header: t('erasures.known_by'),
      value: ({ known_by }) => known_by.join(' '),
      show: ({ known_by }) => format.list(known_by.map((kind) => t(`person.kind.${kind}`))),
    },
    countColumn(format, { key: 'rows', header: t('erasures.rows'), of: ({ rows_erased }) => rows_erased }),
    { key: 'state', header: t('erasures.state'), value: stateOf, minWidth: 200 },
  ]
  return (
    <Box mt="lg">
      <Title order={3} fz="sm" mb="xs">
        {t('erasures.title')}
      </Title>
      <DataTable name={t('erasures.title')} columns={columns} rows={data} rowKey={({ id }) => id} isList />
    </Box>
  )
}
